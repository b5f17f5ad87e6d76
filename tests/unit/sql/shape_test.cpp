// SPDX-License-Identifier: MIT
#include "sql/shape.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

#include "orpiment/base/literals.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/text.hpp"
#include "orpiment/sql/write.hpp"
#include "sql/model.hpp"

namespace {

using namespace shop;
using namespace orp::literals;
using orp::select;
using orp::sql::Shape;

bool have_same_shape(const orp::Executable& a, const orp::Executable& b) {
  const Shape left(*orp::StatementAccess::node(a));
  const Shape right(*orp::StatementAccess::node(b));
  const auto words = left.words();
  const auto others = right.words();
  const bool equal = std::equal(words.begin(), words.end(), others.begin(), others.end());
  EXPECT_EQ(equal, left.hash() == right.hash());
  return equal;
}

auto users(const orp::Predicate& condition) { return select<User>().where(condition); }
auto orders(const orp::Predicate& condition) { return select<Order>().where(condition); }

// shape.hpp, rule 1.
TEST(Shape, does_not_know_values) {
  EXPECT_TRUE(have_same_shape(users(User::c.id == 1), users(User::c.id == 2)));
  EXPECT_TRUE(have_same_shape(users(User::c.name == "a"), users(User::c.name == "bcd")));
  EXPECT_TRUE(have_same_shape(users(User::c.id.in_({1})), users(User::c.id.in_({2, 3, 4}))));
  EXPECT_TRUE(have_same_shape(users(User::c.name.contains("a")), users(User::c.name.like("b"))) ==
              false);
  EXPECT_TRUE(have_same_shape(select<User>().limit(1), select<User>().limit(2)));
  EXPECT_TRUE(have_same_shape(users(orp::text("id = :a").bind("a", 1)),
                              users(orp::text("id = :a").bind("a", 2))));
}

// shape.hpp, rule 1.
TEST(Shape, knows_everything_else) {
  const auto base = users(User::c.id == 1);
  const std::vector<orp::Select<User>> others{
      users(User::c.id != 1),
      users(User::c.age == 1),
      users(User::c.id == User::c.id),
      users(User::c.id == 1 && User::c.id == 1),
      users(!User::c.active),
      users(User::c.id == 1).limit(1),
      users(User::c.id == 1).offset(1),
      users(User::c.id == 1).distinct(),
      users(User::c.id == 1).order_by(User::c.id),
      users(User::c.id == 1).order_by(User::c.id.desc()),
      users(User::c.id == 1).order_by(User::c.id.desc().nulls_first()),
      users(User::c.id == 1).with_for_update(),
      users(User::c.id == 1).with_for_update({.wait = orp::LockWait::nowait}),
      users(User::c.id == 1).join(User::c.orders),
      users(User::c.id == 1).outerjoin(User::c.orders),
      users(User::c.id == 1).group_by(User::c.id),
      users(User::c.id == 1).having(User::c.id == 1),
      users(User::c.age == std::nullopt),
      users(User::c.age != std::nullopt),
      users(User::c.id.in_({1})),
      users(User::c.id.not_in({1})),
      users(User::c.name.like("x")),
      users(User::c.name.ilike("x")),
      users(User::c.name.contains("x")),
      users(User::c.orders.any()),
      users(!User::c.orders.any()),
      users(orp::text("id = 1")),
      users(orp::text("id = 2")),
      users(User::c.id == orp::func::call<int>("f")),
      users(User::c.id == orp::func::call<int>("g")),
      users(User::c.id == orp::cast<int>(User::c.age)),
      users(User::c.id == orp::cast<std::int64_t>(User::c.age)),
  };
  for (std::size_t i = 0; i < others.size(); ++i) {
    EXPECT_FALSE(have_same_shape(base, others[i])) << i;
    for (std::size_t j = 0; j < i; ++j)
      EXPECT_FALSE(have_same_shape(others[i], others[j])) << i << ", " << j;
  }
}

// shape.hpp, rule 1.
TEST(Shape, knows_which_rows_a_function_sees) {
  const auto total = orp::func::sum(User::c.id);
  const auto by_id = orp::order_by(User::c.id);
  const auto over = [&](const auto&... parts) { return select(total.over(parts...)); };
  const std::vector<orp::Select<std::optional<std::int64_t>>> all{
      select(total),
      select(total.filter(User::c.active)),
      select(total.order_by(User::c.id)),
      select(total.order_by(User::c.id.desc())),
      select(total.filter(User::c.active).over()),
      over(),
      over(by_id),
      over(orp::partition_by(User::c.id)),
      over(orp::order_by(User::c.id.desc())),
      over(by_id, orp::rows(orp::unbounded_preceding)),
      over(by_id, orp::range(orp::unbounded_preceding)),
      over(by_id, orp::groups(orp::unbounded_preceding)),
      over(by_id, orp::rows(orp::current_row)),
      over(by_id, orp::rows(orp::current_row, orp::unbounded_following)),
      over(by_id, orp::rows(orp::preceding(1))),
      over(by_id, orp::rows(orp::preceding(1), orp::following(1))),
      over(by_id, orp::rows(orp::current_row, orp::following(1))),
      over(by_id, orp::rows(orp::current_row).exclude(orp::Exclude::ties)),
      over(by_id, orp::rows(orp::current_row).exclude(orp::Exclude::group)),
  };
  for (std::size_t i = 0; i < all.size(); ++i)
    for (std::size_t j = 0; j < i; ++j)
      EXPECT_FALSE(have_same_shape(all[i], all[j])) << i << ", " << j;
  EXPECT_TRUE(have_same_shape(over(by_id, orp::rows(orp::preceding(1))),
                              over(by_id, orp::rows(orp::preceding(2)))));
}

TEST(Shape, knows_the_types_of_parameters_where_they_count) {
  EXPECT_TRUE(have_same_shape(orders(Order::c.total == 1), orders(Order::c.total == "2.5"_dec)));
  EXPECT_FALSE(have_same_shape(orders(Order::c.total == 1), orders(Order::c.total == "2.125"_dec)));
  EXPECT_FALSE(have_same_shape(users(User::c.age == 1), users(User::c.age == 5'000'000'000)));
  EXPECT_FALSE(have_same_shape(select(orp::literal(1)), select(orp::literal("1"))));
}

TEST(Shape, knows_the_types_of_results) {
  EXPECT_FALSE(have_same_shape(select(User::c.id), select(User::c.id.or_null())));
  EXPECT_FALSE(have_same_shape(select<Order>(), select<Order*>()));
}

TEST(Shape, knows_which_aliases_are_the_same) {
  const auto a = orp::aliased<Employee>();
  const auto b = orp::aliased<Employee>();
  const auto twice = [](const orp::Aliased<Employee>& x, const orp::Aliased<Employee>& y) {
    return select(x[Employee::c.id], y[Employee::c.id]);
  };
  EXPECT_FALSE(have_same_shape(twice(a, a), twice(a, b)));
  EXPECT_TRUE(have_same_shape(twice(a, b), twice(b, a)));
  EXPECT_FALSE(have_same_shape(select(a[Employee::c.id]), select(Employee::c.id)));
}

// shape.hpp, rule 2.
TEST(Shape, knows_which_parameters_are_the_same) {
  const auto one = User::c.age + 1;
  const auto other = User::c.age + 1;
  EXPECT_FALSE(have_same_shape(select(one).group_by(one), select(one).group_by(other)));
  EXPECT_EQ(Shape(*orp::StatementAccess::node(select(one).group_by(one))).parameters().size(), 1U);
  EXPECT_EQ(Shape(*orp::StatementAccess::node(select(one).group_by(other))).parameters().size(),
            2U);
}

// shape.hpp, rule 2.
TEST(Shape, knows_the_parameters_of_a_query_that_stands_twice) {
  const auto buyers = select(Order::c.user_id).where(Order::c.total > 5);
  const auto twice = users(User::c.id.in_(buyers) && User::c.id.not_in(buyers) && User::c.age == 7);
  EXPECT_EQ(Shape(*orp::StatementAccess::node(twice)).parameters().size(), 2U);
}

// More than are looked through one by one.
TEST(Shape, knows_which_of_many_parameters_are_the_same) {
  constexpr int terms = 3000;
  auto sum = User::c.age + 0;
  for (int i = 1; i < 20; ++i) sum = sum + i;
  orp::Predicate any = User::c.id == 0;
  for (int i = 1; i < terms; ++i) any = any || User::c.id == i;
  EXPECT_EQ(Shape(*orp::StatementAccess::node(users(any))).parameters().size(), std::size_t{terms});
  EXPECT_EQ(Shape(*orp::StatementAccess::node(users(!any && any))).parameters().size(),
            std::size_t{terms});
  EXPECT_EQ(Shape(*orp::StatementAccess::node(users(!any && any && sum > 1 && sum < 9)))
                .parameters()
                .size(),
            std::size_t{terms + 22});
  EXPECT_TRUE(have_same_shape(select(sum).group_by(sum), select(sum).group_by(sum)));
}

// shape.hpp, rule 3.
TEST(Shape, leaves_load_options_out) {
  EXPECT_TRUE(
      have_same_shape(select<User>(), select<User>().options(orp::selectinload(User::c.orders))));
}

TEST(Shape, tells_writes_apart) {
  const auto row = orp::insert<Tag>().values(Tag::c.id = 1, Tag::c.label = "a");
  EXPECT_TRUE(have_same_shape(row, orp::insert<Tag>().values(Tag::c.label = "b", Tag::c.id = 2)));
  EXPECT_FALSE(have_same_shape(row, row.values(Tag::c.id = 2, Tag::c.label = "b")));
  EXPECT_FALSE(have_same_shape(row, row.returning(Tag::c.id)));
  EXPECT_FALSE(
      have_same_shape(row, orp::update<Tag>().set(Tag::c.id = 1, Tag::c.label = "a").all_rows()));
  EXPECT_FALSE(have_same_shape(orp::delete_<Tag>().all_rows(), orp::delete_<User>().all_rows()));
}

}  // namespace
