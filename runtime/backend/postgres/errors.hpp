// SPDX-License-Identifier: MIT
// The one place that makes Orpiment's errors of what the server and libpq report.
#pragma once
#include <libpq-fe.h>

#include "backend/statement_context.hpp"

namespace orp::backend::postgres {

/// Throws what a failed result is. `result` may be nullptr: then libpq itself failed.
[[noreturn]] void throw_error(PGconn* connection, const PGresult* result,
                              const StatementContext& context);

/// Throws ConnectionError: the connection was lost before, and nothing was sent.
[[noreturn]] void throw_lost();

/// The statement must be prepared anew: its tables changed since it was, or the server forgot it.
bool is_stale_statement(const PGresult* result);

}  // namespace orp::backend::postgres
