// SPDX-License-Identifier: MIT
// Tests of what statements give, on a connection to each database with the tables of model.hpp.
#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include "orpiment/engine/engine.hpp"
#include "sql/databases.hpp"

class ResultsTest : public testing::TestWithParam<std::string> {
 protected:
  ResultsTest() : engine_(orp::create_engine(url())), connection_(engine_.connect()) {
    connection_.execute_script(is_sqlite() ? sqlite_tables : postgres_tables);
  }

  static bool is_sqlite() { return GetParam() == "sqlite"; }
  void run(const orp::Executable& statement) { connection_.execute(statement); }

  orp::Engine engine_;
  orp::Connection connection_;

 private:
  static std::string url() {
    return is_sqlite() ? "sqlite://" : std::getenv("ORPIMENT_TEST_POSTGRES");
  }
};

#define ORPIMENT_RESULTS_ON_EACH_DATABASE(Test)                      \
  INSTANTIATE_TEST_SUITE_P(On, Test, testing::ValuesIn(databases()), \
                           [](const auto& database) { return database.param; })
