// SPDX-License-Identifier: MIT
// The one place that makes Orpiment's errors of the library's result codes.
#pragma once
#include <sqlite3.h>

#include <string>
#include <string_view>

#include "backend/statement_context.hpp"

namespace orp::backend::sqlite {

/// Whether nobody can say after this result what the file holds.
bool ends_connection(int result) noexcept;

/// Throws what the failure of the last call on `database` is: `result` is that call's extended
/// code.
[[noreturn]] void throw_error(sqlite3* database, int result, const StatementContext& context);

/// Throws ConnectionError: the database at `path` cannot be opened because of `reason`.
[[noreturn]] void throw_cannot_open(const std::string& path, int result, const std::string& reason);

/// Throws ConnectionError: there is no file at `path`, and `mode` makes none.
[[noreturn]] void throw_missing_file(const std::string& path, std::string_view mode);

}  // namespace orp::backend::sqlite
