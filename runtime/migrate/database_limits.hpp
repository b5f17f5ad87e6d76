// SPDX-License-Identifier: MIT
// What a schema may say of a table, and not every database has.
#pragma once
#include <string_view>

#include "orpiment/backend/database.hpp"
#include "orpiment/meta/schema.hpp"

namespace orp {

/// Whether `dialect` is among `dialects`, which stand with blanks between them, or there are none.
bool is_for(std::string_view dialects, std::string_view dialect);

/// Throws UsageError (ORP-1290) when `database` cannot make `table` mean what it says. What only
/// makes searches faster is no part of that.
void check_database_has(const backend::Database& database, const schema::Table& table);

}  // namespace orp
