// SPDX-License-Identifier: MIT
#pragma once
#include <sqlite3.h>

namespace orp::backend::sqlite {

/// Makes the table functions orpiment_series(first, last, step) and orpiment_moments(first, last,
/// step) known to a connection: integers, and dates or timestamps by an interval, in a column
/// `value`. Returns the library's result code.
int register_series_table(sqlite3* database);

}  // namespace orp::backend::sqlite
