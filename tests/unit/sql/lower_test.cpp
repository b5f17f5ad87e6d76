// SPDX-License-Identifier: MIT
#include "sql/lower.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "backend/sqlite/dialect.hpp"
#include "orpiment/base/literals.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/write.hpp"
#include "sql/builder.hpp"
#include "sql/children.hpp"
#include "sql/compiler.hpp"
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

// lower.hpp, rule 1.
TEST(Lower, leaves_a_statement_that_every_database_understands_as_it_is) {
  EXPECT_TRUE(stays(select<User>()));
  EXPECT_TRUE(stays(select(User::c.id, User::c.name)
                        .join(User::c.orders)
                        .where(User::c.name.like("a%") && User::c.orders.any(Order::c.id > 3))
                        .group_by(User::c.id)
                        .having(orp::func::count() > std::int64_t{1})
                        .order_by(User::c.name.desc())
                        .limit(3)));
  EXPECT_TRUE(stays(orp::update<User>().set(User::c.name = User::c.name + "!").all_rows()));
  EXPECT_TRUE(stays(orp::delete_<Order>().where(Order::c.total == "1.50"_dec)));
}

TEST(Lower, copies_what_is_kept_otherwise) {
  EXPECT_FALSE(stays(select(Order::c.id).where(Order::c.status < Status::paid)));
  EXPECT_FALSE(stays(select(Order::c.id).order_by(Order::c.status)));
  EXPECT_FALSE(stays(select(Order::c.total / 3)));
  EXPECT_FALSE(stays(select(User::c.id).where(User::c.name.ilike("a%"))));
}

// lower.hpp, rule 2.
TEST(Lower, keeps_the_nodes_of_values_that_the_shape_knows) {
  const auto statement = select(Order::c.total / 3, Order::c.total * "1.5"_dec)
                             .where(Order::c.status.between(Status::open, Status::paid))
                             .where(Order::c.total > "1.125"_dec);
  const NodeRef tree = lowered(statement);
  const Shape shape(*orp::StatementAccess::node(statement));
  EXPECT_EQ(shape.parameters().size(), 5U);
  for (const Expression* parameter : shape.parameters()) EXPECT_TRUE(stands_in(*parameter, *tree));
}

std::vector<std::string> names_of(const orp::Executable& statement,
                                  const orp::backend::Dialect& dialect) {
  std::vector<std::string> names;
  for (const ResultColumn& column :
       compile(*orp::StatementAccess::node(statement), dialect).columns)
    names.push_back(column.name);
  return names;
}

// lower.hpp, rule 3.
TEST(Lower, leaves_the_names_of_results_as_the_program_said_them) {
  const auto statement = select(orp::func::avg(Order::c.total), orp::func::max(Order::c.status),
                                orp::func::sum(Order::c.total));
  ASSERT_FALSE(stays(statement));
  const std::vector<std::string> names{"avg", "max", "sum"};
  EXPECT_EQ(names_of(statement, orp::backend::sqlite_dialect()), names);
}

// lower.hpp, rule 4.
TEST(Lower, leaves_derived_tables_as_they_are_until_they_are_printed) {
  SelectBuilder select_one(
      orp::StatementAccess::node(select<Order>().order_by(Order::c.status).limit(1)));
  select_one.wrap();
  const NodeRef tree = lower(select_one.node(), orp::backend::sqlite_dialect());
  ASSERT_NE(tree, select_one.node()) << "the order outside is by the place of a label";
  EXPECT_EQ(as<SelectNode>(tree).from.at(0).alias, select_one.select().from.at(0).alias);
  const std::string sql = compile(*select_one.node(), orp::backend::sqlite_dialect()).sql;
  const std::size_t inside = sql.find("CASE");
  EXPECT_NE(inside, std::string::npos);
  EXPECT_NE(sql.find("CASE", inside + 1), std::string::npos) << "and so is the one inside";
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
