// SPDX-License-Identifier: MIT
// What the generator has to say about a schema: mistakes with their place, collected and printed at
// the end of a run.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace orp::language {

/// A place in the schema. `file` counts the files of a run in the order in which they were first
/// read; lines and columns begin at 1, a column is one code point; `path` is a JSON pointer.
struct Location {
  std::uint32_t file = 0;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::string path;
};

struct Diagnostic {
  Location where;
  std::string message;
  std::string hint;  ///< what to do about it; may be empty
};

/// Collects the mistakes of one run; never throws for them. A line of output reads
/// `shop.json:41:9: /entities/Order/relationships/user: unknown entity "Usr"; did you mean "User"?`
class Diagnostics {
 public:
  /// Registers a file by the name it is printed with and returns its number.
  std::uint32_t add_file(std::string name);

  void error(const Location& where, std::string message, std::string hint = {});

  [[nodiscard]] bool has_errors() const { return !errors_.empty(); }
  [[nodiscard]] std::size_t error_count() const { return errors_.size(); }
  [[nodiscard]] const std::vector<std::string>& files() const { return files_; }

  /// The mistakes in the order of files and positions; of several with the same place, the order in
  /// which they were found. Identical ones appear once.
  [[nodiscard]] std::vector<Diagnostic> sorted() const;

  /// One line per mistake, each ending in a newline, in the order of sorted().
  [[nodiscard]] std::string to_string() const;

  /// `shop.json:41:9`, as diagnostics print a place; used where one mistake mentions another place.
  [[nodiscard]] std::string place(const Location& where) const;

 private:
  std::vector<std::string> files_;
  std::vector<Diagnostic> errors_;
};

}  // namespace orp::language
