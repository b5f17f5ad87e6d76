// SPDX-License-Identifier: MIT
// Timestamps in each form that a database without the type may keep them in: the same program means
// the same, whatever the form.
#include <forms/model.hpp>

#include "flow_test.hpp"
#include "unchecked_table.hpp"

namespace orp::tests {
namespace {

using namespace forms;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

TimestampTz at(const char* text) { return TimestampTz::parse(std::string(text) + "Z"); }

class StoredTimestamps : public FlowTest {
 protected:
  StoredTimestamps() { set_up(forms::metadata()); }

  static Moment& add(Session& session, const char* text) {
    const TimestampTz point = at(text);
    const Timestamp local = point.utc();
    return session.add<Moment>({.plain = point,
                                .as_text = point,
                                .as_text_seconds = point,
                                .as_text_milliseconds = point,
                                .as_text_short = point,
                                .as_iso = point,
                                .as_iso_seconds = point,
                                .as_iso_milliseconds = point,
                                .as_unix_seconds = point,
                                .as_unix_milliseconds = point,
                                .as_julian_day = point,
                                .local = local,
                                .local_text = local,
                                .local_text_seconds = local,
                                .local_text_milliseconds = local,
                                .local_text_short = local,
                                .local_iso = local,
                                .local_iso_seconds = local,
                                .local_iso_milliseconds = local,
                                .local_unix_seconds = local,
                                .local_unix_milliseconds = local,
                                .local_julian_day = local});
  }

  static std::vector<std::int64_t> ids(Session& session, const Predicate& condition) {
    return session.scalars(select(Moment::c.id).where(condition).order_by(Moment::c.id)).all();
  }

  std::string kept(const std::string& column) {
    return value_of<std::string>("SELECT typeof(" + column + ") || ' ' || " + column +
                                 " FROM moments");
  }

  /// Calls `check(column)` for each form of a timestamptz.
  template <class Check>
  static void for_each_form(Check check) {
    const auto run = [&](const char* name, const auto& column) {
      SCOPED_TRACE(name);
      check(column);
    };
    run("plain", Moment::c.plain);
    run("text", Moment::c.as_text);
    run("text_seconds", Moment::c.as_text_seconds);
    run("text_milliseconds", Moment::c.as_text_milliseconds);
    run("text_short", Moment::c.as_text_short);
    run("iso", Moment::c.as_iso);
    run("iso_seconds", Moment::c.as_iso_seconds);
    run("iso_milliseconds", Moment::c.as_iso_milliseconds);
    run("unix_seconds", Moment::c.as_unix_seconds);
    run("unix_milliseconds", Moment::c.as_unix_milliseconds);
    run("julian_day", Moment::c.as_julian_day);
  }

