// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "orpiment/base/printable.hpp"
#include "orpiment/base/text_converter.hpp"

namespace orp {

/// Texts by name, as a column of the type hstore has them; a text may be NULL.
class Hstore {
 public:
  /// A name and its text.
  using Entry = std::pair<std::string, std::optional<std::string>>;

  /// Of no names.
  Hstore() = default;
  /// Of these; of a name that is there twice the last text counts.
  explicit Hstore(const std::vector<Entry>& entries);

  /// How many names there are.
  std::size_t size() const noexcept { return entries_.size(); }
  /// There is no name.
  bool empty() const noexcept { return entries_.empty(); }
  /// Short names first, those of one length by their bytes.
  const std::vector<Entry>& entries() const noexcept { return entries_; }
  /// The name is there, perhaps without a text.
  bool contains(std::string_view name) const;
  /// Its text; std::nullopt where that is NULL, and without the name.
  std::optional<std::string> find(std::string_view name) const;

  /// Gives a name a text, in place of what it has.
  void set(std::string name, std::optional<std::string> text);
  /// Takes the name out; nothing happens without it.
  void erase(std::string_view name);

  /// Reads `"a"=>"1", "b"=>NULL`, as the database does. Throws DataError.
  static Hstore parse(std::string_view text);
  /// The same; empty where parse() throws.
  static std::optional<Hstore> from_string(std::string_view text);
  /// What parse() reads; the same for equal ones.
  std::string to_string() const;

  friend bool operator==(const Hstore&, const Hstore&) = default;

 private:
  std::vector<Entry> entries_;
};

}  // namespace orp
