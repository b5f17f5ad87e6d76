// SPDX-License-Identifier: MIT
#include <ostream>
#include <unordered_set>

#include "base/json_string.hpp"
#include "engine/export_text.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/engine/detail/named_rows.hpp"

namespace orp::detail {

namespace {

/// The columns' names as members of an object: `"name":`.
std::vector<std::string> member_names(const backend::StoredRows& rows) {
  std::vector<std::string> members;
  std::unordered_set<std::string_view> known;
  for (std::size_t i = 0; i < rows.column_count(); ++i) {
    const std::string_view name = rows.column_name(i);
    if (!known.insert(name).second) {
      throw UsageError(
          {.code = "ORP-1409",
           .message = "several columns of the result are named \"" + std::string(name) + "\"",
           .hint = "give them labels: an object of JSON has one of each name"});
    }
    append_json_string(members.emplace_back(), name);
    members.back() += ':';
  }
  return members;
}

}  // namespace

void write_json(std::ostream& out, const backend::StoredRows& rows) {
  const std::vector<std::string> members = member_names(rows);
  std::string line;
  out << '[';
  for (std::size_t row = 0; row < rows.row_count(); ++row) {
    line = row > 0 ? ",\n{" : "\n{";
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (i > 0) line += ',';
      line += members[i];
      if (rows.is_null(row, i))
        line += "null";
      else
        ExportedValue(rows, row, i, known_type(rows, row, i)).append_json(line);
    }
    out << line << '}';
  }
  out << "\n]\n";
}

}  // namespace orp::detail
