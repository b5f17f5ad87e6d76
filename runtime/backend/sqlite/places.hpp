// SPDX-License-Identifier: MIT
// That a statement has as many places for values as it is given values: whatever has none is NULL
// for the library, in silence.
#pragma once
#include <sqlite3.h>

#include "backend/statement_context.hpp"

namespace orp::backend::sqlite {

/// Throws UsageError that names the places which are not the statement's own.
void check_places(sqlite3_stmt* statement, const StatementContext& context);

}  // namespace orp::backend::sqlite
