// SPDX-License-Identifier: MIT
// A foreign key that failed, for error messages.
#pragma once
#include <sqlite3.h>

#include <cstddef>

#include "orpiment/backend/batch.hpp"
#include "orpiment/backend/dialect.hpp"

namespace orp::backend::sqlite {

/// The first foreign key of a batch's row that refers to nothing, or nullptr. The library says that
/// a foreign key failed, but not which; asking again is for error messages only.
const ForeignKeyInfo* find_missing_parent(sqlite3* database, const Dialect& dialect,
                                          const RowBatch& rows, std::size_t row);

}  // namespace orp::backend::sqlite
