// SPDX-License-Identifier: MIT
// What a program's own SQL means, and what of it is refused, is the same on every database.
#include <string>

#include <gmock/gmock.h>

#include "conformance/people.hpp"
#include "engine/access.hpp"
#include "support/database.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

using testing::HasSubstr;

class Texts : public OnEachDatabase {
 protected:
  void SetUp() override {
    OnEachDatabase::SetUp();
    connection_.emplace(engine().connect());
    connection_->execute_script("CREATE TABLE notes (id integer, words text)");
    connection_->commit();
  }

  /// Nothing was sent: the transaction goes on.
  void expect_refused(const std::string& sql, const char* code) {
    SCOPED_TRACE(sql);
    const auto error = error_of<UsageError>([&] { connection_->execute(unsafe_text(sql)); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), code);
    EXPECT_EQ(error->sql(), sql);
    EXPECT_FALSE(error->hint().empty());
    EXPECT_EQ(count(), 0);
  }

  std::int64_t count() {
    return connection_->execute(text("SELECT count(*) FROM notes").columns<std::int64_t>())
        .scalar_one();
  }

  /// What `SELECT expression` gives, whose `:a` is "x".
  std::string result_of(const std::string& expression) {
    return connection_
        ->execute(unsafe_text("SELECT " + expression).bind("a", "x").columns<std::string>())
        .scalar_one();
  }

  std::optional<Connection> connection_;
};
ORPIMENT_ON_EACH_DATABASE(Texts);

TEST_P(Texts, several_statements_are_refused) {
  for (const char* sql : {
           "INSERT INTO notes VALUES (1, 'a'); INSERT INTO notes VALUES (2, 'b')",
           "INSERT INTO notes VALUES (1, 'a');;\n-- b\nDELETE FROM notes",
           "INSERT INTO notes VALUES (1, 'a'); /* b */ no statement",
           "INSERT INTO notes VALUES (1, 'a;'); (",
       }) {
    expect_refused(sql, "ORP-1221");
  }
}

TEST_P(Texts, several_statements_that_create_are_refused) {
  const auto error = error_of<UsageError>([&] {
    connection_->execute(text("CREATE TABLE a (n integer); CREATE TABLE b (n integer)"));
  });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-1221");
  connection_->rollback();
  EXPECT_THROW(connection_->execute(text("SELECT * FROM a")), SqlError);
}

TEST_P(Texts, one_statement_may_be_followed_by_nothing_but_comments) {
  for (const char* sql :
       {"INSERT INTO notes VALUES (1, ';');", "INSERT INTO notes VALUES (1, 'a') ; ;",
        ";INSERT INTO notes VALUES (1, 'a'); -- ; DELETE FROM notes",
        "/* ; */ INSERT INTO notes VALUES (1, 'a');\n/* b; c */\n"}) {
    SCOPED_TRACE(sql);
    connection_->execute(unsafe_text(sql));
    EXPECT_EQ(count(), 1);
    connection_->rollback();
  }
}

TEST_P(Texts, what_is_created_may_hold_statements) {
  connection_->execute(unsafe_text(
      is_sqlite() ? "CREATE TRIGGER t AFTER INSERT ON notes BEGIN DELETE FROM notes; SELECT 1; END;"
                  : "CREATE RULE r AS ON INSERT TO notes DO ALSO (DELETE FROM notes; SELECT 1)"));
  connection_->execute(text("INSERT INTO notes VALUES (1, 'a')"));
  EXPECT_EQ(count(), 0);
}

