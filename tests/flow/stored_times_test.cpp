// SPDX-License-Identifier: MIT
// Times of day in each form that a database without the type may keep them in: the same program
// means the same, whatever the form.
#include <forms/model.hpp>

#include "flow_test.hpp"
#include "unchecked_table.hpp"

namespace orp::tests {
namespace {

using namespace forms;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

Time at(const char* text) { return Time::parse(text); }

class StoredTimes : public FlowTest {
 protected:
  StoredTimes() { set_up(forms::metadata()); }

  static Clock& add(Session& session, const char* text) {
    const Time time = at(text);
    return session.add<Clock>({.plain = time,
                               .as_text = time,
                               .as_seconds = time,
                               .as_milliseconds = time,
                               .as_short = time});
  }
  static void add_three(Session& session) {
    for (const char* text : {"00:00:00", "08:30:05", "23:59:59"}) add(session, text);
    session.commit();
  }
  static std::vector<std::int64_t> ids(Session& session, const Predicate& condition) {
    return session.scalars(select(Clock::c.id).where(condition).order_by(Clock::c.id)).all();
  }

  /// Calls `check(column)` for each form.
  template <class Check>
  static void for_each_form(Check check) {
    const auto run = [&](const char* name, const auto& column) {
      SCOPED_TRACE(name);
      check(column);
    };
    run("plain", Clock::c.plain);
    run("text", Clock::c.as_text);
    run("text_seconds", Clock::c.as_seconds);
    run("text_milliseconds", Clock::c.as_milliseconds);
    run("text_short", Clock::c.as_short);
  }
};
ORPIMENT_ON_EACH_DATABASE(StoredTimes);

TEST_P(StoredTimes, are_kept_as_the_schema_says) {
  if (is_postgres()) GTEST_SKIP() << "keeps times as such";
  Session session = open();
  add(session, "08:30:05");
  session.commit();
  EXPECT_EQ(value_of<std::string>("SELECT plain || ' ' || as_text || ' ' || as_seconds || ' ' || "
                                  "as_milliseconds || ' ' || as_short || ' ' || opens FROM clocks"),
            "08:30:05.000000 08:30:05.000000 08:30:05 08:30:05.000 08:30:05 09:00:00");
  EXPECT_EQ(value_of<std::int64_t>("SELECT length(made) FROM clocks"), 8);
}

TEST_P(StoredTimes, come_back_as_they_were) {
  Session session = open();
  add_three(session);
  for_each_form([&](const auto& column) {
    EXPECT_THAT(session.scalars(select(column).order_by(column)).all(),
                ElementsAre(at("00:00:00"), at("08:30:05"), at("23:59:59")));
  });
  Clock* const clock = session.get<Clock>(2);
  ASSERT_NE(clock, nullptr);
  clock->set_as_milliseconds(at("08:30:05.123"));
  clock->set_as_short(at("08:30:05.123456"));
  session.commit();
  session.refresh(*clock);
  EXPECT_EQ(clock->as_milliseconds(), at("08:30:05.123"));
  EXPECT_EQ(clock->as_short(), at("08:30:05.123456"));
  EXPECT_EQ(clock->opens(), at("09:00"));
}

TEST_P(StoredTimes, compare_with_values) {
  Session session = open();
  add_three(session);
  const Time middle = at("08:30:05");
  const Time finer = at("08:30:05.000001");
  for_each_form([&](const auto& column) {
    EXPECT_THAT(ids(session, column == middle), ElementsAre(2));
    EXPECT_THAT(ids(session, column != middle), ElementsAre(1, 3));
    EXPECT_THAT(ids(session, column >= middle), ElementsAre(2, 3));
    EXPECT_THAT(ids(session, column == finer), IsEmpty());
    EXPECT_THAT(ids(session, column < finer), ElementsAre(1, 2));
    EXPECT_THAT(ids(session, column.in_({middle, finer})), ElementsAre(2));
    EXPECT_THAT(ids(session, column.between(middle, finer)), ElementsAre(2));
    EXPECT_EQ(session.scalars(select(func::max(column))).one(), at("23:59:59"));
  });
}

TEST_P(StoredTimes, of_each_form_meet_those_of_another) {
  Session session = open();
  add_three(session);
  for_each_form([&](const auto& left) {
    for_each_form([&](const auto& right) {
      EXPECT_THAT(ids(session, left == right), ElementsAre(1, 2, 3));
      EXPECT_THAT(ids(session, left.in_(select(right))), ElementsAre(1, 2, 3));
    });
    session.execute(update<Clock>().all_rows().set(left = Clock::c.as_seconds));
    EXPECT_THAT(ids(session, left == at("08:30:05")), ElementsAre(2));
    EXPECT_THAT(ids(session, cast<std::string>(left) == cast<std::string>(Clock::c.plain)),
                ElementsAre(1, 2, 3));
  });
  session.get<Clock>(2)->set_as_short(at("08:30:05.5"));
  session.flush();
  EXPECT_THAT(ids(session, Clock::c.as_short > Clock::c.as_seconds), ElementsAre(2));
}

TEST_P(StoredTimes, with_more_digits_than_the_column_are_refused) {
  Session session = open();
  Clock& clock = add(session, "08:30:05");
  session.commit();
  clock.set_as_seconds(at("08:30:05.5"));
  EXPECT_ERROR(DataError, "ORP-2212", session.flush(), "clocks.as_seconds");
  session.rollback();
  clock.set_as_milliseconds(at("08:30:05.0005"));
  EXPECT_ERROR(DataError, "ORP-2212", session.flush(), "stored as text_milliseconds");
  session.rollback();
  if (is_postgres()) return;
  EXPECT_ERROR(
      UsageError, "ORP-1218",
      session.execute(
          update<Clock>().where(Clock::c.id == 1).set(Clock::c.as_seconds = Clock::c.plain)),
      "stored as text_seconds");
}

TEST_P(StoredTimes, of_another_form_than_the_schema_says_are_refused) {
  if (is_postgres()) GTEST_SKIP() << "keeps times as such";
  Session session = open();
  add(session, "08:30:05");
  session.commit();
  const auto run = [&](const std::string& sql) { session.execute(unsafe_text(sql).statement()); };
  drop_checks(session, "clocks");
  run("UPDATE clocks SET plain = '08:30:05', as_text = 'rubbish', as_seconds = '08:30:05.000', "
      "as_milliseconds = '08:30:61.000', as_short = '08:30:05.000000'");
  const auto refused = [&](const auto& column, const char* words) {
    EXPECT_ERROR(DataError, "ORP-2207", session.scalars(select(column)).all(), words);
  };
  refused(Clock::c.plain, "\"stored_as\": \"text_seconds\"");
  refused(Clock::c.as_text, "map it as \"text\"");
  refused(Clock::c.as_seconds, "\"stored_as\": \"text_milliseconds\"");
  refused(Clock::c.as_milliseconds, "stored as text_milliseconds");
  refused(Clock::c.as_short, "stored as text_short");
}

TEST_P(StoredTimes, of_another_form_are_refused_in_calculations_too) {
  if (is_postgres()) GTEST_SKIP() << "keeps times as such";
  Session session = open();
  add(session, "08:30:05");
  session.commit();
  const auto run = [&](const std::string& sql) { session.execute(unsafe_text(sql).statement()); };
  drop_checks(session, "clocks");
  run("UPDATE clocks SET as_seconds = '8:30', as_milliseconds = x'30383a33303a30352e303030', "
      "as_short = '08:30:05.1234567'");
  const auto refused = [&](const auto& column) {
    EXPECT_THROW(session.scalars(select(func::coalesce(column, Clock::c.plain))).all(), DataError);
    EXPECT_THROW(session.scalars(select(cast<std::string>(column))).all(), DataError);
    EXPECT_THROW(session.execute(update<Clock>().all_rows().set(Clock::c.plain = column)),
                 DataError);
  };
  refused(Clock::c.as_seconds);
  refused(Clock::c.as_milliseconds);
  refused(Clock::c.as_short);
}

TEST_P(StoredTimes, made_by_the_database_are_as_precise_as_the_column) {
  Session session = open();
  Clock& clock = add(session, "08:30:05");
  session.commit();
  EXPECT_EQ(clock.made().microseconds() % 1'000'000, 0);
  clock.set_made(clock.made());
  clock.set_as_seconds(clock.made());
  session.commit();
}

TEST_P(StoredTimes, that_others_write_into_a_table_of_ours_are_checked) {
  if (is_postgres()) GTEST_SKIP() << "has a type for them";
  Session session = open();
  add(session, "08:30:05");
  session.commit();
  for (const char* value :
       {"plain = 'rubbish'", "plain = '08:30:05'", "plain = '24:00:00.000000'", "as_text = '08:30'",
        "as_seconds = '08:30:05.5'", "as_seconds = '8:30:05'", "as_milliseconds = '08:30:05.00x'",
        "as_short = '08:30:05.000000'", "as_short = '08:30:05.5'", "as_short = '08:30'"}) {
    SCOPED_TRACE(value);
    EXPECT_THROW(
        session.execute(unsafe_text("UPDATE clocks SET " + std::string(value)).statement()),
        IntegrityError);
    session.rollback();
  }
}

}  // namespace
}  // namespace orp::tests
