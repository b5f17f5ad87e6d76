// SPDX-License-Identifier: MIT
// What a URL and its options come to on a new connection.
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "engine/access.hpp"
#include "orpiment/engine/url_parts.hpp"
#include "support/database.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

class Connecting : public OnEachDatabase {
 protected:
  /// A setting that any connection may be given.
  std::string option() const { return is_sqlite() ? "cache_size" : "application_name"; }
  std::string setting(const Engine& of, const std::string& name) const {
    Connection connection = of.connect();
    const std::string sql = is_sqlite() ? "WITH setting(x) AS (SELECT * FROM pragma_" + name +
                                              ") SELECT CAST(x AS TEXT) FROM setting"
                                        : "SELECT current_setting('" + name + "')";
    return connection.execute(unsafe_text(sql)).scalar_one<std::string>();
  }
  Url url_with(const std::string& key, const std::string& value) const {
    auto options = url().options();
    options.emplace_back(key, value);
    return url().set({.options = options});
  }
};
ORPIMENT_ON_EACH_DATABASE(Connecting);

TEST_P(Connecting, options_of_the_url_reach_the_database) {
  EXPECT_EQ(setting(create_engine(url_with(option(), "321")), option()), "321");
}

TEST_P(Connecting, options_of_the_program_win) {
  const Engine engine = create_engine(url_with(option(), "321"), {.connect = {{option(), "123"}}});
  EXPECT_EQ(setting(engine, option()), "123");
}

TEST_P(Connecting, sets_a_connection_up) {
  if (is_postgres()) {
    EXPECT_EQ(setting(engine(), "client_encoding"), "UTF8");
    EXPECT_EQ(setting(engine(), "application_name"), "orpiment");
    return;
  }
  EXPECT_EQ(setting(engine(), "foreign_keys"), "1");
  if (GetParam() == DatabaseKind::sqlite_memory) return;
  EXPECT_EQ(setting(engine(), "journal_mode"), "wal");
  EXPECT_EQ(setting(engine(), "busy_timeout"), "5000");
  EXPECT_EQ(setting(make_engine({.connect = {{"busy_timeout", "70"}}}), "busy_timeout"), "70");
}

