// SPDX-License-Identifier: MIT
#include "orpiment/sql/bindparam.hpp"

#include <cstdint>
#include <optional>
#include <string>
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
using orp::bindparam;
using orp::select;
namespace func = orp::func;

TEST(Parameters, are_places_in_the_sql) {
  const auto least = bindparam<int>("least");
  expect_sql(select(User::c.id).where(User::c.age >= least),
             R"(SELECT "users"."id" FROM "users" WHERE "users"."age" >= $1)");
}

TEST(Parameters, of_one_name_are_of_one_type) {
  const auto error = orp::tests::error_of<orp::UsageError>([] {
    (void)orp::compile(select(User::c.id)
                           .where(User::c.age == bindparam<int>("it"),
                                  User::c.name == bindparam<std::string>("it")));
  });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-1377");
  EXPECT_EQ(error->message(), "the statement has two parameters it of different types");
}

TEST(Parameters, are_given_one_value_each_and_are_the_statement_s) {
  const auto least = bindparam<int>("least");
  const auto most = bindparam<int>("most");
  const auto query = orp::compile(select(User::c.id).where(User::c.age >= least));
  const auto expect_message = [&](auto bind, const char* message, const char* hint) {
    const auto error = orp::tests::error_of<orp::UsageError>(bind);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-1376");
    EXPECT_EQ(error->message(), message);
    EXPECT_EQ(error->hint(), hint);
  };
  expect_message([&] { (void)query.bind(least = 1, least = 2); },
                 "bind() is given two values for the parameter least", "give it one");
  expect_message([&] { (void)query.bind(least = 1, most = 2); },
                 "bind() is given a value for most, which is no parameter of the statement",
                 "its parameters are least");
  expect_message([&] { (void)query.bind(bindparam<int>("lest") = 1); },
                 "bind() is given a value for lest, which is no parameter of the statement. Did "
                 "you mean \"least\"?",
                 "its parameters are least");
  expect_message([&] { (void)orp::compile(select(User::c.id)).bind(most = 2); },
                 "bind() is given a value for most, which is no parameter of the statement",
                 "it has no parameters");
}

class CompiledResults : public ResultsTest {
 protected:
  void SetUp() override {
    for (const int age : {10, 20, 30}) add(age);
    add(std::nullopt);
  }
  void add(std::optional<int> age) {
    ++last_;
    run(orp::insert<User>().values(
        User::c.id = last_, User::c.name = "u" + std::to_string(last_), User::c.email = "e",
        User::c.age = age, User::c.created_at = func::now(), User::c.updated_at = func::now()));
    run(orp::insert<Order>().values(Order::c.id = last_, Order::c.user_id = last_,
                                    Order::c.total = orp::Decimal(last_),
                                    Order::c.status = Status::open));
  }
  template <class Query>
  auto ids(const Query& query) {
    return connection_.execute(query).scalars();
  }

  std::int64_t last_ = 0;
};

using Ids = std::vector<std::int64_t>;

TEST_P(CompiledResults, depend_on_the_values_of_each_run) {
  const auto least = bindparam<int>("least");
  const auto most = bindparam<int>("most");
  const auto between = orp::compile(
      select(User::c.id).where(User::c.age >= least, User::c.age <= most).order_by(User::c.id));
  EXPECT_EQ(ids(between.bind(least = 10, most = 20)), (Ids{1, 2}));
  EXPECT_EQ(ids(between.bind(most = 30, least = 30)), (Ids{3}));
  const auto from_twenty = between.bind(least = 20);
  EXPECT_EQ(ids(orp::compile(from_twenty).bind(most = 99)), (Ids{2, 3}));
}

TEST_P(CompiledResults, are_found_by_parameters_within_subqueries) {
  const auto name = bindparam<std::string>("name");
  const auto least = bindparam("least", Order::c.total);
  const auto users = select(User::c.id).where(User::c.name == name).cte("named");
  const auto query = orp::compile(select(Order::c.id)
                                      .join(users, users[User::c.id] == Order::c.user_id)
                                      .where(Order::c.total >= least));
  EXPECT_EQ(ids(query.bind(name = "u4", least = "4.00"_dec)), (Ids{4}));
  EXPECT_EQ(ids(query.bind(name = "u4", least = "4.01"_dec)), Ids{});
  EXPECT_EQ(ids(query.bind(name = "nobody", least = 0)), Ids{});
}

TEST_P(CompiledResults, may_be_asked_for_with_null) {
  const auto age = bindparam<std::optional<int>>("age");
  const auto same = orp::compile(
      select(User::c.id).where(User::c.age.is_not_distinct_from(age)).order_by(User::c.id));
  EXPECT_EQ(ids(same.bind(age = std::nullopt)), (Ids{4}));
  EXPECT_EQ(ids(same.bind(age = 20)), (Ids{2}));
}

TEST_P(CompiledResults, are_those_of_writes_too) {
  const auto id = bindparam<std::int64_t>("id");
  const auto name = bindparam<std::string>("name");
  const auto rename =
      orp::compile(orp::update<User>().set(User::c.name = name).where(User::c.id == id));
  run(rename.bind(id = 1, name = "Ann"));
  run(rename.bind(id = 2, name = "Bob"));
  EXPECT_EQ(connection_.execute(select(User::c.name).where(User::c.id <= 2).order_by(User::c.id))
                .scalars(),
            (std::vector<std::string>{"Ann", "Bob"}));
}

TEST_P(CompiledResults, need_a_value_for_each_parameter) {
  const auto least = bindparam<int>("least");
  const auto query = orp::compile(select(User::c.id).where(User::c.age >= least));
  const auto error = orp::tests::error_of<orp::UsageError>([&] { (void)ids(query.bind()); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-1376");
  EXPECT_EQ(error->message(), "parameter least has no value");
  const auto twice = query.bind(least = 1).union_(query.bind(least = 2));
  const auto second = orp::tests::error_of<orp::UsageError>([&] { (void)ids(twice); });
  ASSERT_TRUE(second);
  EXPECT_EQ(second->message(), "parameter least is given two values in one statement");
}

ORPIMENT_RESULTS_ON_EACH_DATABASE(CompiledResults);

}  // namespace