TEST_P(Texts, no_statement_at_all_is_an_error) {
  for (const char* sql : {"", " ", ";", "-- nothing", "/* nothing */ ;"}) {
    SCOPED_TRACE(sql);
    const auto error = error_of<SqlError>([&] { connection_->execute(unsafe_text(sql)); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-3001");
    EXPECT_EQ(error->message(), "the statement is empty");
  }
  connection_->execute_script("-- nothing");
}

TEST_P(Texts, zero_bytes_are_refused) {
  using namespace std::string_literals;
  for (const std::string& sql : {"INSERT INTO notes VALUES (1, 'a')\0 no more"s,
                                 "INSERT INTO notes VALUES (1, 'a\0b')"s, "\0"s}) {
    expect_refused(sql, "ORP-1223");
    const auto script = error_of<UsageError>([&] { connection_->execute_script(sql); });
    ASSERT_TRUE(script);
    EXPECT_EQ(script->code(), "ORP-1223");
  }
  EXPECT_EQ(count(), 0);
}

TEST_P(Texts, numbers_of_values_are_refused) {
  for (const char* sql : {"SELECT $1", "SELECT ?1", "SELECT * FROM notes WHERE id=$2"})
    expect_refused(sql, "ORP-1222");
  EXPECT_THROW((void)text("id = $1 OR id = :a").bind("a", 3), UsageError);
}

TEST_P(Texts, places_that_no_value_is_for_are_refused) {
  struct Case {
    const char* sql;
    const char* named;
  };
  for (const Case& text_of :
       {Case{"SELECT ?", ": ?"}, Case{"SELECT @name", ": @name"}, Case{"SELECT $name", ": $name"},
        Case{"SELECT \\:name, @b", ": :name, @b"}}) {
    const char* const sql = text_of.sql;
    const char* const named = text_of.named;
    SCOPED_TRACE(sql);
    if (!is_sqlite()) {  // no places there: operators, or mistakes
      EXPECT_THROW(connection_->execute(unsafe_text(sql)), SqlError);
      connection_->rollback();
      continue;
    }
    const auto error = error_of<UsageError>([&] { connection_->execute(unsafe_text(sql)); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-1222");
    EXPECT_THAT(error->message(), HasSubstr(named));
    EXPECT_FALSE(error->hint().empty());
  }
}

TEST_P(Texts, a_place_within_brackets_is_an_index_or_is_refused) {
  const auto query = text("SELECT words[:a] FROM notes").bind("a", 1).columns<std::string>();
  if (!is_sqlite()) {
    EXPECT_THROW(connection_->execute(query), SqlError);
    return;
  }
  const auto error = error_of<UsageError>([&] { connection_->execute(query); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-1222");
}

// text_pieces.hpp, rule 1.
TEST_P(Texts, nothing_is_a_place_in_strings_names_and_comments) {
  EXPECT_EQ(result_of("':b' || :a"), ":bx");
  EXPECT_EQ(result_of("':b''\\' || :a || '?'"), ":b'\\x?");
  EXPECT_EQ(result_of("\":b \"\"'\" FROM (SELECT :a AS \":b \"\"'\") AS t"), "x");
  EXPECT_EQ(result_of("/* it's :b $1 ? */ :a -- it's :b\n || 'y'"), "xy");
  EXPECT_EQ(result_of(":a -- it's :b $1 $$"), "x");
  EXPECT_EQ(result_of("/**/ :a /***//*/ :b */"), "x");
  EXPECT_EQ(result_of("a$1 FROM (SELECT :a AS a$1) AS t"), "x");
}

TEST_P(Texts, dollar_quotes_and_escapes_are_read_as_their_database_does) {
  const char* const expressions[] = {"$$it's :b ; -- $1$$ || :a", "$tag$ $$ :b $ta$ $tag$ || :a",
                                     "E'\\' :b ' || :a", "e'it''s \\'' || :a",
                                     "E'a'\n '\\' :b' || :a"};
  for (const char* expression : expressions) {
    SCOPED_TRACE(expression);
    if (is_sqlite()) {
      EXPECT_THROW(result_of(expression), Error);
    } else {
      EXPECT_EQ(result_of(expression).back(), 'x');
    }
  }
}

// text_pieces.hpp, rule 2.
TEST_P(Texts, what_databases_read_in_different_ways_is_refused) {
  for (const char* sql :
       {"SELECT 1 /* a /* b */", "SELECT 1 /* a /* b */ */ + 1", "SELECT 1 -- a\r + 1",
        "SELECT 1 /* a", "SELECT 'a", "SELECT \"a", "SELECT E'a\\'", "SELECT $a$ b $a"}) {
    expect_refused(sql, "ORP-1223");
  }
  EXPECT_EQ(result_of("-- a\r\n :a"), "x");
}

TEST_P(Texts, a_comment_ends_with_its_text) {
  const auto statement =
      select(text<std::int64_t>("2 -- two").label("n")).order_by(text("1 -- n")).limit(0);
  EXPECT_TRUE(connection_->execute(statement).all().empty());
}

}  // namespace
}  // namespace orp::tests
