// SPDX-License-Identifier: MIT
#include "session/load/load_tree.hpp"

#include <gtest/gtest.h>

#include "catalog/model.hpp"
#include "company/model.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/sql/select.hpp"
#include "sql/statement.hpp"

namespace orp::tests {
namespace {

using catalog::Product;
using company::Person;
using company::Task;
using company::Team;

constexpr unsigned members = 0;                 // Team
constexpr unsigned badge = 3, owned = 4;        // Person
constexpr unsigned supplier = 0, category = 1;  // Product

TEST(LoadTree, without_options_the_schema_decides) {
  EXPECT_EQ(LoadTree::make(Team::info, {}), nullptr);
  EXPECT_EQ(LoadTree::strategy(nullptr, Team::info, members), LoadStrategy::peers);
  EXPECT_EQ(LoadTree::strategy(nullptr, Product::info, supplier), LoadStrategy::raise);
  EXPECT_EQ(LoadTree::strategy(nullptr, Product::info, category), LoadStrategy::joined);
}

TEST(LoadTree, an_option_holds_at_its_place_only) {
  const auto tree = LoadTree::make(Team::info, {selectinload(Team::c.members)});
  EXPECT_EQ(LoadTree::strategy(tree.get(), Team::info, members), LoadStrategy::selectin);
  const auto below = LoadTree::below(tree.get(), Team::info, members);
  EXPECT_EQ(LoadTree::strategy(below.get(), Person::info, owned), LoadStrategy::peers);
}

TEST(LoadTree, paths_with_a_common_beginning_share_it) {
  const auto tree =
      LoadTree::make(Team::info, {selectinload(Team::c.members).joinedload(Person::c.badge),
                                  defaultload(Team::c.members).raiseload(Person::c.owned)});
  EXPECT_EQ(LoadTree::strategy(tree.get(), Team::info, members), LoadStrategy::selectin);
  const auto below = LoadTree::below(tree.get(), Team::info, members);
  EXPECT_EQ(LoadTree::strategy(below.get(), Person::info, badge), LoadStrategy::joined);
  EXPECT_EQ(LoadTree::strategy(below.get(), Person::info, owned), LoadStrategy::raise);
}

TEST(LoadTree, a_wildcard_holds_for_what_is_not_named_here_and_below) {
  const auto tree = LoadTree::make(Team::info, {selectinload(Team::c.members), raiseload("*")});
  EXPECT_EQ(LoadTree::strategy(tree.get(), Team::info, members), LoadStrategy::selectin);
  const auto below = LoadTree::below(tree.get(), Team::info, members);
  EXPECT_EQ(LoadTree::strategy(below.get(), Person::info, owned), LoadStrategy::raise);
  const auto deeper = LoadTree::below(below.get(), Person::info, owned);
  EXPECT_EQ(LoadTree::strategy(deeper.get(), Task::info, 0), LoadStrategy::raise);
}

TEST(LoadTree, defaultload_keeps_what_the_schema_says_under_a_wildcard) {
  const auto tree = LoadTree::make(Team::info, {defaultload(Team::c.members), raiseload("*")});
  EXPECT_EQ(LoadTree::strategy(tree.get(), Team::info, members), LoadStrategy::peers);
}

TEST(LoadTree, tells_whether_more_is_loaded) {
  EXPECT_FALSE(LoadTree::loads_eagerly(nullptr, Team::info));
  EXPECT_TRUE(LoadTree::loads_eagerly(nullptr, Product::info));
  const auto lazy = LoadTree::make(Product::info, {lazyload("*")});
  EXPECT_FALSE(LoadTree::loads_eagerly(lazy.get(), Product::info));
}

template <class Query>
LoadTrees trees_of(const Query& query) {
  const auto& select = sql::as<sql::SelectNode>(*StatementAccess::node(query));
  return LoadTrees(select.elements, select.options);
}

// load_tree.hpp, rule 1.
TEST(LoadTree, an_option_applies_where_its_path_begins) {
  const auto boss = aliased<Person>();
  const auto query = select<Team, Person>(boss).options(
      selectinload(Team::c.members), lazyload(Person::c.owned), joinedload(boss[Person::c.badge]));
  const auto trees = trees_of(query);
  EXPECT_TRUE(LoadTree::names(trees.of(0).get(), Team::info, members));
  EXPECT_EQ(LoadTree::strategy(trees.of(1).get(), Person::info, owned), LoadStrategy::select);
  EXPECT_FALSE(LoadTree::names(trees.of(1).get(), Person::info, badge));
  EXPECT_EQ(LoadTree::strategy(trees.of(2).get(), Person::info, badge), LoadStrategy::joined);
  EXPECT_FALSE(LoadTree::names(trees.of(2).get(), Person::info, owned));
  EXPECT_EQ(trees.of(3), nullptr);
}

TEST(LoadTree, a_path_begins_at_what_is_selected) {
  const auto refuses = [](const auto& query) { EXPECT_THROW(trees_of(query), UsageError); };
  const auto boss = aliased<Person>();
  refuses(select<Team>().options(selectinload(Task::c.notes)));
  refuses(select(boss).options(joinedload(Person::c.badge)));
  refuses(select<Person>().options(joinedload(boss[Person::c.badge])));
  refuses(select(Team::c.name).options(selectinload(Team::c.members)));
}

}  // namespace
}  // namespace orp::tests
