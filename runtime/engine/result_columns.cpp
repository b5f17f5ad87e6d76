// SPDX-License-Identifier: MIT
#include "engine/result_columns.hpp"

#include "orpiment/base/error.hpp"

namespace orp {

void check_column_count(const sql::CompiledStatement& compiled, const backend::Cursor& cursor) {
  const std::size_t wanted = compiled.columns.size();
  const std::size_t given = cursor.column_count();
  if (wanted == given) return;
  throw UsageError({.code = "ORP-1409",
                    .message = "the program reads " + std::to_string(wanted) +
                               " columns of a result with " + std::to_string(given),
                    .sql = compiled.sql,
                    .hint = "columns<...>() takes a type for each column that the SQL selects"});
}

std::string column_name(const sql::Node& statement, const sql::CompiledStatement& compiled,
                        const backend::Cursor& cursor, std::size_t i) {
  if (statement.kind == sql::NodeKind::text_statement) return std::string(cursor.column_name(i));
  return compiled.columns[i].name;
}

std::vector<std::string> column_names(const sql::Node& statement,
                                      const sql::CompiledStatement& compiled,
                                      const backend::Cursor& cursor) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < compiled.columns.size(); ++i)
    names.push_back(column_name(statement, compiled, cursor, i));
  return names;
}

}  // namespace orp