TEST_P(Connecting, a_statement_that_takes_too_long_is_ended) {
  if (is_sqlite()) GTEST_SKIP() << "SQLite has no such limit";
  const std::string options = *url().option("options") + " -cstatement_timeout=50ms";
  const Engine hasty = make_engine({.connect = {{"options", options}}});
  Connection connection = hasty.connect();
  const auto error =
      error_of<OperationalError>([&] { connection.execute(text("SELECT pg_sleep(60)")); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-3406");
  EXPECT_EQ(error->sqlstate(), "57014");
  EXPECT_FALSE(error->lost_connection());
  connection.rollback();
  EXPECT_EQ(connection.execute(text("SELECT 1")).scalar_one<std::int64_t>(), 1);
}

// Files, by every way to name them; a test program runs in a folder of its own.
class Files : public testing::Test {
 protected:
  void SetUp() override {
    TearDown();
    create_engine("sqlite:///a file.db").transaction([](Connection& connection) {
      connection.execute_script("CREATE TABLE t (n INTEGER)");
    });
  }
  void TearDown() override {
    for (const char* suffix : {"", "-wal", "-shm"})
      std::filesystem::remove(std::string("a file.db") + suffix);
  }
  static void insert(const std::string& url) {
    create_engine(url).transaction(
        [](Connection& connection) { connection.execute(text("INSERT INTO t VALUES (1)")); });
  }
  static std::int64_t count(const std::string& url) {
    Connection connection = create_engine(url).connect();
    return connection.execute(text("SELECT count(*) FROM t")).scalar_one<std::int64_t>();
  }
};

TEST_F(Files, are_the_same_by_every_name) {
  const std::string full = std::filesystem::current_path().string() + "/a%20file.db";
  insert("sqlite:///a file.db");
  insert("sqlite:///a%20file.db");
  insert("sqlite:///" + full);  // the fourth slash is the path's
  insert("sqlite:///file:a%2520file.db");
  EXPECT_EQ(count("sqlite:///./a%20file.db"), 4);
}

TEST_F(Files, wait_for_a_lock_for_a_number_of_milliseconds) {
  for (const std::string value : {"70", "0"}) {
    Connection connection = create_engine("sqlite:///a file.db?busy_timeout=" + value).connect();
    EXPECT_EQ(connection
                  .execute(text("WITH setting(x) AS (SELECT * FROM pragma_busy_timeout) "
                                "SELECT CAST(x AS TEXT) FROM setting"))
                  .scalar_one<std::string>(),
              value);
  }
  for (const std::string value : {"5s", "soon", "-1", "3000000000", "0x10"}) {
    const auto error = error_of<UsageError>(
        [&] { create_engine("sqlite:///a file.db?busy_timeout=" + value).connect(); });
    ASSERT_TRUE(error) << value;
    EXPECT_EQ(error->code(), "ORP-1402");
    EXPECT_EQ(error->message(), "the database option busy_timeout is \"" + value + "\"");
  }
}

TEST_F(Files, have_options_that_are_checked) {
  const auto refused = [](const std::string& option, const std::string& hint) {
    SCOPED_TRACE(option);
    const auto error =
        error_of<UsageError>([&] { create_engine("sqlite:///a file.db?" + option).connect(); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-1402");
    ORPIMENT_EXPECT_PART(error->hint(), hint);
  };
  refused("mode=foo", "ro, rw, rwc or memory");
  refused("cache=foo", "shared or private");
  refused("immutable=maybe", "true, false");
  refused("nolock=2", "true, false");
  refused("psow=", "true, false");
  refused("vfs=foo", "unix");
  refused("synchronous=foo", "off, normal, full, extra, 0, 1, 2 or 3");
  refused("journal_mode=wall", "delete, truncate, persist, memory, wal or off");
  refused("cache_size=x", "a number of pages");
  refused("begin=soon", "deferred, immediate or exclusive");
  refused("timeout=5",
          "mode, cache, immutable, vfs, nolock, psow, busy_timeout, journal_mode, "
          "synchronous, cache_size, attach and begin");
  for (const char* option : {"mode=rw", "cache=private", "immutable=1", "nolock=0", "psow=on",
                             "vfs=unix", "synchronous=FULL", "synchronous=2", "journal_mode=WAL",
                             "journal_mode=delete", "cache_size=-8000", "begin=immediate"}) {
    SCOPED_TRACE(option);
    EXPECT_EQ(count(std::string("sqlite:///a file.db?") + option), 0);
  }
}

TEST_F(Files, that_are_not_there_are_told_where_none_is_made) {
  for (const std::string mode : {"rw", "ro"}) {
    const auto error =
        error_of<ConnectionError>([&] { count("sqlite:///missing.db?mode=" + mode); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-4001");
    ORPIMENT_EXPECT_PART(error->message(), "the file does not exist");
    ORPIMENT_EXPECT_PART(error->hint(), "mode=rwc");
  }
}

TEST_F(Files, without_tables_are_named_where_one_is_missing) {
  const auto hint = [](const std::string& url) {
    const auto error = error_of<SqlError>([&] { count(url); });
    return error ? std::string(error->hint()) : std::string();
  };
  ORPIMENT_EXPECT_PART(hint("sqlite:///misspelled.db"), "misspelled.db has no tables at all");
  for (const char* suffix : {"", "-wal", "-shm"})
    std::filesystem::remove(std::string("misspelled.db") + suffix);
  ORPIMENT_EXPECT_PART(hint("sqlite://"), "create_all(engine)");
  EXPECT_EQ(hint("sqlite://").find("at all"), std::string::npos);
}

TEST_F(Files, may_be_opened_for_reading_only) {
  insert("sqlite:///a file.db");
  for (const char* url : {"sqlite:///a file.db?mode=ro", "sqlite:///file:a%2520file.db?mode=ro"}) {
    EXPECT_EQ(count(url), 1) << url;
    EXPECT_TRUE(error_of<OperationalError>([&] { insert(url); })) << url;
  }
}

TEST_F(Files, are_not_found_by_a_part_of_their_name) {
  insert("sqlite:///a file.db");
  for (const char* url :
       {"sqlite:///file:a%2520file.db%2500x", "sqlite:///file:a%2520file.db%2500?mode=ro",
        "sqlite:///file:a%2520file.db%2500?immutable=1", "sqlite:///file:%2500a%2520file.db",
        "sqlite:///file:a%2520file.db%3Fmode=rw%2500c", "sqlite:///a file.db%00x",
        "sqlite:///a file.db?mode=rw%00c"}) {
    const auto error = error_of<UsageError>([&] { count(url); });
    ASSERT_TRUE(error) << url;
    EXPECT_EQ(error->code(), "ORP-1401") << url;
  }
  // Where a percent sign is one, nothing is cut.
  for (const char* url : {"sqlite:///b%2500.db", "sqlite:///file:b%252500.db"}) {
    EngineAccess::link(create_engine(url).connect());
    EXPECT_TRUE(std::filesystem::exists("b%00.db")) << url;
  }
  EXPECT_TRUE(std::filesystem::remove("b%00.db"));
}

TEST_F(Files, that_are_not_there_are_made_unless_told_otherwise) {
  EXPECT_TRUE(error_of<ConnectionError>([] { count("sqlite:///none.db?mode=rw"); }));
  EXPECT_FALSE(std::filesystem::exists("none.db"));
  EngineAccess::link(create_engine("sqlite:///none.db").connect());
  EXPECT_TRUE(std::filesystem::remove("none.db"));
}

}  // namespace
}  // namespace orp::tests
