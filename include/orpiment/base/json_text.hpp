// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "orpiment/base/detail/hash.hpp"
#include "orpiment/base/printable.hpp"

namespace orp {

/// One JSON value as text that is known to be valid. Compared as text: spelled differently is
/// different. A default one is null. <orpiment/json.hpp> converts to and from nlohmann::json.
class Json {
 public:
  static constexpr std::size_t max_depth = 500;  ///< of arrays and objects in one another

  Json() : text_("null") {}

  /// Takes any RFC 8259 text in UTF-8 that both databases accept: nested max_depth deep at most, no
  /// zero character ("\u0000") in a string. Throws DataError with the position of the mistake.
  static Json parse(std::string text);
  /// The same; empty where parse() throws.
  static std::optional<Json> from_string(std::string_view text);
  /// Takes text that a database has checked already; nothing is looked at.
  static Json trusted(std::string text) noexcept { return Json(std::move(text)); }

  /// The text; valid until the object is changed or destroyed.
  const std::string& text() const& noexcept { return text_; }
  /// @overload
  std::string text() && noexcept { return std::move(text_); }
  /// A copy of text().
  std::string to_string() const { return text_; }

  /// Equal for equal values.
  std::uint64_t hash() const noexcept { return detail::hash_bytes(text_.data(), text_.size()); }

  friend bool operator==(const Json&, const Json&) = default;
  friend std::strong_ordering operator<=>(const Json&, const Json&) = default;

 private:
  explicit Json(std::string text) noexcept : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace orp
