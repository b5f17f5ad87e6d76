// SPDX-License-Identifier: MIT
// The databases themselves, asked whether they accept a statement: a text that looks right may
// still be refused. The tables are those of model.hpp, empty.
#pragma once
#include <string>
#include <vector>

/// What makes the tables; on PostgreSQL temporary ones, of the connection that runs it.
extern const char* const sqlite_tables;
extern const char* const postgres_tables;

/// What SQLite says against `sql`; empty: nothing.
std::string refusal_of_sqlite(const std::string& sql);

/// What PostgreSQL says against `sql`; empty: nothing, or there is no server to ask (see
/// tests/support/with_postgres).
std::string refusal_of_postgres(const std::string& sql);

/// Those that there are to ask: "sqlite", "postgres".
std::vector<std::string> databases();
