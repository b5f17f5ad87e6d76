// SPDX-License-Identifier: MIT
// A database of its own for every test, on every database there is. Tests of a suite:
//
//     class Savepoints : public OnEachDatabase {};
//     ORPIMENT_ON_EACH_DATABASE(Savepoints);
//     TEST_P(Savepoints, undo_what_was_done_since) {
//       Connection connection = engine().connect();
//       ...
//     }
#pragma once
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "orpiment/engine/engine.hpp"
#include "orpiment/meta/metadata.hpp"

namespace orp::tests {

enum class DatabaseKind { sqlite_memory, sqlite_file, postgres };

/// The kinds of database that can be tested here: PostgreSQL when ORPIMENT_TEST_POSTGRES names one.
std::vector<DatabaseKind> all_databases();
/// Those that several connections can be open to.
std::vector<DatabaseKind> shared_databases();
/// Those that a network could cut.
std::vector<DatabaseKind> server_databases();
std::string database_name(const ::testing::TestParamInfo<DatabaseKind>& info);

class OnEachDatabase : public ::testing::TestWithParam<DatabaseKind> {
 protected:
  OnEachDatabase();
  ~OnEachDatabase() override;

  /// The test's engine, made with default options at first use.
  Engine& engine();
  /// Another engine for the same database (not the same one, in memory).
  Engine make_engine(EngineOptions options = {}) const;
  const Url& url() const { return url_; }

  bool is_sqlite() const { return GetParam() != DatabaseKind::postgres; }
  bool is_postgres() const { return GetParam() == DatabaseKind::postgres; }

  /// Creates tables; those of hand-made descriptors have no entities.
  void create(View<const TableInfo*> tables, View<const EnumInfo*> enumerations = {});
  /// Runs SQL in a transaction of its own.
  void run(const std::string& sql);
  /// The first value of the first row.
  template <class T>
  T value_of(const std::string& sql) {
    Connection connection = engine().connect();
    return connection.execute(unsafe_text(sql)).template scalar_one<T>();
  }

 private:
  Url url_;
  std::string schema_;  // of postgres
  std::string folder_;  // of a file
  std::optional<Engine> engine_;
};

#define ORPIMENT_ON_EACH_DATABASE(suite) ORPIMENT_ON_EACH(suite, all_databases)
#define ORPIMENT_ON_EACH_SHARED_DATABASE(suite) ORPIMENT_ON_EACH(suite, shared_databases)
#define ORPIMENT_ON_EACH_SERVER(suite)                  \
  GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(suite); \
  ORPIMENT_ON_EACH(suite, server_databases)
#define ORPIMENT_ON_EACH(suite, databases)                                            \
  INSTANTIATE_TEST_SUITE_P(On, suite, ::testing::ValuesIn(::orp::tests::databases()), \
                           ::orp::tests::database_name)

}  // namespace orp::tests
