// SPDX-License-Identifier: MIT
#pragma once
#include <sqlite3.h>

namespace orp::backend::sqlite {

/// Makes the table function orpiment_series(first, last, step) known to a connection: integers, in
/// a column `value`. Returns the library's result code.
int register_series_table(sqlite3* database);

}  // namespace orp::backend::sqlite
