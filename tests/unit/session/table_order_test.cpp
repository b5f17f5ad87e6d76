// SPDX-License-Identifier: MIT
#include "session/flush/table_order.hpp"

#include <gtest/gtest.h>
#include <office/model.hpp>
#include <string>

namespace orp {
namespace {

using namespace office;

// "users orders (employees departments)*": a group in brackets, a cyclic one with a star.
std::string order(const std::vector<const EntityInfo*>& entities) {
  std::vector<WrittenTable> tables;
  for (const EntityInfo* entity : entities) tables.push_back({&entity->table(), entity});
  std::string text;
  for (const TableGroup& group : order_tables(view_of(tables))) {
    text += text.empty() ? "" : " ";
    std::string names;
    for (const std::size_t table : group.tables)
      names += (names.empty() ? "" : " ") + std::string(tables[table].table->name);
    text += group.tables.size() > 1 ? "(" + names + ")" : names;
    text += group.is_cyclic ? "*" : "";
  }
  return text;
}

TEST(TableOrder, no_tables_are_no_groups) { EXPECT_EQ(order({}), ""); }

TEST(TableOrder, what_is_referred_to_comes_first) {
  EXPECT_EQ(order({&Item::info, &Order::info, &User::info}), "users orders items");
}

TEST(TableOrder, otherwise_the_order_given_stays) {
  EXPECT_EQ(order({&Tag::info, &Box::info, &User::info}), "tags boxes users");
  EXPECT_EQ(order({&User::info, &Box::info, &Tag::info}), "users boxes tags");
}

TEST(TableOrder, tables_are_ordered_through_others_that_are_not_given) {
  EXPECT_EQ(order({&Item::info, &User::info}), "users items");
}

TEST(TableOrder, a_table_that_refers_to_itself_is_cyclic) {
  EXPECT_EQ(order({&Node::info}), "nodes*");
  EXPECT_EQ(order({&Node::info, &User::info}), "nodes* users");
}

TEST(TableOrder, tables_that_refer_to_each_other_are_a_group) {
  EXPECT_EQ(order({&Employee::info, &User::info, &Department::info}),
            "(employees departments)* users");
}

TEST(TableOrder, a_table_of_a_circle_alone_knows_of_the_circle) {
  EXPECT_EQ(order({&Employee::info, &User::info}), "employees* users");
}

TEST(TableOrder, post_update_opens_a_circle) {
  EXPECT_EQ(order({&Photo::info, &Album::info}), "albums photos");
}

}  // namespace
}  // namespace orp
