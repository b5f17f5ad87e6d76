// SPDX-License-Identifier: MIT
#pragma once
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <string_view>

#include "backend/postgres/dialect.hpp"
#include "backend/sqlite/dialect.hpp"
#include "orpiment/backend/database.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/sql/executable.hpp"
#include "sql/databases.hpp"
#include "support/fake_database/database.hpp"

/// A statement as each database reads it. One text will do where the two differ in nothing but how
/// they write parameters: `$n` stands for `?` too.
struct Spelling {
  Spelling(const char* sqlite_text, const char* postgres_text)
      : sqlite(sqlite_text), postgres(postgres_text) {}
  Spelling(const char* text) : postgres(text) {  // NOLINT: a text is a spelling
    for (std::size_t at = 0; at < postgres.size(); ++at) {
      if (postgres[at] == '$') {
        sqlite += '?';
        while (at + 1 < postgres.size() && postgres[at + 1] >= '0' && postgres[at + 1] <= '9') ++at;
      } else {
        sqlite += postgres[at];
      }
    }
  }

  std::string sqlite;
  std::string postgres;
};

/// A database of few gifts, whom SQLite lends its ear, can say the statement too, or refuses to for
/// a reason that it tells.
inline void expect_fake_sql(const orp::Executable& statement) {
  try {
    const std::string sql = statement.to_sql(orp::testing::fake_database().dialect);
    EXPECT_EQ(orp::testing::beyond_fake(sql), "") << sql;
    EXPECT_EQ(refusal_of_sqlite(sql), "") << sql;
  } catch (const orp::UsageError& error) {
    EXPECT_THAT(error.code(), ::testing::AnyOf("ORP-1214", "ORP-1215", "ORP-1228", "ORP-1235",
                                               "ORP-1240", "ORP-1245"))
        << error.what();
  }
}

/// `statement` is spelled so, and each database accepts it.
inline void expect_sql(const orp::Executable& statement, const Spelling& expected) {
  const std::string sqlite = statement.to_sql(orp::backend::sqlite_dialect());
  const std::string postgres = statement.to_sql(orp::backend::postgres_dialect());
  EXPECT_EQ(sqlite, expected.sqlite);
  EXPECT_EQ(postgres, expected.postgres);
  EXPECT_EQ(refusal_of_sqlite(sqlite), "") << sqlite;
  EXPECT_EQ(refusal_of_postgres(postgres), "") << postgres;
  expect_fake_sql(statement);
}

/// Making SQL of `statement` fails with that code and a message that contains `text`.
inline void expect_refused(const orp::Executable& statement, const orp::backend::Dialect& dialect,
                           std::string_view code, std::string_view text) {
  try {
    ADD_FAILURE() << "not refused: " << statement.to_sql(dialect);
  } catch (const orp::UsageError& error) {
    EXPECT_EQ(error.code(), code);
    EXPECT_NE(error.message().find(text), std::string::npos) << error.message();
  }
}
