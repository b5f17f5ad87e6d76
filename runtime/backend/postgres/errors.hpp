// SPDX-License-Identifier: MIT
// The one place that makes Orpiment's errors of what the server and libpq report.
#pragma once
#include <libpq-fe.h>

#include "backend/statement_context.hpp"

namespace orp::backend::postgres {

bool is_success(const PGresult* result) noexcept;
/// There was no statement.
bool is_empty(const PGresult* result) noexcept;

/// Whether the connection is over after this failed answer (nullptr: none came). It goes on only
/// where the server itself reports an ERROR and waits for the next command. A FATAL or PANIC is its
/// last word; and what libpq says by itself, without SQLSTATE, leaves open what the server has
/// done: a broken pipe, an answer cut short, memory that ran out half way.
bool ends_connection(const PGconn* connection, const PGresult* result) noexcept;

/// The server waits for the program's data, or sends its own.
bool is_copying(const PGresult* result) noexcept;

/// Throws what a failed result is. `result` may be nullptr: then libpq itself failed.
[[noreturn]] void throw_error(PGconn* connection, const PGresult* result,
                              const StatementContext& context);

/// Throws ConnectionError: the connection was lost before, and nothing was sent.
[[noreturn]] void throw_lost();

/// The statement must be prepared anew: its tables changed since it was, or the server forgot it.
bool is_stale_statement(const PGresult* result);
/// The same because the server has no statement of that name (any more).
bool is_unknown_statement(const PGresult* result);
/// The same because a type that it names was dropped: others name it, too.
bool has_lost_type(const PGresult* result);

}  // namespace orp::backend::postgres
