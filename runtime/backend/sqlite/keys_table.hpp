// SPDX-License-Identifier: MIT
// The table-valued function orpiment_keys(?): the rows of a list of keys bound as one parameter,
// with columns value and position (from 1).
#pragma once
#include <sqlite3.h>

#include "orpiment/backend/link.hpp"

namespace orp::backend::sqlite {

/// Makes the function known to a connection. Returns the library's result code.
int register_keys_table(sqlite3* database);

/// Binds `keys`, which must outlive the execution.
int bind_keys(sqlite3_stmt* statement, int index, const KeyList& keys);

}  // namespace orp::backend::sqlite
