// SPDX-License-Identifier: MIT
// The function orpiment_has(?, value): whether a value is in a list of keys bound as one parameter.
// For statements that read a whole table: the library's own IN goes to an index for each key, and
// keeps the list in a tree.
#pragma once
#include <sqlite3.h>

#include <cstddef>

#include "orpiment/meta/table_info.hpp"

namespace orp::backend::sqlite {

/// Makes the function known to a connection. Returns the library's result code.
int register_key_set(sqlite3* database);

/// Whether to use it for so many keys in `column` of `table`, going by how long the table can be.
bool prefers_key_set(sqlite3* database, const TableInfo& table, std::uint16_t column,
                     std::size_t key_count);

}  // namespace orp::backend::sqlite
