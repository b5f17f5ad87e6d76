// SPDX-License-Identifier: MIT
// Whatever a server or a network says last, or leaves unsaid: the connection is over and of no more
// use to the pool, and what became of a COMMIT is not known.
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "conformance/people.hpp"
#include "engine/access.hpp"
#include "support/cut_line.hpp"
#include "support/database.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

using When = CutLine::When;

/// A message of the protocol: its type, its length, its content.
std::string message(char type, const std::string& content) {
  std::string out(1, type);
  const auto size = static_cast<std::uint32_t>(content.size() + 4);
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>(size >> shift);
  return out + content;
}

std::string report(char type, const std::string& severity, const std::string& state) {
  std::string content;
  for (const std::string& field :
       {"S" + severity, "V" + severity, "C" + state, std::string("Mterminating connection")})
    content += field + '\0';
  return message(type, content + '\0');
}

struct Ending {
  const char* name;
  std::string last_words;
};

std::vector<Ending> endings() {
  return {
      {"nothing at all", ""},
      {"an immediate shutdown", report('N', "WARNING", "57P02")},
      {"a fast shutdown", report('E', "FATAL", "57P01")},
      {"a crash of another process", report('E', "FATAL", "57P02")},
      {"a start that is not over", report('E', "FATAL", "57P03")},
      {"a panic", report('E', "PANIC", "XX000")},
      {"a failure that nobody has a name for", report('E', "FATAL", "XX000")},
      {"a lost connection, as an old server says it", report('E', "ERROR", "08006")},
      {"half an answer", message('C', std::string("INSERT 0 1\0", 11)).substr(0, 7)},
      {"what is no answer", "HTTP/1.1 400 Bad Request\r\n\r\n"},
  };
}

class CutLines : public OnEachDatabase {
 protected:
  void SetUp() override {
    create(people_and_teams);
    if (!CutLine::can_lead_to(url())) GTEST_SKIP() << "the server has no socket in the file system";
    line_.emplace(url());
  }

  CutLine& line() { return *line_; }
  Engine line_engine() const { return make_engine(line_->options()); }

  static void add_team(Connection& connection) {
    connection.execute(text("INSERT INTO teams (name) VALUES ('red')"));
  }
  std::int64_t count_teams() { return value_of<std::int64_t>("SELECT count(*) FROM teams"); }
  static void insert_people(Connection& connection, std::size_t size) {
    std::vector<Person> rows = make_people(size);
    const Rows<Person> batch(people, {person_name, person_email}, rows);
    EngineAccess::link(connection).insert({.rows = batch.batch()});
  }

 private:
  std::optional<CutLine> line_;
};
ORPIMENT_ON_EACH_SERVER(CutLines);

TEST_P(CutLines, lose_the_connection_and_the_transaction) {
  const std::vector<std::function<void(Connection&)>> actions{
      [](Connection& connection) { add_team(connection); },
      [](Connection& connection) { connection.execute_script("SELECT 1; SELECT 2"); },
      [](Connection& connection) { insert_people(connection, 20); },
      [](Connection& connection) { insert_people(connection, 2000); },
      [](Connection& connection) { connection.begin_nested().commit(); }};
  for (const Ending& ending : endings()) {
    for (const When when : {When::now, When::asked, When::server_is_done}) {
      for (std::size_t i = 0; i < actions.size(); ++i) {
        SCOPED_TRACE(std::string(ending.name) + ", " + std::to_string(static_cast<int>(when)) +
                     ", action " + std::to_string(i));
        Engine engine = line_engine();
        Connection connection = engine.connect();
        add_team(connection);
        line().cut(when, ending.last_words);
        const auto error = error_of<ConnectionError>([&] { actions[i](connection); });
        ASSERT_TRUE(error);
        EXPECT_EQ(error->code(), "ORP-4002");
        EXPECT_TRUE(error->lost_connection());
        EXPECT_TRUE(error->may_retry());
        connection.close();
        EXPECT_EQ(engine.pool_status().checked_in, 0) << "nobody gets it again";
        EXPECT_EQ(count_teams(), 0);
      }
    }
  }
}

TEST_P(CutLines, leave_a_commit_in_doubt) {
  std::int64_t committed = 0;
  for (const Ending& ending : endings()) {
    for (const When when : {When::now, When::asked, When::server_is_done}) {
      SCOPED_TRACE(std::string(ending.name) + ", " + std::to_string(static_cast<int>(when)));
      Engine engine = line_engine();
      Connection connection = engine.connect();
      add_team(connection);
      line().cut(when, ending.last_words);
      const auto error = error_of<InDoubtError>([&] { connection.commit(); });
      ASSERT_TRUE(error);
      EXPECT_EQ(error->code(), "ORP-4004");
      EXPECT_TRUE(error->lost_connection());
      EXPECT_FALSE(error->may_retry());
      EXPECT_TRUE(error->cause());
      connection.close();
      EXPECT_EQ(engine.pool_status().checked_in, 0) << "nobody gets it again";
      if (when == When::server_is_done) ++committed;
      EXPECT_EQ(count_teams(), committed);
    }
  }
}

TEST_P(CutLines, do_not_matter_to_a_rollback) {
  for (const Ending& ending : endings()) {
    SCOPED_TRACE(ending.name);
    Engine engine = line_engine();
    Connection connection = engine.connect();
    add_team(connection);
    line().cut(When::asked, ending.last_words);
    EXPECT_NO_THROW(connection.rollback());
    connection.close();
    EXPECT_EQ(engine.pool_status().checked_in, 0) << "nobody gets it again";
  }
}

TEST_P(CutLines, are_found_by_a_ping) {
  Engine engine = make_engine({.pool_pre_ping = true, .connect = line_engine().options().connect});
  for (const Ending& ending : endings()) {
    for (const When when : {When::now, When::asked, When::server_is_done}) {
      SCOPED_TRACE(std::string(ending.name) + ", " + std::to_string(static_cast<int>(when)));
      engine.connect().close();
      line().cut(when, ending.last_words);
      Connection connection = engine.connect();
      EXPECT_NO_THROW(add_team(connection));
    }
  }
}

}  // namespace
}  // namespace orp::tests
