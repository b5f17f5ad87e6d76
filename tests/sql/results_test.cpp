// SPDX-License-Identifier: MIT
// The same statement has the same result on every database: what is calculated, ordered and
// compared in SQL, where the two keep values differently.
#include <gtest/gtest.h>

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "orpiment/base/error.hpp"
#include "orpiment/base/literals.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/text.hpp"
#include "orpiment/sql/write.hpp"
#include "sql/model.hpp"
#include "sql/results_test.hpp"

namespace {

using namespace shop;
using namespace orp::literals;
using orp::select;
namespace func = orp::func;

class SqlResults : public ResultsTest {
 protected:
  void SetUp() override {
    add_user(1, "Ann", 30);
    add_user(2, "bob", std::nullopt);
    add_user(3, "50%_off", 17);
    add_order(1, 1, "12.50"_dec, Status::shipped);
    add_order(2, 1, "-7.25"_dec, Status::open);
    add_order(3, 3, "0.05"_dec, Status::paid);
    run(orp::insert<Item>().values(
        Item::c.order_id = 1, Item::c.position = 1, Item::c.price = "4.1250"_dec,
        Item::c.mass = "1.5"_dec, Item::c.weight = 2.5, Item::c.discount = Percent{10},
        Item::c.picture = orp::Bytes{1, 2, 3}, Item::c.details = orp::Json::parse("{}")));
  }

  void add_user(std::int64_t id, const char* name, std::optional<int> age) {
    run(orp::insert<User>().values(User::c.id = id, User::c.name = name, User::c.email = name,
                                   User::c.age = age, User::c.created_at = func::now(),
                                   User::c.updated_at = func::now()));
  }
  void add_order(std::int64_t id, std::int64_t user, orp::Decimal total, Status status) {
    run(orp::insert<Order>().values(Order::c.id = id, Order::c.user_id = user,
                                    Order::c.total = total, Order::c.status = status));
  }

