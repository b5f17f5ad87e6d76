// SPDX-License-Identifier: MIT
// Decimals in each form that a database without the type may keep them in: the same program means
// the same, whatever the form.
#include <forms/model.hpp>
#include <tuple>

#include "flow_test.hpp"

namespace orp::tests {
namespace {

using namespace forms;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Decimal dec(const char* text) { return Decimal::parse(text); }

class StoredDecimals : public FlowTest {
 protected:
  StoredDecimals() { set_up(forms::metadata()); }

  static Price& add(Session& session, const char* value) {
    const Decimal price = dec(value);
    return session.add<Price>({.plain = price,
                               .as_scaled = price,
                               .as_text = price,
                               .as_real = price,
                               .as_numeric = price});
  }

  /// The values in the order of their rows, by plain SQL.
  std::string kept(const std::string& column) {
    return value_of<std::string>("SELECT group_concat(typeof(" + column + ") || ' ' || " + column +
                                 ", ', ') FROM prices");
  }

  static std::vector<std::int64_t> ids(Session& session, const Predicate& condition) {
    return session.scalars(select(Price::c.id).where(condition).order_by(Price::c.id)).all();
  }

  /// Calls `check(column)` for each of the forms.
  template <class Check>
  static void for_each_form(Check check) {
    const auto run = [&](const char* name, const auto& column) {
      SCOPED_TRACE(name);
      check(column);
    };
    run("plain", Price::c.plain);
    run("scaled", Price::c.as_scaled);
    run("text", Price::c.as_text);
    run("real", Price::c.as_real);
    run("numeric", Price::c.as_numeric);
  }
};
ORPIMENT_ON_EACH_DATABASE(StoredDecimals);

TEST_P(StoredDecimals, are_kept_as_the_schema_says) {
  if (is_postgres()) GTEST_SKIP() << "keeps decimals as such";
  Session session = open();
  add(session, "12.50");
  add(session, "-3");
  session.commit();
  EXPECT_EQ(kept("plain"), "integer 1250, integer -300");
  EXPECT_EQ(kept("as_scaled"), "integer 1250, integer -300");
  EXPECT_EQ(kept("as_text"), "text 12.50, text -3.00");
  EXPECT_EQ(kept("as_real"), "real 12.5, real -3.0");
  EXPECT_EQ(kept("as_numeric"), "real 12.5, integer -3");
}

TEST_P(StoredDecimals, come_back_as_they_were) {
  Session session = open();
  for (const char* value :
       {"0", "0.01", "-0.01", "1.29", "3.94", "9999999999.99", "-9999999999.99"}) {
    SCOPED_TRACE(value);
    Price& price = add(session, value);
    session.commit();
    session.refresh(price);
    for (const Decimal& read :
         {price.plain(), price.as_scaled(), price.as_text(), price.as_real(), price.as_numeric()})
      EXPECT_EQ(read, dec(value));
  }
}

TEST_P(StoredDecimals, compare_with_values) {
  Session session = open();
  for (const char* value : {"0.10", "2.00", "10.00", "10.01"}) add(session, value);
  session.commit();
  for_each_form([&](const auto& column) {
    EXPECT_THAT(ids(session, column == dec("2")), ElementsAre(2));
    EXPECT_THAT(ids(session, column == 10), ElementsAre(3));
    EXPECT_THAT(ids(session, column != dec("2.0")), ElementsAre(1, 3, 4));
    EXPECT_THAT(ids(session, column < 10), ElementsAre(1, 2));
    EXPECT_THAT(ids(session, column > dec("9.999")), ElementsAre(3, 4));
    EXPECT_THAT(ids(session, column.between(2, 10)), ElementsAre(2, 3));
    EXPECT_THAT(ids(session, column.in_({dec("0.1"), dec("10.010")})), ElementsAre(1, 4));
    EXPECT_THAT(ids(session, column.in_({2, 10})), ElementsAre(2, 3));
    EXPECT_THAT(ids(session, column.not_in({dec("0.1"), dec("10.005")})), ElementsAre(2, 3, 4));
  });
}

TEST_P(StoredDecimals, calculate_as_decimals_do) {
  Session session = open();
  for (const char* value : {"3.94", "1.29", "0.10"}) add(session, value);
  session.commit();
  for_each_form([&](const auto& column) {
    EXPECT_THAT(ids(session, column * 100 == 394), ElementsAre(1));
    EXPECT_THAT(ids(session, column + dec("0.2") == dec("0.30")), ElementsAre(3));
    EXPECT_THAT(ids(session, -column < dec("-1.28")), ElementsAre(1, 2));
    EXPECT_THAT(ids(session, column - Price::c.plain == 0), ElementsAre(1, 2, 3));
    const auto [sum, least, greatest, average] =
        session
            .execute(
                select(func::sum(column), func::min(column), func::max(column), func::avg(column)))
            .one();
    EXPECT_EQ(sum, dec("5.33"));
    EXPECT_EQ(least, dec("0.10"));
    EXPECT_EQ(greatest, dec("3.94"));
    EXPECT_EQ(average->round(2), dec("1.78"));
    EXPECT_THAT(session.scalars(select(func::round(column, 1)).order_by(Price::c.id)).all(),
                ElementsAre(dec("3.9"), dec("1.3"), dec("0.1")));
    EXPECT_THAT(session.scalars(select(cast<double>(column)).order_by(Price::c.id)).all(),
                ElementsAre(3.94, 1.29, 0.1));
    EXPECT_THAT(session.scalars(select(func::abs(column - 2)).order_by(Price::c.id)).all(),
                ElementsAre(dec("1.94"), dec("0.71"), dec("1.90")));
    EXPECT_THAT(session.scalars(select(func::coalesce(column, 0)).order_by(Price::c.id)).all(),
                ElementsAre(dec("3.94"), dec("1.29"), dec("0.10")));
    EXPECT_THAT(session
                    .scalars(select(case_().when(column > 1, column).else_(Price::c.plain))
                                 .order_by(Price::c.id))
                    .all(),
                ElementsAre(dec("3.94"), dec("1.29"), dec("0.10")));
  });
}

TEST_P(StoredDecimals, are_in_the_order_of_numbers) {
  Session session = open();
  for (const char* value : {"10.00", "-2.00", "9.50", "-10.00"}) add(session, value);
  session.commit();
  for_each_form([&](const auto& column) {
    EXPECT_THAT(session.scalars(select(Price::c.id).order_by(column)).all(),
                ElementsAre(4, 2, 3, 1));
    EXPECT_THAT(session.scalars(select(column).order_by(column.desc()).limit(2)).all(),
                ElementsAre(dec("10"), dec("9.5")));
  });
}

TEST_P(StoredDecimals, of_each_form_meet_those_of_another) {
  Session session = open();
  add(session, "1.10");
  add(session, "7");
  session.commit();
  for_each_form([&](const auto& left) {
    for_each_form([&](const auto& right) {
      EXPECT_THAT(ids(session, left == right), ElementsAre(1, 2));
      EXPECT_THAT(ids(session, left + right == 14), ElementsAre(2));
      EXPECT_THAT(ids(session, left.in_(select(right).where(right > 2))), ElementsAre(2));
      EXPECT_THAT(ids(session, left == select(func::max(right)).scalar_subquery()), ElementsAre(2));
    });
  });
}

TEST_P(StoredDecimals, are_assigned_by_statements) {
  Session session = open();
  add(session, "1.25");
  session.commit();
  for_each_form([&](const auto& column) {
    session.execute(update<Price>().where(Price::c.id == 1).set(column = dec("2.5")));
    EXPECT_EQ(session.scalars(select(column)).one(), dec("2.50"));
    session.execute(update<Price>().where(Price::c.id == 1).set(column = column * 3));
    EXPECT_EQ(session.scalars(select(column)).one(), dec("7.50"));
    session.execute(update<Price>().where(Price::c.id == 1).set(column = Price::c.plain));
  });
  session.execute(insert<Price>().from_select(
      select(Price::c.as_text, Price::c.as_real, Price::c.as_numeric, Price::c.plain,
             Price::c.as_scaled),
      Price::c.plain, Price::c.as_scaled, Price::c.as_text, Price::c.as_real, Price::c.as_numeric));
  for_each_form([&](const auto& column) {
    EXPECT_EQ(session.scalars(select(func::count()).where(column == dec("7.50"))).one(), 2);
  });
}

TEST_P(StoredDecimals, that_are_null_stay_null) {
  Session session = open();
  add(session, "1");
  add(session, "2").set_maybe(dec("2.50"));
  session.commit();
  session.execute(update<Price>().all_rows().set(Price::c.maybe_text = Price::c.maybe,
                                                 Price::c.maybe_real = Price::c.maybe));
  EXPECT_THAT(ids(session, Price::c.maybe_text.is_null() && Price::c.maybe_real.is_null()),
              ElementsAre(1));
  EXPECT_THAT(ids(session, Price::c.maybe_text == dec("2.5") && Price::c.maybe_real == dec("2.5")),
              ElementsAre(2));
  session.execute(update<Price>().all_rows().set(Price::c.maybe = Price::c.maybe_text * 2));
  EXPECT_THAT(session.scalars(select(Price::c.maybe).order_by(Price::c.id)).all(),
              ElementsAre(std::nullopt, dec("5")));
}

TEST_P(StoredDecimals, in_texts_are_of_a_column) {
  Session session = open();
  add(session, "1.25");
  session.commit();
  for_each_form([&](const auto& column) {
    const std::string name = column.entity->column(column.index).name;
    const auto query = unsafe_text("SELECT " + name + ", id FROM prices WHERE " + name + " = :p")
                           .bind("p", dec("1.25"), column)
                           .columns(column, Price::c.id);
    const auto [price, id] = session.execute(query).one();
    EXPECT_EQ(price, dec("1.25"));
    EXPECT_EQ(id, 1);
    EXPECT_THAT(ids(session, unsafe_text(name).as(column) * 2 == dec("2.5")), ElementsAre(1));
    const auto change = unsafe_text("UPDATE prices SET " + name + " = :p");
    session.execute(change.bind("p", dec("12.5"), column).statement());
    EXPECT_EQ(session.scalars(select(column)).one(), dec("12.50"));
    EXPECT_ERROR(DataError, "ORP-2204",
                 session.execute(change.bind("p", dec("12.505"), column).statement()),
                 "3 digits after the point");
  });
}

TEST_P(StoredDecimals, in_texts_without_a_column_are_refused_where_nothing_says_their_scale) {
  Session session = open();
  add(session, "1551.85");
  session.commit();
  const auto total = text("SELECT plain FROM prices").columns<Decimal>();
  const auto where = text("plain = :p").bind("p", dec("1551.85"));
  const auto call = func::call<Decimal>("abs", Price::c.plain);
  if (is_postgres()) {
    EXPECT_EQ(session.scalars(total).one(), dec("1551.85"));
    EXPECT_THAT(ids(session, where), ElementsAre(1));
    EXPECT_EQ(session.scalars(select(call)).one(), dec("1551.85"));
    return;
  }
  EXPECT_ERROR(DataError, "ORP-2207", session.scalars(total).all(), "columns(Order::c.total)");
  EXPECT_ERROR(DataError, "ORP-2207",
               session.execute(text("SELECT plain FROM prices")).one().get<Decimal>(0),
               "nothing says at which scale");
  EXPECT_ERROR(UsageError, "ORP-1220", ids(session, where), "the place :p of a text()");
  EXPECT_ERROR(
      UsageError, "ORP-1220",
      session.execute(text("UPDATE prices SET plain = :p").bind("p", dec("12.5")).statement()),
      "bind(\"p\", value, Order::c.total)");
  EXPECT_ERROR(UsageError, "ORP-1220", session.scalars(select(call)).all(),
               "func::call(\"abs\") takes a decimal");
  EXPECT_ERROR(UsageError, "ORP-1220",
               session.scalars(select(func::call<Decimal>("abs", Price::c.id))).all(),
               "gives a decimal");
  EXPECT_ERROR(UsageError, "ORP-1220", ids(session, text<Decimal>("plain") == dec("1551.85")),
               "as(Order::c.total)");
  // A text says what it is.
  EXPECT_EQ(session.scalars(text("SELECT '12.50'").columns<Decimal>()).one(), dec("12.50"));
}

TEST_P(StoredDecimals, that_others_wrote_are_read_as_they_are_meant) {
  if (is_postgres()) GTEST_SKIP() << "keeps decimals as such";
  engine().transaction([](Connection& connection) {
    connection.execute_script(
        "DROP TABLE prices; CREATE TABLE prices (id INTEGER PRIMARY KEY, \"plain\" INTEGER /* "
        "decimal(12,2) */, as_scaled "
        "INTEGER, as_text TEXT, as_real NUMERIC(12,2), as_numeric DECIMAL, \"maybe\" INTEGER /* "
        "decimal(12,2) */, maybe_text TEXT, maybe_real REAL);"
        "INSERT INTO prices VALUES (1, 0, 1800, '18', 18, '2.00', NULL, NULL, NULL)");
  });
  Session session = open();
  const auto [scaled, text, real, numeric] =
      session
          .execute(
              select(Price::c.as_scaled, Price::c.as_text, Price::c.as_real, Price::c.as_numeric))
          .one();
  EXPECT_EQ(scaled, 18);
  EXPECT_EQ(text, 18);
  EXPECT_EQ(real, 18);
  EXPECT_EQ(numeric, 2);
  EXPECT_THAT(
      ids(session, Price::c.as_text == 18 && Price::c.as_real == 18 && Price::c.as_numeric == 2),
      ElementsAre(1));
}

TEST_P(StoredDecimals, that_others_spelled_in_several_ways_are_one_value) {
  if (is_sqlite()) {  // a table of others, which checks nothing
    run("DROP TABLE prices");
    run("CREATE TABLE prices (id INTEGER PRIMARY KEY, \"plain\" INTEGER /* decimal(12,2) */, "
        "as_scaled INTEGER, as_text TEXT, as_real REAL, as_numeric NUMERIC, "
        "\"maybe\" INTEGER /* decimal(12,2) */, maybe_text TEXT, maybe_real REAL)");
  }
  Session session = open();
  for (const char* value : {"2", "2", "2"}) add(session, value);
  session.commit();
  if (is_sqlite()) {
    run("UPDATE prices SET as_text = '2.0' WHERE id = 2");
    run("UPDATE prices SET as_text = '2' WHERE id = 3");
  }
  EXPECT_THAT(session.scalars(select(Price::c.as_text).distinct()).all(), ElementsAre(2));
  EXPECT_THAT(session.scalars(select(func::count()).group_by(Price::c.as_text)).all(),
              ElementsAre(3));
  EXPECT_THAT(session.scalars(select(func::count(distinct(Price::c.as_text)))).all(),
              ElementsAre(1));
  EXPECT_THAT(ids(session, Price::c.as_text == 2), ElementsAre(1, 2, 3));
  EXPECT_THAT(ids(session, Price::c.as_text.in_(select(Price::c.plain))), ElementsAre(1, 2, 3));
}

TEST_P(StoredDecimals, of_which_the_table_says_nothing_are_refused) {
  if (is_postgres()) GTEST_SKIP() << "keeps decimals as such";
  engine().transaction([](Connection& connection) {
    connection.execute_script(
        "DROP TABLE prices; CREATE TABLE prices (id INTEGER PRIMARY KEY, plain NUMERIC, as_scaled "
        "INTEGER, as_text TEXT, as_real REAL, as_numeric REAL);"
        "INSERT INTO prices VALUES (1, 18, 1800, '18', 18, 18)");
  });
  const char* const words =
      "prices.plain is a decimal(12,2), kept as a scaled integer, and the "
      "column has no mark that it is one";
  Session session = open();
  EXPECT_ERROR(UsageError, "ORP-1219", session.get<Price>(1), words);
  EXPECT_ERROR(UsageError, "ORP-1219", session.execute(select(Price::c.id)), words);
  EXPECT_ERROR(UsageError, "ORP-1219",
               session.execute(update<Price>().where(Price::c.id == 1).set(Price::c.plain = 3)),
               words);
  add(session, "1");
  EXPECT_ERROR(UsageError, "ORP-1219", session.flush(), words);
  session.rollback();
  EXPECT_EQ(value_of<std::int64_t>("SELECT plain FROM prices"), 18);
}

TEST_P(StoredDecimals, that_are_not_there_are_missing_columns) {
  engine().transaction([](Connection& connection) {
    connection.execute_script(
        "DROP TABLE prices; CREATE TABLE prices (id INTEGER PRIMARY KEY, as_real REAL)");
  });
  Session session = open();
  const auto error = error_of<SqlError>([&] { (void)session.get<Price>(1); });
  ASSERT_TRUE(error.has_value());
  EXPECT_EQ(error->code(), "ORP-3003");
}

TEST_P(StoredDecimals, marked_otherwise_are_refused) {
  if (is_postgres()) GTEST_SKIP() << "keeps decimals as such";
  engine().transaction([](Connection& connection) {
    connection.execute_script(
        "DROP TABLE prices; CREATE TABLE prices (id INTEGER PRIMARY KEY, \"plain\" INTEGER /* "
        "decimal(12,4) */, as_scaled INTEGER, as_text TEXT, as_real REAL, as_numeric REAL)");
  });
  Session session = open();
  EXPECT_ERROR(UsageError, "ORP-1219", session.get<Price>(1), "the column is a decimal(12,4)");
}

TEST_P(StoredDecimals, with_more_digits_than_the_column_are_refused) {
  if (is_postgres()) GTEST_SKIP() << "keeps decimals as such";
  Session session = open();
  add(session, "1");
  session.commit();
  const auto run = [&](const std::string& sql) { session.execute(unsafe_text(sql).statement()); };
  for (const char* column : {"as_real", "as_numeric"}) {
    SCOPED_TRACE(column);
    run("UPDATE prices SET as_real = 1, as_numeric = 1");
    run(std::string("UPDATE prices SET ") + column + " = 3.14159");
    EXPECT_THROW(session.execute(select(Price::c.as_real, Price::c.as_numeric)).all(), DataError);
  }
  // What calculating in the database leaves behind is no digit.
  run("UPDATE prices SET as_real = 0.1 + 0.2");
  EXPECT_EQ(session.scalars(select(Price::c.as_real)).one(), dec("0.30"));
}

// A value has one text there, so that texts are alike where values are.
TEST_P(StoredDecimals, that_others_write_into_a_table_of_ours_are_checked) {
  if (is_postgres()) GTEST_SKIP() << "has a type for them";
  Session session = open();
  Amount& amount = session.add<Amount>({.part = dec("0.5"), .whole = 0, .both = dec("-0.25")});
  session.commit();
  const auto run = [&](const std::string& change) {
    session.execute(unsafe_text("UPDATE amounts SET " + change).statement());
  };
  for (const char* value :
       {"part = '-0.05'", "part = '0.00'", "part = '0.99'", "whole = '-1'",
        "whole = '99999999999999999999'", "whole = '10'", "both = '-1.0000000000'",
        "both = '-99999999999999999999.9999999999'", "both = '0.0000000001'"}) {
    SCOPED_TRACE(value);
    EXPECT_NO_THROW(run(value));
    session.expire(amount);
    EXPECT_NO_THROW((void)amount.whole());
  }
  for (const char* value : {"part = '0.5'",
                            "part = '.50'",
                            "part = '-.50'",
                            "part = '1.00'",
                            "part = '00.50'",
                            "part = '-0.00'",
                            "part = '--0.50'",
                            "part = '0-.50'",
                            "part = '0.5-'",
                            "part = ''",
                            "part = '-'",
                            "part = '0,50'",
                            "part = ' 0.50'",
                            "part = '0.50 '",
                            "part = '+0.50'",
                            "part = '5e-1'",
                            "part = '0.500'",
                            "whole = ''",
                            "whole = '-'",
                            "whole = '-0'",
                            "whole = '01'",
                            "whole = '1.'",
                            "whole = '1.0'",
                            "whole = '123456789012345678901'",
                            "both = '1'",
                            "both = '1.00000000000'",
                            "both = '100000000000000000000.0000000000'",
                            "both = 'NaN'"}) {
    SCOPED_TRACE(value);
    EXPECT_THROW(run(value), IntegrityError);
  }
}

TEST_P(StoredDecimals, that_others_calculated_are_the_numbers_they_are_read_as) {
  if (is_postgres()) GTEST_SKIP() << "keeps decimals as such";
  Session session = open();
  for (const char* value : {"0.29", "0.29", "0.30"}) add(session, value);
  session.commit();
  session.execute(text("UPDATE prices SET as_real = 0.1 + 0.19, as_numeric = 0.1 + 0.19, "
                       "maybe_real = 0.1 + 0.19 WHERE id = 1")
                      .statement());
  const auto check = [&](const auto& column) {
    EXPECT_EQ(session.scalars(select(column).where(Price::c.id == 1)).one(), dec("0.29"));
    EXPECT_THAT(ids(session, column == dec("0.29")), ElementsAre(1, 2));
    EXPECT_THAT(ids(session, column != dec("0.29")), ElementsAre(3));
    EXPECT_THAT(ids(session, column > dec("0.29")), ElementsAre(3));
    EXPECT_THAT(ids(session, column.between(dec("0.28"), dec("0.29"))), ElementsAre(1, 2));
    EXPECT_THAT(ids(session, column.in_({dec("0.29"), dec("0.5")})), ElementsAre(1, 2));
    EXPECT_THAT(ids(session, column.in_(select(column).where(Price::c.id == 2))),
                ElementsAre(1, 2));
    EXPECT_THAT(ids(session, column == Price::c.plain), ElementsAre(1, 2, 3));
    EXPECT_THAT(session.scalars(select(column).distinct().order_by(column)).all(),
                ElementsAre(dec("0.29"), dec("0.30")));
    EXPECT_THAT(
        session.scalars(select(func::count()).group_by(column).order_by(func::count())).all(),
        ElementsAre(1, 2));
  };
  check(Price::c.as_real);
  check(Price::c.as_numeric);
  EXPECT_THAT(ids(session, Price::c.as_real == Price::c.maybe_real), ElementsAre(1));
  session.execute(update<Price>().all_rows().set(Price::c.as_real = Price::c.as_numeric));
  session.commit();
  EXPECT_EQ(kept("as_real"), "real 0.29, real 0.29, real 0.3");
}

}  // namespace
}  // namespace orp::tests
