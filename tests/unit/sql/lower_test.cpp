// SPDX-License-Identifier: MIT
#include "sql/lower.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "backend/sqlite/dialect.hpp"
#include "orpiment/base/literals.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/write.hpp"
#include "sql/children.hpp"
#include "sql/model.hpp"
#include "sql/shape.hpp"
#include "sql/statement.hpp"

namespace {

using namespace shop;
using namespace orp::literals;
using namespace orp::sql;
using orp::select;

/// For a database whose decimals are scaled integers and whose enumerations are texts.
NodeRef lowered(const orp::Executable& statement) {
  return lower(orp::StatementAccess::node(statement), orp::backend::sqlite_dialect());
}
bool stays(const orp::Executable& statement) {
  return lowered(statement) == orp::StatementAccess::node(statement);
}

bool stands_in(const Node& wanted, const Node& tree) {
  bool found = &wanted == &tree;
  for_each_child(tree, [&](const NodeRef& child) { found |= stands_in(wanted, *child); });
  for (const Element& element : as<LinkedNode>(tree).result_elements()) {
    if (element.computed) found |= stands_in(wanted, *element.computed);
  }
  return found;
}

TEST(Lower, leaves_a_statement_that_every_database_understands_as_it_is) {
  EXPECT_TRUE(stays(select<User>()));
  EXPECT_TRUE(stays(select(User::c.id, User::c.name)
                        .join(User::c.orders)
                        .where(User::c.name.like("a%") && User::c.orders.any(Order::c.id > 3))
                        .group_by(User::c.id)
                        .having(orp::func::count() > std::int64_t{1})
                        .order_by(User::c.name.desc())
                        .limit(3)));
  EXPECT_TRUE(stays(orp::update<User>().set(User::c.age = User::c.age + 1)));
  EXPECT_TRUE(stays(orp::delete_<Order>().where(Order::c.total == "1.50"_dec)));
}

TEST(Lower, copies_what_is_kept_otherwise) {
  EXPECT_FALSE(stays(select(Order::c.id).where(Order::c.status < Status::paid)));
  EXPECT_FALSE(stays(select(Order::c.id).order_by(Order::c.status)));
  EXPECT_FALSE(stays(select(Order::c.total / 3)));
  EXPECT_FALSE(stays(select(User::c.id).where(User::c.name.ilike("a%"))));
}

TEST(Lower, keeps_the_nodes_of_values_that_the_shape_knows) {
  const auto statement = select(Order::c.total / 3, Order::c.total * "1.5"_dec)
                             .where(Order::c.status.between(Status::open, Status::paid))
                             .where(Order::c.total > "1.125"_dec);
  const NodeRef tree = lowered(statement);
  const Shape shape(*orp::StatementAccess::node(statement));
  EXPECT_EQ(shape.parameters().size(), 5U);
  for (const Expression* parameter : shape.parameters()) EXPECT_TRUE(stands_in(*parameter, *tree));
}

TEST(Lower, does_not_change_the_program_s_statement) {
  const auto statement = select(Order::c.total / 3).where(Order::c.status < Status::paid);
  const Shape before(*orp::StatementAccess::node(statement));
  (void)lowered(statement);
  const Shape after(*orp::StatementAccess::node(statement));
  EXPECT_TRUE(std::equal(before.words().begin(), before.words().end(), after.words().begin(),
                         after.words().end()));
}

}  // namespace