  /// The same of a timestamp.
  template <class Check>
  static void for_each_local_form(Check check) {
    const auto run = [&](const char* name, const auto& column) {
      SCOPED_TRACE(name);
      check(column);
    };
    run("local", Moment::c.local);
    run("text", Moment::c.local_text);
    run("text_seconds", Moment::c.local_text_seconds);
    run("text_milliseconds", Moment::c.local_text_milliseconds);
    run("text_short", Moment::c.local_text_short);
    run("iso", Moment::c.local_iso);
    run("iso_seconds", Moment::c.local_iso_seconds);
    run("iso_milliseconds", Moment::c.local_iso_milliseconds);
    run("unix_seconds", Moment::c.local_unix_seconds);
    run("unix_milliseconds", Moment::c.local_unix_milliseconds);
    run("julian_day", Moment::c.local_julian_day);
  }
};
ORPIMENT_ON_EACH_DATABASE(StoredTimestamps);

TEST_P(StoredTimestamps, are_kept_as_the_schema_says) {
  if (is_postgres()) GTEST_SKIP() << "keeps timestamps as such";
  Session session = open();
  add(session, "2021-01-03 04:05:06");
  session.commit();
  EXPECT_EQ(kept("plain"), "text 2021-01-03 04:05:06.000000");
  EXPECT_EQ(kept("as_text"), "text 2021-01-03 04:05:06.000000");
  EXPECT_EQ(kept("as_text_seconds"), "text 2021-01-03 04:05:06");
  EXPECT_EQ(kept("as_text_milliseconds"), "text 2021-01-03 04:05:06.000");
  EXPECT_EQ(kept("as_text_short"), "text 2021-01-03 04:05:06");
  EXPECT_EQ(kept("as_iso"), "text 2021-01-03T04:05:06.000000Z");
  EXPECT_EQ(kept("as_iso_seconds"), "text 2021-01-03T04:05:06Z");
  EXPECT_EQ(kept("as_iso_milliseconds"), "text 2021-01-03T04:05:06.000Z");
  EXPECT_EQ(kept("as_unix_seconds"), "integer 1609646706");
  EXPECT_EQ(kept("as_unix_milliseconds"), "integer 1609646706000");
  EXPECT_EQ(value_of<std::int64_t>(
                "SELECT as_julian_day = julianday('2021-01-03 04:05:06') FROM moments"),
            1);
  EXPECT_EQ(kept("local_iso_seconds"), "text 2021-01-03T04:05:06");
}

TEST_P(StoredTimestamps, come_back_as_they_were) {
  Session session = open();
  for (const char* text : {"0001-01-01 00:00:00", "0300-03-01 00:00:00", "1969-12-31 23:59:59",
                           "1970-01-01 00:00:00", "2021-01-03 04:05:06", "9999-12-31 23:59:59"}) {
    SCOPED_TRACE(text);
    Moment& moment = add(session, text);
    session.commit();
    session.refresh(moment);
    for_each_form([&](const auto& column) {
      EXPECT_EQ(session.scalars(select(column).where(Moment::c.id == moment.id())).one(), at(text));
    });
    for_each_local_form([&](const auto& column) {
      EXPECT_EQ(session.scalars(select(column).where(Moment::c.id == moment.id())).one(),
                at(text).utc());
    });
  }
}

TEST_P(StoredTimestamps, compare_with_values) {
  Session session = open();
  add(session, "2021-01-02 23:59:59");
  add(session, "2021-01-03 00:00:00");
  add(session, "2021-01-03 12:00:00");
  session.commit();
  const TimestampTz day = at("2021-01-03 00:00:00");
  const auto check = [&](const auto& column, const auto& begin, const auto& finer) {
    EXPECT_THAT(ids(session, column == begin), ElementsAre(2));
    EXPECT_THAT(ids(session, column != begin), ElementsAre(1, 3));
    EXPECT_THAT(ids(session, column >= begin), ElementsAre(2, 3));
    EXPECT_THAT(ids(session, column < begin), ElementsAre(1));
    EXPECT_THAT(ids(session, column.in_({begin})), ElementsAre(2));
    EXPECT_THAT(ids(session, column == finer), IsEmpty());
    EXPECT_THAT(ids(session, column > finer), ElementsAre(3));
    EXPECT_THAT(ids(session, column <= finer), ElementsAre(1, 2));
    EXPECT_THAT(ids(session, column.between(begin, finer)), ElementsAre(2));
    EXPECT_THAT(ids(session, column.in_({begin, finer})), ElementsAre(2));
  };
  const TimestampTz finer = at("2021-01-03 00:00:00.000001");
  for_each_form([&](const auto& column) { check(column, day, finer); });
  for_each_local_form([&](const auto& column) { check(column, day.utc(), finer.utc()); });
}

TEST_P(StoredTimestamps, are_bound_in_texts_as_the_column_keeps_them) {
  Session session = open();
  add(session, "2021-01-03 04:05:06");
  session.commit();
  const auto check = [&](const auto& column, const auto& then) {
    const auto same =
        unsafe_text('"' + std::string(Moment::info.column(column.index).name) + "\" = :then");
    EXPECT_THAT(ids(session, same.bind("then", then, column)), ElementsAre(1));
    const auto read = unsafe_text("SELECT :then").bind("then", then, column).columns(column);
    EXPECT_EQ(session.scalars(read).one(), then);
  };
  const TimestampTz then = at("2021-01-03 04:05:06");
  for_each_form([&](const auto& column) { check(column, then); });
  for_each_local_form([&](const auto& column) { check(column, then.utc()); });
}

TEST_P(StoredTimestamps, of_each_form_meet_those_of_another) {
  Session session = open();
  for (const char* text : {"2021-01-03 04:05:06", "1950-06-07 08:09:10", "0300-03-01 00:00:00",
                           "0001-01-01 00:00:00", "9999-12-31 23:59:59"})
    add(session, text);
  session.commit();
  const auto check = [&](const auto& left, const auto& right) {
    EXPECT_THAT(ids(session, left == right), ElementsAre(1, 2, 3, 4, 5));
    EXPECT_THAT(ids(session, left.in_(select(right))), ElementsAre(1, 2, 3, 4, 5));
    EXPECT_THAT(ids(session, left == select(func::max(right)).scalar_subquery()), ElementsAre(5));
    session.execute(update<Moment>().all_rows().set(left = right));
    EXPECT_THAT(ids(session, left == right), ElementsAre(1, 2, 3, 4, 5));
  };
  for_each_form([&](const auto& left) {
    if (left.index == Moment::c.plain.index) return;  // finer than most
    check(left, Moment::c.as_unix_seconds);
    check(Moment::c.plain, left);
    check(Moment::c.as_text, left);
  });
  for_each_local_form([&](const auto& left) {
    check(left, Moment::c.local_iso_seconds);
    check(Moment::c.local, left);
  });
}

TEST_P(StoredTimestamps, are_in_the_order_of_time) {
  Session session = open();
  for (const char* text : {"2021-01-03 04:05:06", "0099-06-07 08:09:10", "1970-01-01 00:00:01"})
    add(session, text);
  session.commit();
  for_each_form([&](const auto& column) {
    EXPECT_THAT(session.scalars(select(Moment::c.id).order_by(column)).all(), ElementsAre(2, 3, 1));
    const auto [least, greatest] =
        session.execute(select(func::min(column), func::max(column))).one();
    EXPECT_EQ(least, at("0099-06-07 08:09:10"));
    EXPECT_EQ(greatest, at("2021-01-03 04:05:06"));
    EXPECT_THAT(session.scalars(select(cast<Date>(column)).order_by(Moment::c.id).limit(1)).one(),
                Date(2021, 1, 3));
  });
}

TEST_P(StoredTimestamps, may_leave_out_a_fraction_that_is_zero) {
  Session session = open();
  for (const char* text :
       {"2021-01-03 00:00:05", "2021-01-03 00:00:05.123456", "2021-01-03 00:00:06"}) {
    Moment& moment = add(session, "2021-01-03 00:00:05");
    moment.set_plain(at(text));
    moment.set_as_text_short(at(text));
    moment.set_local_text_short(at(text).utc());
  }
  session.commit();
  if (is_sqlite()) {
    EXPECT_EQ(value_of<std::string>("SELECT group_concat(as_text_short) FROM moments"),
              "2021-01-03 00:00:05,2021-01-03 00:00:05.123456,2021-01-03 00:00:06");
  }
  const auto check = [&](const auto& column, const auto& finer) {
    EXPECT_EQ(session.scalars(select(column).where(Moment::c.id == 2)).one(), finer);
    EXPECT_THAT(ids(session, column == finer), ElementsAre(2));
    EXPECT_THAT(ids(session, column < finer), ElementsAre(1));
    EXPECT_THAT(ids(session, column > finer), ElementsAre(3));
    EXPECT_THAT(session.scalars(select(Moment::c.id).order_by(column)).all(), ElementsAre(1, 2, 3));
  };
  const TimestampTz finer = at("2021-01-03 00:00:05.123456");
  check(Moment::c.as_text_short, finer);
  check(Moment::c.local_text_short, finer.utc());
  EXPECT_THAT(ids(session, Moment::c.as_text_short == Moment::c.plain), ElementsAre(1, 2, 3));
  EXPECT_THAT(ids(session, Moment::c.as_text_short == Moment::c.as_text), ElementsAre(1));
  session.execute(update<Moment>().all_rows().set(Moment::c.as_text_short = Moment::c.plain));
  EXPECT_THAT(ids(session, Moment::c.as_text_short == finer), ElementsAre(2));
}

TEST_P(StoredTimestamps, meet_the_time_of_the_statement) {
  Session session = open();
  add(session, "2021-01-03 04:05:06");
  add(session, "2999-01-03 04:05:06");
  session.commit();
  for_each_form([&](const auto& column) {
    EXPECT_THAT(ids(session, column < func::now()), ElementsAre(1));
    const TimestampTz before = TimestampTz::from_microseconds(
        (TimestampTz::now().microseconds() / 1'000'000 - 1) * 1'000'000);
    session.execute(update<Moment>().where(Moment::c.id == 2).set(column = func::now()));
    EXPECT_THAT(ids(session, column >= before && Moment::c.id == 2), ElementsAre(2));
    const TimestampTz kept = session.scalars(select(column).where(Moment::c.id == 2)).one();
    EXPECT_LE(kept, TimestampTz::now());
    const bool is_of_seconds = column.index == Moment::c.as_text_seconds.index ||
                               column.index == Moment::c.as_iso_seconds.index ||
                               column.index == Moment::c.as_unix_seconds.index;
    const bool is_fine =
        column.index == Moment::c.plain.index || column.index == Moment::c.as_text.index ||
        column.index == Moment::c.as_text_short.index || column.index == Moment::c.as_iso.index;
    const std::int64_t unit = is_of_seconds ? 1'000'000 : is_fine ? 1 : 1'000;
    EXPECT_EQ(kept.microseconds() % unit, 0);
  });
}

TEST_P(StoredTimestamps, that_are_filled_in_are_as_precise_as_the_column) {
  const TimestampTz before = TimestampTz::from_microseconds(
      (TimestampTz::now().microseconds() / 1'000'000 - 1) * 1'000'000);
  Session session = open();
  Stamp& stamp = session.add<Stamp>({.name = "a"});
  session.commit();
  session.refresh(stamp);
  for (const TimestampTz& made :
       {stamp.by_session_text(), stamp.by_session_text_seconds(), stamp.by_session_text_short(),
        stamp.by_database_text_short(), stamp.by_session_iso_seconds(),
        stamp.by_session_unix_seconds(), stamp.by_session_unix_milliseconds(),
        stamp.by_session_julian_day(), stamp.by_database_text(), stamp.by_database_text_seconds(),
        stamp.by_database_text_milliseconds(), stamp.by_database_iso(),
        stamp.by_database_iso_seconds(), stamp.by_database_iso_milliseconds(),
        stamp.by_database_unix_seconds(), stamp.by_database_unix_milliseconds(),
        stamp.by_database_julian_day()}) {
    EXPECT_GE(made, before);
    EXPECT_LE(made, TimestampTz::now());
  }
  EXPECT_EQ(stamp.by_session_unix_seconds().microseconds() % 1'000'000, 0);
  EXPECT_EQ(stamp.by_session_julian_day().microseconds() % 1'000, 0);
  for (const TimestampTz& seconds :
       {stamp.by_database_text_seconds(), stamp.by_database_iso_seconds(),
        stamp.by_database_unix_seconds()})
    EXPECT_EQ(seconds.microseconds() % 1'000'000, 0);
  for (const TimestampTz& milliseconds :
       {stamp.by_database_text_milliseconds(), stamp.by_database_iso_milliseconds(),
        stamp.by_database_unix_milliseconds(), stamp.by_database_julian_day()})
    EXPECT_EQ(milliseconds.microseconds() % 1'000, 0);
  EXPECT_EQ(stamp.fee_text(), Decimal::parse("1.50"));
  EXPECT_EQ(stamp.fee_real(), Decimal::parse("1.50"));
  EXPECT_EQ(stamp.tenth(), 0.1F);
  EXPECT_EQ(stamp.span(), Interval::of_minutes(90));
  for (const TimestampTz& since : {stamp.since_iso(), stamp.since_unix(), stamp.since_julian()})
    EXPECT_EQ(since, at("2021-01-03 04:05:06"));
}

TEST_P(StoredTimestamps, are_assigned_what_is_chosen_of_fitting_ones) {
  Session session = open();
  add(session, "2021-01-03 04:05:06");
  session.commit();
  const TimestampTz later = at("2999-01-03 04:05:06");
  for_each_form([&](const auto& column) {
    const auto assign = [&](const auto& value) {
      session.execute(update<Moment>().where(Moment::c.id == 1).set(column = value));
      return session.scalars(select(column).where(Moment::c.id == 1)).one();
    };
    EXPECT_EQ(assign(func::coalesce(column, later)), at("2021-01-03 04:05:06"));
    EXPECT_EQ(assign(func::greatest(column, later)), later);
    const auto either = func::coalesce(column, at("2021-01-03 04:05:06"));
    EXPECT_EQ(assign(func::least(either, column)), later);
    EXPECT_EQ(assign(case_().when(Moment::c.id > 1, column).else_(either)), later);
    EXPECT_LT(assign(func::least(column, func::now())), later);
    EXPECT_EQ(assign(at("2021-01-03 04:05:06")), at("2021-01-03 04:05:06"));
  });
}

TEST_P(StoredTimestamps, with_more_digits_than_the_column_are_refused) {
  if (is_postgres()) GTEST_SKIP() << "keeps timestamps as such";
  Session session = open();
  Moment& moment = add(session, "2021-01-03 04:05:06");
  session.commit();
  moment.set_as_unix_seconds(at("2021-01-03 04:05:06.5"));
  EXPECT_ERROR(DataError, "ORP-2212", session.flush(), "moments.as_unix_seconds");
  session.rollback();
  moment.set_as_julian_day(at("2021-01-03 04:05:06.0005"));
  EXPECT_ERROR(DataError, "ORP-2212", session.flush(), "stored as julian_day");
  session.rollback();
  EXPECT_ERROR(UsageError, "ORP-1218",
               session.execute(update<Moment>()
                                   .where(Moment::c.id == 1)
                                   .set(Moment::c.as_text_seconds = Moment::c.plain)),
               "stored as text_seconds");
  EXPECT_ERROR(UsageError, "ORP-1218",
               session.execute(update<Moment>()
                                   .where(Moment::c.id == 1)
                                   .set(Moment::c.as_text_seconds = func::coalesce(
                                            Moment::c.as_text_seconds, Moment::c.plain))),
               "stored as text_seconds");
}

TEST_P(StoredTimestamps, of_another_form_than_the_schema_says_are_refused) {
  if (is_postgres()) GTEST_SKIP() << "keeps timestamps as such";
  Session session = open();
  add(session, "2021-01-03 04:05:06");
  session.commit();
  const auto run = [&](const std::string& sql) { session.execute(unsafe_text(sql).statement()); };
  drop_checks(session, "moments");
  run("UPDATE moments SET plain = '2021-01-03 04:05:06'");
  EXPECT_ERROR(DataError, "ORP-2207", session.scalars(select(Moment::c.plain)).all(),
               "\"stored_as\": \"text_seconds\"");
  run("UPDATE moments SET as_text_short = '2021-01-03 04:05:06.000000'");
  EXPECT_ERROR(DataError, "ORP-2207", session.scalars(select(Moment::c.as_text_short)).all(),
               "stored as text_short");
  run("UPDATE moments SET plain = 'rubbish', as_text_seconds = '2021-01-03T04:05:06Z', "
      "as_unix_seconds = 'x', as_julian_day = 'x', as_iso = '2021-01-03T04:05:06.000000'");
  EXPECT_THROW(session.scalars(select(Moment::c.plain)).all(), DataError);
  EXPECT_ERROR(DataError, "ORP-2207", session.scalars(select(Moment::c.as_text_seconds)).all(),
               "\"stored_as\": \"iso_seconds\"");
  EXPECT_THROW(session.scalars(select(Moment::c.as_unix_seconds)).all(), DataError);
  EXPECT_THROW(session.scalars(select(Moment::c.as_julian_day)).all(), DataError);
  EXPECT_THROW(session.scalars(select(Moment::c.as_iso)).all(), DataError);
}

// So that a query that calculates gives no more than reading would.
TEST_P(StoredTimestamps, of_another_form_are_refused_in_calculations_too) {
  if (is_postgres()) GTEST_SKIP() << "keeps timestamps as such";
  Session session = open();
  add(session, "2021-01-03 04:05:06");
  session.commit();
  const auto run = [&](const std::string& sql) { session.execute(unsafe_text(sql).statement()); };
  drop_checks(session, "moments");
  run("UPDATE moments SET as_text_seconds = '2021-01-03 04:05', "
      "as_text_milliseconds = '2021-02-30 04:05:06.000', "
      "as_text_short = '2021-01-03 04:05:06.1234567', as_iso = '2021-01-03T04:05:06.000000', "
      "as_iso_seconds = x'323032312d30312d30335430343a30353a30365a', as_iso_milliseconds = '', "
      "as_unix_seconds = 1.5, as_julian_day = as_julian_day + 1e-9");
  for_each_form([&](const auto& column) {
    if (column.index == Moment::c.plain.index || column.index == Moment::c.as_text.index ||
        column.index == Moment::c.as_unix_milliseconds.index)
      return;
    const auto refused = [&](const auto& expression) {
      EXPECT_THROW(session.scalars(select(expression)).all(), DataError);
    };
    refused(column);
    refused(func::coalesce(column, Moment::c.plain));
    refused(func::max(func::coalesce(column, Moment::c.plain)));
    refused(cast<std::string>(column));
    EXPECT_THROW(session.scalars(select(Moment::c.id).where(column == Moment::c.plain)).all(),
                 DataError);
  });
}

TEST_P(StoredTimestamps, between_two_milliseconds_are_no_julian_days) {
  if (is_postgres()) GTEST_SKIP() << "keeps timestamps as such";
  Session session = open();
  add(session, "2021-01-03 04:05:06");
  session.commit();
  session.execute(text("UPDATE moments SET as_julian_day = round(as_julian_day, 8)").statement());
  EXPECT_ERROR(DataError, "ORP-2207", session.scalars(select(Moment::c.as_julian_day)).all(),
               "exact to the millisecond");
}

TEST_P(StoredTimestamps, that_others_write_into_a_table_of_ours_are_checked) {
  if (is_postgres()) GTEST_SKIP() << "has types for them";
  Session session = open();
  add(session, "2021-01-03 04:05:06");
  session.commit();
  for (const char* value :
       {"plain = 'rubbish'", "plain = '2021-02-30 04:05:06.000000'", "plain = 'now'",
        "plain = '2021-01-03 24:00:00.000000'", "plain = '0000-01-01 00:00:00.000000'",
        "plain = '0300-02-29 00:00:00.000000'", "as_unix_seconds = 9223372036854775807",
        "as_unix_milliseconds = -62135596800001", "as_julian_day = 1e300", "as_julian_day = 0.5",
        "as_iso = '2021-01-31T24:00:00.000000Z'", "plain = '2021-01-03 04:05:06'",
        "as_text_seconds = '2021-01-03 04:05:06.5'", "as_iso = '2021-01-03 04:05:06.000000Z'",
        "as_iso_seconds = '2021-01-03T04:05:06'",
        "as_text_milliseconds = '2021-01-03 04:05:06.00x'",
        "as_text_short = '2021-01-03 04:05:06.000000'", "as_text_short = '2021-01-03 04:05:06.5'",
        "as_text_short = '2021-01-03 04:05'"}) {
    SCOPED_TRACE(value);
    EXPECT_THROW(run(std::string("UPDATE moments SET ") + value), Error);
  }
}

}  // namespace
}  // namespace orp::tests
