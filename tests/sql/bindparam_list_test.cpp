// SPDX-License-Identifier: MIT
#include "orpiment/sql/bindparam_list.hpp"

#include <array>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "orpiment/base/literals.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/write.hpp"
#include "sql/expect_sql.hpp"
#include "sql/model.hpp"
#include "sql/results_test.hpp"
#include "support/expect_error.hpp"

namespace {

using namespace shop;
using namespace orp::literals;
using orp::bindparam_list;
using orp::compile;
using orp::select;
using orp::tuple;

TEST(ListParameters, are_one_place_whatever_their_length) {
  const auto ids = bindparam_list<std::int64_t>("ids");
  const auto query = compile(select(User::c.name).where(User::c.id.in_(ids)));
  const Spelling spelling{
      R"(SELECT "users"."name" FROM "users" WHERE "users"."id" IN (SELECT value FROM orpiment_keys(?1)))",
      R"(SELECT "users"."name" FROM "users" WHERE "users"."id" = ANY ($1))"};
  expect_sql(select(User::c.name).where(User::c.id.in_(ids)), spelling);
  expect_sql(query.bind(ids = {1, 2, 3}), spelling);
  expect_sql(query.bind(ids = std::vector<int>()), spelling);
}

TEST(ListParameters, of_rows_are_a_place_an_element) {
  const auto keys = bindparam_list<std::tuple<std::int64_t, std::int16_t>>("keys");
  expect_sql(
      select(Item::c.weight).where(tuple(Item::c.order_id, Item::c.position).not_in(keys)),
      {R"(SELECT "items"."weight" FROM "items" WHERE ("items"."order_id", "items"."position") NOT IN )"
       R"((SELECT k0.value, k1.value FROM orpiment_keys(?1) AS k0 JOIN orpiment_keys(?2) AS k1 ON k1.position = k0.position))",
       R"(SELECT "items"."weight" FROM "items" WHERE ("items"."order_id", "items"."position") NOT IN )"
       R"((SELECT * FROM unnest($1::bigint[], $2::smallint[])))"});
}

TEST(ListParameters, of_one_name_are_of_one_type) {
  const auto expect_other = [](const auto& condition) {
    const auto error = orp::tests::error_of<orp::UsageError>(
        [&] { (void)compile(select(User::c.id).where(condition)); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-1377");
  };
  const auto ids = bindparam_list<std::int64_t>("it");
  expect_other(User::c.id.in_(ids) && User::c.name.in_(bindparam_list<std::string>("it")));
  expect_other(User::c.id.in_(ids) && User::c.id == orp::bindparam<std::int64_t>("it"));
}

TEST(ListParameters, need_values_and_have_names) {
  const auto ids = bindparam_list<std::int64_t>("ids");
  const auto keys = bindparam_list<std::tuple<std::int64_t, std::int64_t>>("keys");
  const auto query = compile(
      select(User::c.id).where(User::c.id.in_(ids), tuple(User::c.id, User::c.id).in_(keys)));
  const auto others = bindparam_list<std::int64_t>("others");
  const auto error = orp::tests::error_of<orp::UsageError>([&] { (void)query.bind(others = {1}); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-1376");
  EXPECT_EQ(error->hint(), "its parameters are ids, keys");
}

using Ids = std::vector<std::int64_t>;

class CompiledLists : public ResultsTest {
 protected:
  void SetUp() override {
    const std::array<Status, 3> states{Status::open, Status::paid, Status::shipped};
    for (std::int64_t id = 1; id <= 3; ++id) {
      run(orp::insert<User>().values(
          User::c.id = id, User::c.name = "u" + std::to_string(id), User::c.email = "e",
          User::c.age = id == 3 ? std::nullopt : std::optional<int>(static_cast<int>(id) * 10),
          User::c.created_at = orp::func::now(), User::c.updated_at = orp::func::now()));
      run(orp::insert<Order>().values(Order::c.id = id, Order::c.user_id = id,
                                      Order::c.total = orp::Decimal(id),
                                      Order::c.status = states[static_cast<std::size_t>(id) - 1]));
      run(orp::insert<Item>().values(
          Item::c.order_id = id, Item::c.position = 1, Item::c.price = "1.5"_dec, Item::c.mass = 1,
          Item::c.weight = 0.5 * static_cast<double>(id), Item::c.discount = percent(id),
          Item::c.token = token(id), Item::c.picture = orp::Bytes(),
          Item::c.details = orp::Json::parse("{}")));
    }
  }
  static Percent percent(std::int64_t id) { return {static_cast<std::int16_t>(id)}; }
  static orp::Uuid token(std::int64_t id) {
    return orp::Uuid::parse("00000000-0000-7000-8000-00000000000" + std::to_string(id));
  }
  template <class Query>
  Ids ids(const Query& query) {
    return connection_.execute(query).scalars();
  }
  /// Compiled, by the ids of orders in their order.
  template <class Condition>
  auto orders(const Condition& condition) {
    return compile(select(Order::c.id).where(condition).order_by(Order::c.id));
  }
  template <class Condition>
  auto items(const Condition& condition) {
    return compile(select(Item::c.order_id).where(condition).order_by(Item::c.order_id));
  }
};

TEST_P(CompiledLists, have_any_length) {
  const auto wanted = bindparam_list<std::int64_t>("wanted");
  const auto in = orders(Order::c.id.in_(wanted));
  const auto not_in = orders(Order::c.id.not_in(wanted));
  EXPECT_EQ(ids(in.bind(wanted = {3, 1})), (Ids{1, 3}));
  EXPECT_EQ(ids(in.bind(wanted = Ids())), Ids());
  EXPECT_EQ(ids(not_in.bind(wanted = Ids())), (Ids{1, 2, 3}));
  EXPECT_EQ(ids(not_in.bind(wanted = std::array<short, 1>{2})), (Ids{1, 3}));
  for (const std::int64_t many : {32'000, 100'000}) {
    Ids all(static_cast<std::size_t>(many));
    std::iota(all.begin(), all.end(), 3);
    EXPECT_EQ(ids(in.bind(wanted = all)), (Ids{3}));
    EXPECT_EQ(ids(not_in.bind(wanted = all)), (Ids{1, 2}));
  }
}

TEST_P(CompiledLists, are_as_columns_keep_their_values) {
  const auto states = bindparam_list<Status>("states");
  EXPECT_EQ(ids(orders(Order::c.status.in_(states)).bind(states = {Status::open, Status::shipped})),
            (Ids{1, 3}));
  const auto totals = bindparam_list("totals", Order::c.total);
  const auto by_total = orders(Order::c.total.in_(totals));
  EXPECT_EQ(ids(by_total.bind(totals = {"1.0"_dec, "3"_dec})), (Ids{1, 3}));
  EXPECT_EQ(ids(by_total.bind(totals = {2, 7})), (Ids{2}));
  EXPECT_EQ(ids(orders(Order::c.total * 2 == 4 && Order::c.total.in_(totals)).bind(totals = {2})),
            (Ids{2}));
  const auto tokens = bindparam_list<orp::Uuid>("tokens");
  EXPECT_EQ(ids(items(Item::c.token.in_(tokens)).bind(tokens = {token(2), token(9)})), (Ids{2}));
  const auto percents = bindparam_list("percents", Item::c.discount);
  EXPECT_EQ(ids(items(Item::c.discount.in_(percents)).bind(percents = {percent(3)})), (Ids{3}));
  const auto weights = bindparam_list<double>("weights");
  EXPECT_EQ(ids(items(Item::c.weight.in_(weights)).bind(weights = {1, 5})), (Ids{2}));
  const auto names = bindparam_list<std::string>("names");
  const auto by_name = compile(select(User::c.id).where(User::c.name.in_(names)));
  EXPECT_EQ(ids(by_name.bind(names = {"u2", "x"})), (Ids{2}));
  EXPECT_EQ(ids(by_name.bind(names = std::vector<const char*>{"u3"})), (Ids{3}));
}

TEST_P(CompiledLists, leave_null_unknown) {
  const auto ages = bindparam_list<int>("ages");
  const auto others = compile(select(User::c.id).where(User::c.age.not_in(ages)));
  EXPECT_EQ(ids(others.bind(ages = {10})), (Ids{2}));
  EXPECT_EQ(ids(others.bind(ages = std::vector<int>())), (Ids{1, 2, 3}));
}

TEST_P(CompiledLists, have_rows) {
  const auto keys = bindparam_list("keys", Order::c.total, Order::c.status);
  const auto some = orders(tuple(Order::c.total, Order::c.status).in_(keys));
  EXPECT_EQ(ids(some.bind(keys = {{"1"_dec, Status::open}, {"2"_dec, Status::open}})), (Ids{1}));
  const std::vector<std::tuple<int, Status>> rows{{3, Status::shipped}, {2, Status::paid}};
  EXPECT_EQ(ids(some.bind(keys = rows)), (Ids{2, 3}));
  const auto positions = bindparam_list<std::tuple<std::int64_t, std::int16_t>>("positions");
  const auto rest = items(tuple(Item::c.order_id, Item::c.position).not_in(positions));
  EXPECT_EQ(ids(rest.bind(positions = {{1, 1}, {2, 2}})), (Ids{2, 3}));
  EXPECT_EQ(ids(rest.bind(positions = std::vector<std::tuple<int, int>>())), (Ids{1, 2, 3}));
}

TEST_P(CompiledLists, stand_beside_other_parameters_and_in_writes) {
  const auto wanted = bindparam_list<std::int64_t>("wanted");
  const auto least = orp::bindparam<int>("least");
  const auto owners = select(User::c.id).where(User::c.id.in_(wanted), User::c.age >= least);
  const auto query =
      orders(Order::c.user_id.in_(owners) || (Order::c.id.in_(wanted) && Order::c.id == 3));
  EXPECT_EQ(ids(query.bind(wanted = {1, 2, 3}, least = 15)), (Ids{2, 3}));
  EXPECT_EQ(ids(query.bind(wanted = {1}, least = 5)), (Ids{1}));
  const auto away = compile(orp::delete_<Item>().where(Item::c.order_id.in_(wanted)));
  run(away.bind(wanted = {1, 3}));
  EXPECT_EQ(ids(select(Item::c.order_id)), (Ids{2}));
}

TEST_P(CompiledLists, refuse_what_does_not_fit) {
  const auto positions = bindparam_list("positions", Item::c.position);
  EXPECT_ERROR(orp::DataError, "ORP-2208", positions = std::vector{100'000}, "100000");
}

ORPIMENT_RESULTS_ON_EACH_DATABASE(CompiledLists);

}  // namespace
