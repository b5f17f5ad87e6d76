// SPDX-License-Identifier: MIT
// Connecting as it is compiled beside libpqxx 7.7 and later, on machines that have an older one.
#include <cstdint>
#include <cstdlib>
#include <pqxx/pqxx>
#include <string>

#include <gtest/gtest.h>

#include "orpiment/base/error.hpp"
#include "orpiment/engine/engine.hpp"
#include "orpiment/engine/url_parts.hpp"
#include "orpiment/sql/text.hpp"

namespace orp {
namespace {

class NewerLibpqxx : public ::testing::Test {
 protected:
  void SetUp() override {
    if (url_of_server() == nullptr) GTEST_SKIP() << "ORPIMENT_TEST_POSTGRES is not set";
  }
  static const char* url_of_server() {
    const char* const url = std::getenv("ORPIMENT_TEST_POSTGRES");
    return url == nullptr || url[0] == '\0' ? nullptr : url;
  }
};

TEST_F(NewerLibpqxx, takes_over_a_connection_that_works) {
  Engine engine = create_engine(url_of_server());
  Connection connection = engine.connect();
  EXPECT_EQ(pqxx::connection::seized, 1);
  EXPECT_EQ(connection.execute(text("SELECT 6 * 7")).scalar_one<std::int32_t>(), 42);
}

TEST_F(NewerLibpqxx, says_why_there_is_no_connection) {
  const int before = pqxx::connection::seized;
  Engine engine = create_engine(Url::parse(url_of_server()).set({.database = "none"}));
  try {
    engine.connect();
    FAIL() << "nothing was thrown";
  } catch (const ConnectionError& error) {
    EXPECT_EQ(error.code(), "ORP-4001");
    EXPECT_NE(std::string(error.what()).find("\"none\" does not exist"), std::string::npos)
        << error.what();
  }
  EXPECT_EQ(pqxx::connection::seized, before);
}

}  // namespace
}  // namespace orp
