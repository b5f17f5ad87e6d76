// SPDX-License-Identifier: MIT
// A database that a script made, and what plain SQL finds in it.
#pragma once
#include <fstream>
#include <sstream>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "orpiment/orpiment.hpp"
#include "support/database.hpp"

namespace orp::tests {

class ExistingTest : public OnEachDatabase {
 protected:
  /// Runs `name`.sqlite.sql or `name`.postgres.sql.
  void make(const std::string& name) {
    const std::string path = std::string(ORPIMENT_TEST_SCRIPTS) + '/' + name +
                             (is_sqlite() ? ".sqlite.sql" : ".postgres.sql");
    std::ifstream file(path);
    std::stringstream script;
    script << file.rdbuf();
    ASSERT_TRUE(file.is_open()) << path;
    engine().transaction([&](Connection& connection) { connection.execute_script(script.str()); });
  }

  /// The first value of the first row, as a text.
  static std::string plain(Session& session, const std::string& sql) {
    return session.execute(unsafe_text(sql)).scalar_one<std::string>();
  }
};

inline Decimal dec(const char* text) { return Decimal::parse(text); }

}  // namespace orp::tests
