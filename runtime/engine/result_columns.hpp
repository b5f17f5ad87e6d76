// SPDX-License-Identifier: MIT
// What only the database knows of a result: the columns of the program's own SQL.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "orpiment/backend/link.hpp"
#include "sql/compiler.hpp"
#include "sql/node.hpp"

namespace orp {

/// Throws UsageError when the result has not as many columns as the program wants to read: its SQL
/// says one thing and columns<...>() another.
void check_column_count(const sql::CompiledStatement& compiled, const backend::Cursor& cursor);

/// What column `i` of the result of `statement` is called.
std::string column_name(const sql::Node& statement, const sql::CompiledStatement& compiled,
                        const backend::Cursor& cursor, std::size_t i);
/// The same of all columns.
std::vector<std::string> column_names(const sql::Node& statement,
                                      const sql::CompiledStatement& compiled,
                                      const backend::Cursor& cursor);

}  // namespace orp
