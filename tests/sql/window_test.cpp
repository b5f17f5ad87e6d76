// SPDX-License-Identifier: MIT
#include "orpiment/sql/window.hpp"

#include <sqlite3.h>

#include <optional>
#include <string>
#include <type_traits>

#include "orpiment/base/interval.hpp"
#include "orpiment/base/literals.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/write.hpp"
#include "sql/expect_sql.hpp"
#include "sql/model.hpp"

namespace {

using namespace shop;
using namespace orp::literals;
using orp::order_by;
using orp::partition_by;
using orp::select;
namespace func = orp::func;

const orp::backend::Dialect& sqlite() { return orp::backend::sqlite_dialect(); }
const orp::backend::Dialect& postgres() { return orp::backend::postgres_dialect(); }

template <class Value, class X>
constexpr bool gives = std::is_same_v<typename X::value_type, Value>;

/// The frame as it is printed, for `unit` of a window that is ordered by an integer.
void expect_frame(const orp::Frame& frame, const std::string& expected) {
  const auto statement =
      select(func::count().over(order_by(User::c.age), frame)).select_from<User>();
  const std::string begin = R"(SELECT count(*) OVER (ORDER BY "users"."age" )";
  expect_sql(statement, (begin + expected + R"() FROM "users")").c_str());
}

TEST(SqlWindow, ranks_rows_within_a_group) {
  expect_sql(select(User::c.id, func::rank()
                                    .over(partition_by(User::c.active),
                                          order_by(User::c.age.desc().nulls_last()))
                                    .label("place")),
             R"(SELECT "users"."id", rank() OVER (PARTITION BY "users"."active" )"
             R"(ORDER BY "users"."age" DESC NULLS LAST) AS "place" FROM "users")");
  expect_sql(select(func::row_number().over()).select_from<User>(),
             R"(SELECT row_number() OVER () FROM "users")");
  expect_sql(select(func::dense_rank().over(order_by(User::c.age, User::c.id)),
                    func::percent_rank().over(order_by(User::c.age)),
                    func::cume_dist().over(order_by(User::c.age)),
                    func::ntile(4).over(order_by(User::c.age))),
             {R"(SELECT dense_rank() OVER (ORDER BY "users"."age", "users"."id"), )"
              R"(percent_rank() OVER (ORDER BY "users"."age"), )"
              R"(cume_dist() OVER (ORDER BY "users"."age"), )"
              R"(ntile(?) OVER (ORDER BY "users"."age") FROM "users")",
              R"(SELECT dense_rank() OVER (ORDER BY "users"."age", "users"."id"), )"
              R"(percent_rank() OVER (ORDER BY "users"."age"), )"
              R"(cume_dist() OVER (ORDER BY "users"."age"), )"
              R"(ntile($1::integer) OVER (ORDER BY "users"."age") FROM "users")"});
}

TEST(SqlWindow, has_types_that_say_what_may_be_null) {
  static_assert(gives<std::int64_t, decltype(func::rank().over())>);
  static_assert(gives<double, decltype(func::cume_dist().over())>);
  static_assert(gives<std::int32_t, decltype(func::ntile(2).over())>);
  static_assert(gives<std::optional<std::string>, decltype(func::lag(User::c.name).over())>);
  static_assert(gives<std::string, decltype(func::lag(User::c.name, 1, "").over())>);
  static_assert(gives<std::optional<int>, decltype(func::lead(User::c.age, 2, 0).over())>);
  static_assert(gives<std::optional<std::string>,
                      decltype(func::lead(User::c.name, 1, std::optional<std::string>()).over())>);
  static_assert(gives<std::optional<Status>, decltype(func::first_value(Order::c.status).over())>);
  static_assert(gives<std::optional<int>, decltype(func::nth_value(User::c.age, 2).over())>);
  static_assert(gives<std::int64_t, decltype(func::count().over())>);
  static_assert(gives<std::int64_t, decltype(func::count().filter(User::c.active))>);
  static_assert(gives<std::optional<orp::Decimal>, decltype(func::sum(Order::c.total).over())>);
}

TEST(SqlWindow, looks_at_other_rows) {
  expect_sql(select(func::lag(User::c.name).over(order_by(User::c.id)),
                    func::lead(User::c.name, 2, "none").over(order_by(User::c.id)),
                    func::lag(Order::c.total, 1, 0).over(order_by(Order::c.id)),
                    func::nth_value(User::c.age, 3).over(order_by(User::c.id)))
                 .join(User::c.orders),
             {R"(SELECT lag("users"."name", ?) OVER (ORDER BY "users"."id"), )"
              R"(lead("users"."name", ?, ?) OVER (ORDER BY "users"."id"), )"
              R"(lag("orders"."total", ?, ?) OVER (ORDER BY "orders"."id"), )"
              R"(nth_value("users"."age", ?) OVER (ORDER BY "users"."id") )"
              R"(FROM "users" JOIN "orders" ON "users"."id" = "orders"."user_id")",
              R"(SELECT lag("users"."name", $1::integer) OVER (ORDER BY "users"."id"), )"
              R"(lead("users"."name", $2::integer, $3::text) OVER (ORDER BY "users"."id"), )"
              R"(lag("orders"."total", $4::integer, $5::numeric) OVER (ORDER BY "orders"."id"), )"
              R"(nth_value("users"."age", $6::integer) OVER (ORDER BY "users"."id") )"
              R"(FROM "users" JOIN "orders" ON "users"."id" = "orders"."user_id")"});
}

TEST(SqlWindow, takes_a_frame) {
  expect_frame(orp::rows(orp::unbounded_preceding),
               "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW");
  expect_frame(orp::range(orp::current_row, orp::unbounded_following),
               "RANGE BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING");
  expect_frame(
      orp::groups(orp::unbounded_preceding, orp::unbounded_following).exclude(orp::Exclude::ties),
      "GROUPS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING EXCLUDE TIES");
  expect_frame(orp::rows(orp::current_row).exclude(orp::Exclude::group),
               "ROWS BETWEEN CURRENT ROW AND CURRENT ROW EXCLUDE GROUP");
  expect_frame(orp::rows(orp::current_row).exclude(orp::Exclude::current_row),
               "ROWS BETWEEN CURRENT ROW AND CURRENT ROW EXCLUDE CURRENT ROW");
  expect_frame(orp::rows(orp::current_row).exclude(orp::Exclude::no_others),
               "ROWS BETWEEN CURRENT ROW AND CURRENT ROW");
}

TEST(SqlWindow, binds_the_ends_of_a_frame) {
  const auto counted = [](const orp::Frame& frame) {
    return select(func::count().over(order_by(User::c.id), frame)).select_from<User>();
  };
  for (const auto& [unit, frame] :
       {std::pair("ROWS", orp::rows(orp::preceding(2), orp::following(1))),
        std::pair("RANGE", orp::range(orp::preceding(2), orp::following(1))),
        std::pair("GROUPS", orp::groups(orp::preceding(2), orp::following(1)))}) {
    const std::string begin =
        std::string(R"(SELECT count(*) OVER (ORDER BY "users"."id" )") + unit + " BETWEEN ";
    expect_sql(
        counted(frame),
        {(begin + R"(? PRECEDING AND ? FOLLOWING) FROM "users")").c_str(),
         (begin + R"($1::bigint PRECEDING AND $2::bigint FOLLOWING) FROM "users")").c_str()});
  }
}

TEST(SqlWindow, measures_values_as_they_are_kept) {
  const auto near = [](const orp::FrameBound& start) {
    return select(func::count().over(order_by(Order::c.total), orp::range(start)));
  };
  const char* const text = R"(SELECT count(*) OVER (ORDER BY "orders"."total" )"
                           R"(RANGE BETWEEN $1::numeric PRECEDING AND CURRENT ROW) FROM "orders")";
  const char* const sqlite_text = R"(SELECT count(*) OVER (ORDER BY "orders"."total" )"
                                  R"(RANGE BETWEEN ? PRECEDING AND CURRENT ROW) FROM "orders")";
  expect_sql(near(orp::preceding(10)), {sqlite_text, text});
  expect_sql(near(orp::preceding("0.5"_dec)), {sqlite_text, text});
  expect_sql(near(orp::preceding("0.005"_dec)),
             {R"(SELECT count(*) OVER (ORDER BY "orders"."total" * 10 )"
              R"(RANGE BETWEEN ? PRECEDING AND CURRENT ROW) FROM "orders")",
              text});
  const auto week = select(func::count().over(
      order_by(Order::c.due), orp::range(orp::preceding(orp::Interval::of_days(7)))));
  expect_refused(week, sqlite(), "ORP-1228", "does not measure a range() by intervals");
  EXPECT_EQ(week.to_sql(postgres()),
            R"(SELECT count(*) OVER (ORDER BY "orders"."due" )"
            R"(RANGE BETWEEN $1::interval PRECEDING AND CURRENT ROW) FROM "orders")");
  EXPECT_EQ(refusal_of_postgres(week.to_sql(postgres())), "");
}

TEST(SqlWindow, keeps_what_an_aggregate_needs_on_each_database) {
  expect_sql(
      select(func::sum(User::c.id).over(partition_by(User::c.active)), func::avg(User::c.id).over(),
             func::max(User::c.active).over()),
      {R"(SELECT sum("users"."id") OVER (PARTITION BY "users"."active"), )"
       R"(orpiment_int64_avg("users"."id") OVER (), max("users"."active") OVER () FROM "users")",
       R"(SELECT CAST(sum("users"."id") OVER (PARTITION BY "users"."active") AS bigint), )"
       R"(CAST(avg("users"."id") OVER () AS double precision), )"
       R"((max(CAST("users"."active" AS integer)) OVER () <> 0) FROM "users")"});
  expect_sql(select(func::avg(Order::c.total).over(order_by(Order::c.status))),
             {R"(SELECT orpiment_quotient(sum("orders"."total") OVER (ORDER BY CASE )"
              R"("orders"."status" WHEN 'open' THEN 0 WHEN 'paid' THEN 1 WHEN 'shipped' THEN 2 )"
              R"(END), count("orders"."total") OVER (ORDER BY CASE "orders"."status" )"
              R"(WHEN 'open' THEN 0 WHEN 'paid' THEN 1 WHEN 'shipped' THEN 2 END), 4) )"
              R"(FROM "orders")",
              R"(SELECT round(avg(round("orders"."total", 27)) )"
              R"(OVER (ORDER BY "orders"."status"), 6) FROM "orders")"});
  expect_sql(select(func::min(Order::c.status).over(partition_by(Order::c.user_id))),
             {R"(SELECT CASE min(CASE "orders"."status" WHEN 'open' THEN 0 WHEN 'paid' THEN 1 )"
              R"(WHEN 'shipped' THEN 2 END) OVER (PARTITION BY "orders"."user_id") )"
              R"(WHEN 0 THEN 'open' WHEN 1 THEN 'paid' WHEN 2 THEN 'shipped' END FROM "orders")",
              R"(SELECT min("orders"."status") OVER (PARTITION BY "orders"."user_id") )"
              R"(FROM "orders")"});
}

TEST(SqlWindow, adds_real_numbers_up_anew_where_a_frame_moves) {
  const auto over = [](const orp::Frame& frame) {
    return select(func::sum(Item::c.weight).over(order_by(Item::c.position), frame));
  };
  expect_sql(over(orp::rows(orp::unbounded_preceding)),
             {R"(SELECT orpiment_sum("items"."weight") OVER (ORDER BY "items"."position" )"
              R"(ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM "items")",
              R"(SELECT sum("items"."weight") OVER (ORDER BY "items"."position" )"
              R"(ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) FROM "items")"});
  expect_sql(over(orp::rows(orp::current_row)),
             {R"(SELECT orpiment_moving_sum("items"."weight") OVER (ORDER BY "items"."position" )"
              R"(ROWS BETWEEN CURRENT ROW AND CURRENT ROW) FROM "items")",
              R"(SELECT sum("items"."weight") OVER (ORDER BY "items"."position" )"
              R"(ROWS BETWEEN CURRENT ROW AND CURRENT ROW) FROM "items")"});
}

TEST(SqlWindow, filters_what_an_aggregate_sees) {
  const auto adults = func::count(User::c.id).filter(User::c.age >= 18);
  expect_sql(select(adults, func::count().filter(User::c.active, User::c.age < 18)),
             R"(SELECT count("users"."id") FILTER (WHERE "users"."age" >= $1), )"
             R"(count(*) FILTER (WHERE "users"."active" AND "users"."age" < $2) FROM "users")");
  expect_sql(select(adults.filter(User::c.active).over(partition_by(User::c.name))),
             R"(SELECT count("users"."id") FILTER (WHERE "users"."age" >= $1 AND )"
             R"("users"."active") OVER (PARTITION BY "users"."name") FROM "users")");
  expect_sql(select(func::avg(Order::c.total).filter(Order::c.total > 3)),
             {R"(SELECT orpiment_quotient(sum("orders"."total") FILTER (WHERE )"
              R"("orders"."total" > ?), count("orders"."total") FILTER (WHERE )"
              R"("orders"."total" > ?1), 4) FROM "orders")",
              R"(SELECT round(avg(round("orders"."total", 27)) FILTER (WHERE )"
              R"("orders"."total" > $1), 6) FROM "orders")"});
}

TEST(SqlWindow, joins_texts) {
  expect_sql(select(func::string_agg(User::c.name, ", ")),
             {R"(SELECT group_concat("users"."name", ?) FROM "users")",
              R"(SELECT string_agg("users"."name", $1::text) FROM "users")"});
  const auto in_order =
      select(func::string_agg(User::c.name, ", ").order_by(User::c.name.desc(), User::c.id));
  EXPECT_EQ(in_order.to_sql(postgres()),
            R"(SELECT string_agg("users"."name", $1::text ORDER BY "users"."name" DESC, )"
            R"("users"."id") FROM "users")");
  EXPECT_EQ(refusal_of_postgres(in_order.to_sql(postgres())), "");
  if (sqlite3_libversion_number() < 3'044'000)
    expect_refused(in_order, sqlite(), "ORP-1228", "no order within string_agg()");
  else
    EXPECT_EQ(refusal_of_sqlite(in_order.to_sql(sqlite())), "");
}

TEST(SqlWindow, asks_for_percentiles_where_there_are_any) {
  const auto median = func::percentile_cont(0.5).within_group(order_by(Order::c.total));
  static_assert(gives<std::optional<double>, decltype(median)>);
  const auto usual = func::mode().within_group(order_by(Order::c.status));
  static_assert(gives<std::optional<Status>, decltype(usual)>);
  const auto statement =
      select(median, func::percentile_disc(0.9).within_group(order_by(Order::c.total)),
             usual.filter(Order::c.total > 1));
  const std::string sql = statement.to_sql(postgres());
  EXPECT_EQ(sql,
            R"(SELECT percentile_cont($1::double precision) WITHIN GROUP (ORDER BY )"
            R"("orders"."total"), percentile_disc($2::double precision) WITHIN GROUP (ORDER BY )"
            R"("orders"."total"), mode() WITHIN GROUP (ORDER BY "orders"."status") )"
            R"(FILTER (WHERE "orders"."total" > $3) FROM "orders")");
  EXPECT_EQ(refusal_of_postgres(sql), "");
  expect_refused(select(median), sqlite(), "ORP-1228", "sqlite has no percentile_cont()");
  expect_refused(select(usual), sqlite(), "ORP-1228", "sqlite has no mode()");
}

TEST(SqlWindow, sees_groups) {
  const auto spent = func::sum(Order::c.total);
  expect_sql(select(Order::c.user_id, func::rank().over(order_by(spent.desc())),
                    func::sum(func::count()).over())
                 .group_by(Order::c.user_id),
             {R"(SELECT "orders"."user_id", rank() OVER (ORDER BY sum("orders"."total") DESC), )"
              R"(sum(count(*)) OVER () FROM "orders" GROUP BY "orders"."user_id")",
              R"(SELECT "orders"."user_id", rank() OVER (ORDER BY sum("orders"."total") DESC), )"
              R"(CAST(sum(count(*)) OVER () AS bigint) FROM "orders" )"
              R"(GROUP BY "orders"."user_id")"});
  // grouping.hpp, rule 1.
  expect_refused(
      select(Order::c.user_id, func::rank().over(order_by(Order::c.id))).group_by(Order::c.user_id),
      sqlite(), "ORP-1225", "orders.id stands beside groups");
  expect_refused(select(func::sum(Order::c.id).over()).order_by(spent), sqlite(), "ORP-1225",
                 "orders.id stands beside groups");
}

TEST(SqlWindow, makes_no_groups) {
  expect_sql(select(Order::c.id, func::count().over()),
             R"(SELECT "orders"."id", count(*) OVER () FROM "orders")");
}

TEST(SqlWindow, orders_a_query) {
  const auto place = func::rank().over(order_by(User::c.age)).label("place");
  expect_sql(select(User::c.id, place).order_by(place, func::lag(User::c.id).over()),
             {R"(SELECT "users"."id", rank() OVER (ORDER BY "users"."age") AS "place" )"
              R"(FROM "users" ORDER BY "place", lag("users"."id", ?) OVER ())",
              R"(SELECT "users"."id", rank() OVER (ORDER BY "users"."age") AS "place" )"
              R"(FROM "users" ORDER BY "place", lag("users"."id", $1::integer) OVER ())"});
}

TEST(SqlWindow, stands_nowhere_else) {
  const auto place = func::rank().over(order_by(User::c.age));
  const auto expect_misplaced = [](const orp::Executable& statement, const char* where) {
    expect_refused(statement, sqlite(), "ORP-1229", where);
  };
  expect_misplaced(select(User::c.id).where(place < 3), "stands in WHERE, GROUP BY");
  expect_misplaced(select(func::count()).group_by(place), "stands in WHERE, GROUP BY");
  expect_misplaced(select(User::c.active).group_by(User::c.active).having(place < 3),
                   "stands in WHERE, GROUP BY");
  expect_misplaced(select(User::c.id).join<Order>(Order::c.user_id == place),
                   "stands in WHERE, GROUP BY");
  expect_misplaced(select(func::sum(place)), "the operands of sum()");
  expect_misplaced(select(func::lag(place).over(order_by(User::c.id))), "the operands of lag()");
  expect_misplaced(orp::update<Order>().set(Order::c.user_id = place).all_rows(),
                   "a statement that changes rows");
  expect_misplaced(select(User::c.id).where(User::c.id.in_(select(User::c.id).where(place < 3))),
                   "stands in WHERE, GROUP BY");
  const auto nested = select(User::c.id).where(User::c.id.in_(select(place)));
  EXPECT_EQ(refusal_of_sqlite(nested.to_sql(sqlite())), "");
}

TEST(SqlAggregate, neither_chooses_nor_groups_the_rows_that_it_is_of) {
  const auto expect_misplaced = [](const orp::Executable& statement, const char* where) {
    for (const orp::backend::Dialect* dialect : {&sqlite(), &postgres()})
      expect_refused(statement, *dialect, "ORP-1248", where);
  };
  const auto many = func::count() > 1;
  expect_misplaced(select(User::c.name).where(many).group_by(User::c.name), "stands in WHERE");
  expect_misplaced(select(User::c.id).where(User::c.active || func::max(User::c.age) == 3),
                   "stands in WHERE");
  expect_misplaced(select(func::max(User::c.age)).group_by(func::count(User::c.age) + 1),
                   "stands in GROUP BY");
  expect_misplaced(select(User::c.id).join<Order>(Order::c.user_id == func::max(User::c.id)),
                   "the condition of a join");
  expect_misplaced(select(select(User::c.id).where(many).subquery()), "stands in WHERE");
  expect_misplaced(select(User::c.id).union_all(select(Order::c.id).where(many)),
                   "stands in WHERE");
}

// One in the WHERE of a subquery may be of the groups around it.
TEST(SqlAggregate, of_the_query_around_stands_in_a_subquery) {
  const auto last = select(Order::c.id).where(Order::c.id == func::max(User::c.id)).exists();
  const auto statement = select(User::c.active).group_by(User::c.active).having(last);
  EXPECT_EQ(refusal_of_postgres(statement.to_sql(postgres())), "");
}

template <class Make>
void expect_no_window(const Make& make, const char* fault) {
  try {
    make();
    ADD_FAILURE() << "not refused: " << fault;
  } catch (const orp::UsageError& error) {
    EXPECT_EQ(error.code(), "ORP-1229");
    EXPECT_NE(error.message().find(fault), std::string::npos) << error.message();
  }
}

TEST(SqlWindow, is_refused_where_it_means_nothing) {
  const auto counted = [](const auto&... parts) { (void)func::count().over(parts...); };
  expect_no_window([&] { counted(orp::rows(orp::current_row, orp::preceding(1))); },
                   "ends before it begins");
  expect_no_window([&] { counted(orp::rows(orp::unbounded_following, orp::unbounded_following)); },
                   "ends before it begins");
  expect_no_window([&] { counted(orp::rows(orp::preceding(-1))); }, "less than zero");
  expect_no_window([&] { counted(orp::rows(orp::preceding(1.5))); }, "a whole number");
  expect_no_window([&] { counted(orp::groups(orp::preceding(1))); },
                   "groups() needs an order_by()");
  expect_no_window([&] { counted(orp::range(orp::preceding(1))); }, "an order_by() of one term");
  expect_no_window([&] { counted(order_by(User::c.name), orp::range(orp::preceding(1))); },
                   "measured otherwise");
  expect_no_window([&] { counted(order_by(User::c.age), orp::range(orp::preceding(1.5))); },
                   "measured otherwise");
  expect_no_window([] { (void)func::count(orp::distinct(User::c.age)).over(); }, "distinct values");
  expect_no_window([] { (void)func::string_agg(User::c.name, "").order_by(User::c.id).over(); },
                   "values in an order");
  expect_no_window([] { (void)func::ntile(0); }, "ntile() makes 0 parts");
  expect_no_window([] { (void)func::nth_value(User::c.id, 0); }, "asks for row 0");
  expect_no_window([] { (void)func::lead(User::c.id, -1); }, "the offset of lead() is -1");
  expect_no_window([] { (void)func::percentile_disc(1.5); }, "a percentile is asked for at 1.5");
}

TEST(SqlWindow, has_a_name_that_functions_share) {
  const auto by_age = orp::window("w").partition_by(User::c.active).order_by(User::c.age);
  expect_sql(select(func::rank().over(by_age), func::count().over(by_age)).order_by(User::c.id),
             R"(SELECT rank() OVER "w", count(*) OVER "w" FROM "users" WINDOW "w" AS )"
             R"((PARTITION BY "users"."active" ORDER BY "users"."age") ORDER BY "users"."id")");
  const auto last = by_age.frame(orp::rows(orp::preceding(2), orp::current_row));
  expect_sql(
      select(func::count().over(last)),
      {R"(SELECT count(*) OVER "w" FROM "users" WINDOW "w" AS (PARTITION BY )"
       R"("users"."active" ORDER BY "users"."age" ROWS BETWEEN ? PRECEDING AND CURRENT ROW))",
       R"(SELECT count(*) OVER "w" FROM "users" WINDOW "w" AS (PARTITION BY )"
       R"("users"."active" ORDER BY "users"."age" ROWS BETWEEN $1::bigint PRECEDING AND )"
       R"(CURRENT ROW))"});
  expect_refused(select(func::rank().over(by_age), func::count().over(last)),
                 orp::backend::sqlite_dialect(), "ORP-1267", "both called w");
  EXPECT_THROW((void)orp::window(""), orp::UsageError);
}

TEST(SqlWindow, of_a_name_may_be_one_of_several) {
  const auto a = orp::window("a").order_by(User::c.age);
  const auto b = orp::window("b").order_by(User::c.name);
  expect_sql(select(func::rank().over(a)).order_by(func::rank().over(b)),
             R"(SELECT rank() OVER "a" FROM "users" WINDOW "a" AS (ORDER BY "users"."age"), )"
             R"("b" AS (ORDER BY "users"."name") ORDER BY rank() OVER "b")");
}

TEST(SqlWindow, takes_functions_by_their_names) {
  expect_sql(select(func::call<std::int64_t>("count", User::c.age)
                        .filter(User::c.active)
                        .over(partition_by(User::c.name))),
             R"(SELECT count("users"."age") FILTER (WHERE "users"."active") OVER )"
             R"((PARTITION BY "users"."name") FROM "users")");
  expect_sql(select(func::call<std::int64_t>("count", orp::distinct(User::c.age))),
             R"(SELECT count(DISTINCT "users"."age") FROM "users")");
}

TEST(SqlWindow, joins_texts_each_once) {
  const auto names = select(func::string_agg(orp::distinct(User::c.name), ", "));
  EXPECT_EQ(names.to_sql(orp::backend::postgres_dialect()),
            R"(SELECT string_agg(DISTINCT "users"."name", $1::text) FROM "users")");
  expect_refused(names, orp::backend::sqlite_dialect(), "ORP-1228", "DISTINCT in string_agg()");
}

}  // namespace
