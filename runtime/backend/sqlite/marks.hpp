// SPDX-License-Identifier: MIT
// Whether a table keeps decimals and uuids as the schema believes: 1250 is 12.50 in a table of ours
// and 1250 in another program's, and nothing but the mark behind the type (Ddl::mark) tells one
// from the other; bytes beside texts in a column of texts would never be found.
#pragma once
#include <sqlite3.h>

#include <string>

#include "orpiment/backend/dialect.hpp"
#include "orpiment/meta/schema.hpp"
#include "orpiment/meta/table_info.hpp"

namespace orp::backend::sqlite {

/// The words that stand as a comment behind the type of a column; empty: the type says it all.
std::string mark_of(const schema::Type& type);

/// Throws UsageError when a column is to hold decimals of which nobody says how many digits they
/// have; when one is to hold scaled decimals by default and its declaration has no
/// mark, or another one; and when one is to hold the bytes of uuids and is declared to hold texts,
/// or does in the first row. A table that is not there is left to the statement. `dialect` says
/// what the schema of the table is called.
void check_marks(sqlite3* database, const Dialect& dialect, const TableInfo& table);

}  // namespace orp::backend::sqlite