  /// The value of an expression in the row of one order.
  template <class T>
  T of_order(std::int64_t id, const orp::Expr<T>& expression) {
    return connection_.execute(select(expression).where(Order::c.id == id)).scalar_one();
  }
  template <class T>
  T of_item(const orp::Expr<T>& expression) {
    return connection_.execute(select(expression).join(Order::c.items)).scalar_one();
  }
  template <class X>
  auto column(const X& expression, const orp::Ordering& order) {
    return connection_.execute(select(expression).order_by(order)).scalars();
  }
  std::vector<std::int64_t> orders(const orp::Predicate& condition) {
    return connection_.execute(select(Order::c.id).where(condition).order_by(Order::c.id))
        .scalars();
  }
  std::vector<std::int64_t> users(const orp::Predicate& condition) {
    return connection_.execute(select(User::c.id).where(condition).order_by(User::c.id)).scalars();
  }
};

using Ids = std::vector<std::int64_t>;

TEST_P(SqlResults, calculate_decimals) {
  EXPECT_EQ(of_order(1, Order::c.total + 1), "13.50"_dec);
  EXPECT_EQ(of_order(1, Order::c.total - "0.005"_dec), "12.495"_dec);
  EXPECT_EQ(of_order(2, Order::c.total * 3), "-21.75"_dec);
  EXPECT_EQ(of_order(2, Order::c.total * "1.175"_dec), "-8.51875"_dec);
  EXPECT_EQ(of_order(1, Order::c.total % 5), "2.50"_dec);
  EXPECT_EQ(of_order(2, -Order::c.total), "7.25"_dec);
  EXPECT_EQ(of_order(2, func::abs(Order::c.total)), "7.25"_dec);
  EXPECT_EQ(of_item(Order::c.total * Item::c.price), "51.5625"_dec);
  EXPECT_EQ(of_item(Order::c.total + Item::c.price), "16.625"_dec);
  EXPECT_EQ(of_item(Order::c.total + Item::c.position), "13.5"_dec);
}

TEST_P(SqlResults, divide_decimals_and_round_alike) {
  EXPECT_EQ(of_order(1, Order::c.total / 3), "4.166667"_dec);
  EXPECT_EQ(of_order(2, Order::c.total / 3), "-2.416667"_dec);
  EXPECT_EQ(of_order(2, Order::c.total / -3), "2.416667"_dec);
  EXPECT_EQ(of_order(3, Order::c.total / 100'000), "0.000001"_dec);  // 0.0000005
  EXPECT_EQ(of_item(Order::c.total / Item::c.price), "3.030303"_dec);
  EXPECT_EQ(of_order(1, Order::c.total % 5 / 3), "0.833333"_dec);
  EXPECT_EQ(of_order(1, Order::c.total * 5 / 3), "20.833333"_dec);
  EXPECT_EQ(of_item(Item::c.price / Order::c.total), "0.33"_dec);
  EXPECT_EQ(of_order(2, func::round(Order::c.total, 1)), "-7.3"_dec);
  EXPECT_EQ(of_order(1, func::round(Order::c.total)), "13"_dec);
  EXPECT_EQ(of_order(1, func::round(Order::c.total, -1)), "10"_dec);
  EXPECT_EQ(of_order(1, func::round(Order::c.total, 5)), "12.5"_dec);
  EXPECT_EQ(of_item(func::round(Item::c.weight)), 3.0);
  EXPECT_EQ(of_item(func::round(Item::c.weight * 1.5, 1)), 3.8);
}

TEST_P(SqlResults, aggregate_decimals) {
  const auto all = connection_
                       .execute(select(func::sum(Order::c.total), func::avg(Order::c.total),
                                       func::min(Order::c.total), func::max(Order::c.total)))
                       .one();
  EXPECT_EQ(std::get<0>(all), "5.30"_dec);
  EXPECT_EQ(std::get<1>(all), "1.766667"_dec);
  EXPECT_EQ(std::get<2>(all), "-7.25"_dec);
  EXPECT_EQ(std::get<3>(all), "12.50"_dec);
  const auto none =
      connection_
          .execute(
              select(func::sum(Order::c.total), func::avg(Order::c.total)).where(Order::c.id > 99))
          .one();
  EXPECT_EQ(std::get<0>(none), std::nullopt);
  EXPECT_EQ(std::get<1>(none), std::nullopt);
}

TEST_P(SqlResults, aggregate_integers) {
  const auto all = connection_
                       .execute(select(func::sum(User::c.id), func::avg(User::c.age), func::count(),
                                       func::count(User::c.age), func::sum(User::c.age)))
                       .one();
  EXPECT_EQ(std::get<0>(all), 6);
  EXPECT_EQ(std::get<1>(all), 23.5);
  EXPECT_EQ(std::get<2>(all), 3);
  EXPECT_EQ(std::get<3>(all), 2);
  EXPECT_EQ(std::get<4>(all), 47);
}

TEST_P(SqlResults, compare_decimals_of_different_scales) {
  EXPECT_EQ(orders(Order::c.total == "12.5"_dec), Ids{1});
  EXPECT_EQ(orders(Order::c.total > "12.499"_dec), Ids{1});
  EXPECT_EQ(orders(Order::c.total < "0.051"_dec), (Ids{2, 3}));
  EXPECT_EQ(orders(Order::c.total > -8), (Ids{1, 2, 3}));
  EXPECT_EQ(orders(Order::c.total.in_({"12.5"_dec, "0.050"_dec, "7.251"_dec})), (Ids{1, 3}));
  EXPECT_EQ(orders(Order::c.total.not_in({"12.5"_dec})), (Ids{2, 3}));
  EXPECT_EQ(orders(Order::c.total.between(0, "12.5"_dec)), (Ids{1, 3}));
  EXPECT_EQ(orders(Order::c.total > Order::c.id), (Ids{1}));
  EXPECT_EQ(of_item(Item::c.price < Order::c.total), true);
}

TEST_P(SqlResults, choose_among_decimals) {
  EXPECT_EQ(of_item(orp::case_().when(Order::c.id == 1, Order::c.total).else_(Item::c.price)),
            "12.5"_dec);
  EXPECT_EQ(of_item(func::coalesce(Item::c.price, Order::c.total)), "4.125"_dec);
}

TEST_P(SqlResults, cast_decimals) {
  EXPECT_EQ(of_order(2, orp::cast<double>(Order::c.total)), -7.25);
  EXPECT_EQ(of_order(1, orp::cast<std::int32_t>(Order::c.total)), 13);
  EXPECT_EQ(of_order(2, orp::cast<orp::Decimal>(Order::c.total, 10, 1)), "-7.3"_dec);
  EXPECT_EQ(of_order(2, orp::cast<orp::Decimal>(Order::c.id, 10, 3)), "2"_dec);
  EXPECT_EQ(of_item(orp::cast<orp::Decimal>(Item::c.weight, 10, 3)), "2.5"_dec);
}

TEST_P(SqlResults, assign_decimals_rounded_to_the_column) {
  run(orp::update<Order>().set(Order::c.total = Order::c.total * "1.1"_dec).all_rows());
  EXPECT_EQ(column(Order::c.total, Order::c.id.asc()),
            (std::vector<orp::Decimal>{"13.75"_dec, "-7.98"_dec, "0.06"_dec}));
  run(orp::update<Order>().set(Order::c.total = Order::c.id).all_rows());
  EXPECT_EQ(column(Order::c.total, Order::c.id.asc()), (std::vector<orp::Decimal>{1, 2, 3}));
  run(orp::insert<Order>().from_select(
      select(Item::c.order_id + 100, Item::c.price, Item::c.order_id), Order::c.id, Order::c.total,
      Order::c.user_id));
  EXPECT_EQ(connection_.execute(select(func::max(Order::c.total))).scalar(), "4.13"_dec);
}

TEST_P(SqlResults, order_enumerations_as_declared) {
  using Statuses = std::vector<Status>;
  EXPECT_EQ(column(Order::c.status, Order::c.status.asc()),
            (Statuses{Status::open, Status::paid, Status::shipped}));
  EXPECT_EQ(orders(Order::c.status < Status::shipped), (Ids{2, 3}));
  EXPECT_EQ(orders(Order::c.status.in_({Status::open, Status::paid})), (Ids{2, 3}));
  EXPECT_EQ(connection_.execute(select(func::max(Order::c.status))).scalar(), Status::shipped);
  EXPECT_EQ(connection_.execute(select(func::min(Order::c.status))).scalar(), Status::open);
  EXPECT_EQ(of_order(1, orp::cast<std::string>(Order::c.status)), "shipped");
}

TEST_P(SqlResults, match_texts) {
  EXPECT_EQ(users(User::c.name.like("A%")), Ids{1});
  EXPECT_EQ(users(User::c.name.like("a%")), Ids{});
  EXPECT_EQ(users(User::c.name.ilike("a%")), Ids{1});
  EXPECT_EQ(users(User::c.name.contains("%_")), Ids{3});
  EXPECT_EQ(users(User::c.name.startswith("50%")), Ids{3});
  EXPECT_EQ(users(User::c.name.istartswith("aN")), Ids{1});
  EXPECT_EQ(users(User::c.name.icontains("%_OFF")), Ids{3});
  EXPECT_EQ(users(User::c.name.iendswith("NN")), Ids{1});
  EXPECT_EQ(users(User::c.name.endswith("_off")), Ids{3});
  EXPECT_EQ(users(User::c.name.endswith("%off")), Ids{});
  EXPECT_EQ(users(User::c.name + "!" == "Ann!"), Ids{1});
  EXPECT_EQ(users(func::lower(User::c.name) == "ann"), Ids{1});
  EXPECT_EQ(users(func::length(User::c.name) == 3), (Ids{1, 2}));
}

TEST_P(SqlResults, treat_null_as_sql_does) {
  EXPECT_EQ(users(User::c.age == std::nullopt), Ids{2});
  EXPECT_EQ(users(User::c.age != 30), Ids{3});
  EXPECT_EQ(users(User::c.age.is_distinct_from(30)), (Ids{2, 3}));
  EXPECT_EQ(users(!(User::c.age < 18)), Ids{1});
  EXPECT_EQ(users(User::c.age.in_(std::vector<int>{})), Ids{});
  EXPECT_EQ(users(User::c.age.not_in(std::vector<int>{})), (Ids{1, 2, 3}));
  EXPECT_EQ(users(User::c.age.not_in({30})), Ids{3});
  const auto by_age = select(User::c.id).order_by(User::c.age.asc().nulls_last());
  EXPECT_EQ(connection_.execute(by_age).scalars(), (Ids{3, 1, 2}));
  using Flags = std::vector<std::optional<bool>>;
  EXPECT_EQ(column(User::c.age > 18, User::c.id.asc()), (Flags{true, std::nullopt, false}));
}

TEST_P(SqlResults, go_along_relationships) {
  EXPECT_EQ(users(User::c.orders.any()), (Ids{1, 3}));
  EXPECT_EQ(users(!User::c.orders.any(Order::c.total > 1)), (Ids{2, 3}));
  EXPECT_EQ(orders(Order::c.user.has(User::c.age > 18)), (Ids{1, 2}));
  const auto counts = select(User::c.name, func::count(Order::c.id))
                          .outerjoin(User::c.orders)
                          .group_by(User::c.name)
                          .order_by(func::count(Order::c.id).desc(), User::c.name);
  const auto rows = connection_.execute(counts);
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(rows[0], (std::tuple<std::string, std::int64_t>("Ann", 2)));
  EXPECT_EQ(rows[2], (std::tuple<std::string, std::int64_t>("bob", 0)));
}

TEST_P(SqlResults, tell_a_subquery_s_own_table_from_the_one_around_it) {
  const auto average = select(func::avg(Item::c.weight)).scalar_subquery();
  EXPECT_EQ(of_item(Item::c.weight - average), 0.0);
  const auto oldest = select(func::max(User::c.age)).scalar_subquery();
  EXPECT_EQ(users(User::c.age == oldest), Ids{1});
  EXPECT_EQ(users(select(User::c.id).where(User::c.age > 99).exists()), Ids{});

  run(orp::text("INSERT INTO employees VALUES (1, 'boss', NULL), (2, 'report', 1)").statement());
  const auto bosses = select(func::count()).where(Employee::c.name == "boss");
  const auto with_report = [&](const auto& count) {
    return connection_
        .execute(select(Employee::c.id)
                     .where(Employee::c.reports.any(count.scalar_subquery() == std::int64_t{1})))
        .scalars();
  };
  EXPECT_EQ(with_report(bosses), Ids{1});
  EXPECT_EQ(with_report(bosses.select_from<Employee>()), Ids{1});
}

TEST_P(SqlResults, connect_tables_in_a_subquery) {
  const auto connected = [&](const auto& query) {
    return connection_
        .execute(select(User::c.id, Order::c.id).where(query.exists()).order_by(Order::c.id))
        .all();
  };
  using Pairs = std::vector<std::tuple<std::int64_t, std::int64_t>>;
  EXPECT_EQ(connected(select(Item::c.order_id)
                          .group_by(Item::c.order_id)
                          .having(Order::c.user_id == User::c.id)),
            (Pairs{{1, 1}, {1, 2}, {3, 3}}));
  EXPECT_EQ(connected(select(Item::c.order_id)
                          .join<Employee>(Order::c.user_id == User::c.id && Order::c.id > 1)),
            (Pairs{}));  // there are no employees
}

// A value in a query that stands twice in a statement is one parameter; what follows has its own.
TEST_P(SqlResults, bind_the_values_of_a_query_that_stands_twice) {
  const auto with_order = select(Order::c.user_id).where(Order::c.total > "0.01"_dec);
  EXPECT_EQ(users(User::c.id.in_(with_order) && User::c.id.in_(with_order) && User::c.age == 17),
            Ids{3});
}

TEST_P(SqlResults, group_by_an_expression_with_a_parameter) {
  const auto decade = (func::coalesce(User::c.age, 0) / 10).label("decade");
  const auto rows =
      connection_.execute(select(decade, func::count()).group_by(decade).order_by(decade));
  ASSERT_EQ(rows.size(), 3U);
  EXPECT_EQ(std::get<0>(rows[2]), 3);
}

TEST_P(SqlResults, take_other_values) {
  EXPECT_EQ(connection_
                .execute(select(orp::literal(1), orp::literal("x"), orp::literal(2.5),
                                orp::literal(true), orp::literal("1.50"_dec)))
                .one(),
            (std::tuple<std::int32_t, std::string, double, bool, orp::Decimal>(1, "x", 2.5, true,
                                                                               "1.5"_dec)));
  EXPECT_EQ(of_item(Item::c.discount == Percent{10}), true);
  EXPECT_EQ(of_item(func::length(Item::c.picture)), 3);
  EXPECT_EQ(of_item(Item::c.mass == "1.50"_dec), true);
  EXPECT_EQ(of_item(Item::c.position + 1L), 2);
  EXPECT_EQ(users(User::c.created_at <= func::now()), (Ids{1, 2, 3}));
  EXPECT_EQ(users(User::c.age.in_({5'000'000'000, 30L})), Ids{1});
  EXPECT_EQ(users(User::c.age < 5'000'000'000), (Ids{1, 3}));
}

TEST_P(SqlResults, write_rows_without_objects) {
  const auto affected = [&](const orp::Executable& statement) {
    return connection_.execute(statement).affected_rows();
  };
  const auto labels = [&] {
    return connection_.execute(select(Tag::c.label).order_by(Tag::c.id)).scalars();
  };
  using Texts = std::vector<std::string>;
  const auto two = orp::insert<Tag>()
                       .values(Tag::c.id = 1, Tag::c.label = "a")
                       .values(Tag::c.id = 2, Tag::c.label = "b");
  EXPECT_EQ(affected(two), 2);
  EXPECT_EQ(affected(orp::insert<Tag>().from_select(select(User::c.id + 10, User::c.name),
                                                    Tag::c.id, Tag::c.label)),
            3);
  EXPECT_EQ(
      affected(orp::update<Tag>().set(Tag::c.label = User::c.name).where(Tag::c.id == User::c.id)),
      2);
  EXPECT_EQ(labels(), (Texts{"Ann", "bob", "Ann", "bob", "50%_off"}));
  EXPECT_EQ(affected(orp::delete_<Tag>().where(Tag::c.id.in_(select(User::c.id)))), 2);
  EXPECT_EQ(affected(orp::update<Tag>().where(Tag::c.id > 11).set(Tag::c.label = "x")), 2);
  EXPECT_EQ(labels(), (Texts{"Ann", "x", "x"}));
}

TEST_P(SqlResults, return_what_was_written) {
  const auto inserted = connection_.execute(
      orp::insert<Tag>().values(Tag::c.id = 1, Tag::c.label = "a").returning(Tag::c.label));
  EXPECT_EQ(inserted.scalar_one(), "a");
  const auto updated = connection_.execute(orp::update<Tag>()
                                               .set(Tag::c.label = Tag::c.label + "b")
                                               .all_rows()
                                               .returning(Tag::c.id, Tag::c.label));
  EXPECT_EQ(updated.one(), (std::tuple<std::int64_t, std::string>(1, "ab")));
  const auto deleted = connection_.execute(orp::delete_<Tag>().all_rows().returning(Tag::c.id));
  EXPECT_EQ(deleted.scalar_one(), 1);
}

TEST_P(SqlResults, take_a_backslash_in_a_pattern_as_it_is) {
  add_user(7, "a\\b", 1);
  add_user(8, "a%b", 1);
  const auto ids_of = [&](const orp::Predicate& condition) {
    return connection_.execute(select(User::c.id).where(condition).order_by(User::c.id)).scalars();
  };
  const std::vector<std::int64_t> backslash{7};
  const std::vector<std::int64_t> percent{8};
  EXPECT_EQ(ids_of(User::c.name.like("a\\%")), backslash);
  EXPECT_EQ(ids_of(User::c.name.like("%\\")), std::vector<std::int64_t>{});
  EXPECT_EQ(ids_of(User::c.name.ilike("A\\B")), backslash);
  EXPECT_EQ(ids_of(!User::c.name.not_like("a\\_")), backslash);
  EXPECT_EQ(ids_of(User::c.name.like("a\\%b", '\\')), percent);
  EXPECT_EQ(ids_of(User::c.name.ilike("A!%B", '!')), percent);
  EXPECT_EQ(ids_of(!User::c.name.not_ilike("A%%B", '%')), percent);
  EXPECT_EQ(ids_of(User::c.name.contains("\\")), backslash);
}

TEST_P(SqlResults, refuse_a_sum_out_of_range) {
  const auto large = orp::literal(std::numeric_limits<std::int64_t>::max());
  const auto statement = select(func::sum(User::c.id * 0 + large));
  try {
    (void)connection_.execute(statement).all();
    ADD_FAILURE();
  } catch (const orp::DataError& error) {
    EXPECT_EQ(error.code(), "ORP-2208");
  }
}

TEST_P(SqlResults, are_unique_by_some_columns) {
  const auto rows = connection_.execute(
      select(Order::c.id, Order::c.user_id, Order::c.total > 1).order_by(Order::c.id));
  EXPECT_EQ(rows.unique().size(), 3U);
  EXPECT_EQ(rows.unique<1>().scalars<0>(), (std::vector<std::int64_t>{1, 3}));
  EXPECT_EQ((rows.unique<2, 1>().scalars<0>()), (std::vector<std::int64_t>{1, 2, 3}));
}

TEST_P(SqlResults, take_texts_with_values) {
  const auto query = orp::text("SELECT id, age FROM users WHERE id > :id ORDER BY id")
                         .bind("id", 1)
                         .columns<std::int64_t, std::optional<std::int32_t>>();
  const auto rows = connection_.execute(query);
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(std::get<1>(rows[0]), std::nullopt);
  EXPECT_EQ(std::get<1>(rows[1]), 17);
}

ORPIMENT_RESULTS_ON_EACH_DATABASE(SqlResults);

}  // namespace
