// SPDX-License-Identifier: MIT
#include "backend/sqlite/places.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "orpiment/base/error.hpp"

namespace orp::backend::sqlite {

namespace {

/// `@x`, `$x` and `:x`; our own places are `?` and `?1`.
std::string names_of_places(sqlite3_stmt* statement) {
  std::string names;
  for (int i = 1; i <= sqlite3_bind_parameter_count(statement); ++i) {
    const char* const name = sqlite3_bind_parameter_name(statement, i);
    if (name == nullptr || *name == '?') continue;
    if (!names.empty()) names += ", ";
    names += name;
  }
  return names.empty() ? "?" : names;
}

[[noreturn]] void throw_place(std::string message, std::string_view sql) {
  throw UsageError({.code = "ORP-1222",
                    .message = std::move(message),
                    .sql = std::string(sql),
                    .hint = "a value of a text() has a place :name and comes by bind(\"name\", "
                            "value)"});
}

}  // namespace

void check_places(sqlite3_stmt* statement, const StatementContext& context) {
  if (context.batch != nullptr) return;  // its values are not here, and its text is our own
  const auto places = static_cast<std::size_t>(sqlite3_bind_parameter_count(statement));
  const std::size_t values = context.parameters.size();
  if (places > values) {
    throw_place("the statement has a place that no value is for: " + names_of_places(statement),
                context.sql);
  }
  if (places < values) {
    throw_place("a place of a value is within a name in [...], where this database sees none",
                context.sql);
  }
}

}  // namespace orp::backend::sqlite
