// SPDX-License-Identifier: MIT
// "What each database keeps" of docs/guide/values.md: the table is read from the page and is what
// the tests are about, row by row.
#include <algorithm>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "docs/page_table.hpp"
#include "kept/model.hpp"
#include "orpiment/orpiment.hpp"
#include "support/database.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

using kept::Mood;
using kept::Value;

/// A row of "What each database keeps".
struct Kept {
  std::string type;
  std::string sqlite;
  std::vector<std::string> read;     // SQL literals
  std::vector<std::string> refused;  // SQL literals
  std::string how;
  std::string postgres;
  std::vector<std::string> read_by_postgres;  // types
  std::vector<std::string> only_read;         // those of them that are not written
};

std::vector<Kept> kept_rows() {
  std::vector<Kept> rows;
  for (const std::vector<std::string>& cells : page_table("values.md", "What each database keeps"))
    rows.push_back({cells.at(0), cells.at(1), code_in(cells.at(2)), code_in(cells.at(3)),
                    cells.at(4), cells.at(5), code_in(cells.at(6)),
                    captured(cells.at(6), "only read: `([^`]+)`")});
  return rows;
}

bool contains(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

bool needs_mark(const Kept& row) { return row.how.find("mark") != std::string::npos; }
/// The comment behind the type of a column, by which create_all() says what its integers are.
std::string mark_of(const Kept& row) { return needs_mark(row) ? " /* decimal(10,2) */" : ""; }

/// The column that a row is about, and its first literal as C++ and PostgreSQL have it.
struct Sample {
  template <class T>
  Sample(std::string name, const Column<Value, T>& attribute, T value, std::string text)
      : column(std::move(name)),
        postgres_text(std::move(text)),
        read([attribute, value](Session& session) {
          return session.execute(orp::select(attribute)).scalar_one() == value;
        }),
        write([attribute, value](Session& session) {
          session.execute(orp::update<Value>().all_rows().set(attribute = value));
          session.commit();
        }) {}

  std::string column;
  std::string postgres_text;
  std::function<bool(Session&)> read;  // true: it is that value
  std::function<void(Session&)> write;
};

const std::map<std::string, Sample>& samples() {
  static const std::string uid = "00112233-4455-6677-8899-aabbccddeeff";
  static const std::map<std::string, Sample> all = {
      {"`bool`", {"boolean", Value::c.boolean, true, "true"}},
      {"`int16`", {"small", Value::c.small, std::int16_t{-7}, "-7"}},
      {"`int32`", {"middle", Value::c.middle, std::int32_t{-7}, "-7"}},
      {"`int64`", {"big", Value::c.big, std::int64_t{-7}, "-7"}},
      {"`float`", {"single", Value::c.single, 2.0F, "2"}},
      {"`double`", {"twice", Value::c.twice, 2.0, "2"}},
      {"`decimal` (10, 2)", {"money", Value::c.money, Decimal(12), "12"}},
      {"`decimal` (30, 10)", {"huge", Value::c.huge, Decimal(12), "12"}},
      {"`string` of 5", {"short_text", Value::c.short_text, std::string("ok"), "ok"}},
      {"`text`", {"long_text", Value::c.long_text, std::string("ok"), "ok"}},
      {"`bytes`", {"blob", Value::c.blob, Bytes{0x00, 0xff}, "\\x00ff"}},
      {"`uuid`", {"uid", Value::c.uid, Uuid::parse(uid), uid}},
      {"`date`", {"day", Value::c.day, Date(2026, 11, 20), "2026-11-20"}},
      {"`time`", {"clock", Value::c.clock, Time(19, 54), "19:54"}},
      {"`timestamp`",
       {"local", Value::c.local, Timestamp::parse("2026-11-20 19:54:00"), "2026-11-20 19:54:00"}},
      {"`timestamptz`",
       {"instant", Value::c.instant, TimestampTz::parse("2026-11-20 19:54:00Z"),
        "2026-11-20 19:54:00Z"}},
      {"`interval`", {"span", Value::c.span, Interval::of_minutes(90), "PT1H30M"}},
      {"`json`", {"document", Value::c.document, Json::parse("[1]"), "[1]"}},
      {"`int32[]`", {"numbers", Value::c.numbers, std::vector<std::int32_t>{1, 2}, "{1,2}"}},
      {"`text[]`", {"texts", Value::c.texts, std::vector<std::string>{"a"}, "{a}"}},
      {"an enumeration", {"mood", Value::c.mood, Mood::ok, "ok"}},
      {"an enumeration `stored_as` `text`", {"label", Value::c.label, Mood::ok, "ok"}},
  };
  return all;
}

bool is_read(const Engine& engine, const Sample& sample) {
  Session session(engine);
  return sample.read(session);
}
/// The value itself, as the library writes it.
bool is_read_as_written(const Engine& engine, const Sample& sample) {
  Session session(engine);
  sample.write(session);
  return sample.read(session);
}

class KeptValues : public OnEachDatabase {
 protected:
  void create_with_a_row() {
    kept::metadata().create_all(engine());
    Session session(engine());
    session.add<Value>({});
    session.commit();
  }
  /// Stores what another program might: nobody looks at it on the way.
  void store(const Sample& sample, const std::string& literal) {
    run("UPDATE \"values\" SET \"" + sample.column + "\" = " + literal);
  }
  /// Makes the table as another program might: what each row's column is, and its value.
  void create_of_others(const std::function<std::string(const Kept&)>& type,
                        const std::function<std::string(const Kept&)>& literal) {
    std::string columns = "id bigint";
    std::string literals = "1";
    for (const Kept& row : kept_rows()) {
      columns += ", \"" + samples().at(row.type).column + "\" " + type(row);
      literals += ", " + literal(row);
    }
    run("CREATE TABLE \"values\" (" + columns + ")");
    run("INSERT INTO \"values\" VALUES (" + literals + ")");
  }
};
ORPIMENT_ON_EACH_DATABASE(KeptValues);

TEST_P(KeptValues, stand_in_a_row_each) {
  std::vector<std::string> types;
  for (const Kept& row : kept_rows()) types.push_back(row.type);
  std::vector<std::string> tested;
  for (const auto& [type, sample] : samples()) tested.push_back(type);
  EXPECT_THAT(types, testing::UnorderedElementsAreArray(tested));
}

TEST_P(KeptValues, have_the_type_that_create_all_declares) {
  create_with_a_row();
  for (const Kept& row : kept_rows()) {
    SCOPED_TRACE(row.type);
    const std::string& column = samples().at(row.type).column;
    EXPECT_EQ(is_sqlite() ? row.sqlite : row.postgres,
              value_of<std::string>(
                  is_sqlite()
                      ? "SELECT type FROM pragma_table_info('values') WHERE name = '" + column + "'"
                      : "SELECT CASE WHEN typtype = 'e' THEN 'an enumeration type' ELSE "
                        "format_type(atttypid, atttypmod) END FROM pg_attribute JOIN pg_type ON "
                        "pg_type.oid = atttypid WHERE attrelid = '\"values\"'::regclass AND "
                        "attname = '" +
                            column + "'"));
    if (is_sqlite()) {
      EXPECT_EQ(row.sqlite,
                value_of<std::string>("SELECT upper(typeof(\"" + column + "\")) FROM \"values\""));
    }
  }
}

TEST_P(KeptValues, are_read_in_tables_of_our_own_on_sqlite) {
  if (!is_sqlite()) GTEST_SKIP() << "PostgreSQL has the types";
  create_with_a_row();
  for (const Kept& row : kept_rows()) {
    SCOPED_TRACE(row.type);
    const Sample& sample = samples().at(row.type);
    EXPECT_TRUE(is_read_as_written(engine(), sample));
    for (std::size_t i = 0; i < row.read.size(); ++i) {
      store(sample, row.read[i]);
      EXPECT_EQ(is_read(engine(), sample), i == 0) << row.read[i];
    }
  }
}

TEST_P(KeptValues, are_read_in_tables_of_others_on_sqlite) {
  if (!is_sqlite()) GTEST_SKIP() << "PostgreSQL has the types";
  create_of_others(
      [](const Kept& row) { return needs_mark(row) ? row.sqlite + mark_of(row) : std::string(); },
      [](const Kept& row) { return row.read[0]; });
  for (const Kept& row : kept_rows()) {
    const Sample& sample = samples().at(row.type);
    for (const std::string& literal : row.read) {
      SCOPED_TRACE(row.type + ' ' + literal);
      store(sample, literal);
      EXPECT_EQ(is_read(engine(), sample), literal == row.read[0]);
      EXPECT_TRUE(is_read_as_written(engine(), sample));
    }
  }
}

TEST_P(KeptValues, need_a_mark_where_the_page_says_on_sqlite) {
  if (!is_sqlite()) GTEST_SKIP() << "PostgreSQL has the types";
  const std::vector<Kept> rows = kept_rows();
  for (const Kept& unmarked : rows) {
    SCOPED_TRACE(unmarked.type);
    Engine others = make_engine();
    others.transaction([&](Connection& connection) {
      connection.execute_script("DROP TABLE IF EXISTS \"values\"");
      std::string columns = "id bigint";
      for (const Kept& row : rows)
        columns += ", \"" + samples().at(row.type).column + "\" " + row.sqlite +
                   (row.type == unmarked.type ? "" : mark_of(row));
      connection.execute_script("CREATE TABLE \"values\" (" + columns + ")");
    });
    const auto look = [&] { Session(others).scalars(orp::select(Value::c.id)); };
    if (needs_mark(unmarked)) {
      EXPECT_ERROR(UsageError, "ORP-1219", look(), samples().at(unmarked.type).column);
    } else {
      EXPECT_NO_THROW(look());
    }
  }
}

TEST_P(KeptValues, are_refused_where_the_page_says_on_sqlite) {
  if (!is_sqlite()) GTEST_SKIP() << "PostgreSQL has the types";
  create_with_a_row();
  for (const Kept& row : kept_rows()) {
    const Sample& sample = samples().at(row.type);
    for (const std::string& literal : row.refused) {
      SCOPED_TRACE(row.type + ' ' + literal);
      const bool by_check = row.how.find("CHECK") != std::string::npos;
      if (by_check)
        EXPECT_THROW(store(sample, literal), IntegrityError);
      else
        EXPECT_NO_THROW(store(sample, literal));
      Connection connection = engine().connect();
      connection.execute_script("PRAGMA ignore_check_constraints = 1");
      connection.commit();
      connection.close();
      store(sample, literal);
      if (row.how.find("read") != std::string::npos)
        EXPECT_THROW(is_read(engine(), sample), DataError);
      else
        EXPECT_NO_THROW(is_read(engine(), sample));
      run("PRAGMA ignore_check_constraints = 0");
      store(sample, row.read[0]);
    }
  }
}

TEST_P(KeptValues, are_read_in_tables_of_others_on_postgresql) {
  if (is_sqlite()) GTEST_SKIP() << "columns of SQLite hold what was put in";
  run("CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy')");
  std::map<std::string, std::string> texts;  // of every type of the page
  for (const Kept& row : kept_rows())
    for (const std::string& type : row.read_by_postgres)
      texts.emplace(type, samples().at(row.type).postgres_text);
  for (const auto& [type, text] : texts) {
    const std::string& own_type = type;
    const std::string& own_text = text;
    const auto is_listed = [&](const Kept& row) {
      return contains(row.read_by_postgres, own_type);
    };
    create_of_others(
        [&](const Kept&) { return own_type; },
        [&](const Kept& row) {
          return '\'' + (is_listed(row) ? samples().at(row.type).postgres_text : own_text) + '\'';
        });
    const Engine others = make_engine();  // which has met no other table of that name
    for (const Kept& row : kept_rows()) {
      SCOPED_TRACE(row.type + " in " + type);
      const Sample& sample = samples().at(row.type);
      if (is_listed(row)) {
        EXPECT_TRUE(is_read(others, sample));
        if (contains(row.only_read, type)) {
          EXPECT_THROW(is_read_as_written(others, sample), SqlError);
        } else {
          EXPECT_TRUE(is_read_as_written(others, sample));
        }
      } else {
        EXPECT_THROW(is_read(others, sample), DataError);
      }
    }
    run("DROP TABLE \"values\"");
  }
}

TEST_P(KeptValues, are_refused_when_they_do_not_fit_on_postgresql) {
  if (is_sqlite()) GTEST_SKIP() << "columns of SQLite hold what was put in";
  create_of_others([](const Kept&) { return "numeric"; }, [](const Kept&) { return "0.5"; });
  EXPECT_THROW(is_read(engine(), samples().at("`int32`")), DataError);
}

}  // namespace
}  // namespace orp::tests
