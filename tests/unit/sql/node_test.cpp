// SPDX-License-Identifier: MIT
#include "sql/node.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "orpiment/meta/facts.hpp"
#include "sql/model.hpp"
#include "sql/own.hpp"
#include "sql/statement.hpp"
#include "sql/types.hpp"

namespace {

using namespace orp::sql;
using shop::Percent;
using shop::User;

TEST(NodeRef, counts_its_copies) {
  NodeRef first = make_true();
  EXPECT_TRUE(first.is_unique());
  NodeRef second = first;
  EXPECT_FALSE(first.is_unique());
  EXPECT_TRUE(first == second);
  second = NodeRef();
  EXPECT_TRUE(first.is_unique());
  NodeRef third = std::move(first);
  EXPECT_FALSE(first);
  EXPECT_TRUE(third.is_unique());
}

TEST(Literal, owns_a_copy_of_its_value) {
  std::string text(1000, 'x');
  const NodeRef node = LiteralNode::make(orp::facts::types::text, &text);
  text.clear();
  EXPECT_EQ(static_cast<const std::string*>(as<LiteralNode>(node).field())->size(), 1000U);
}

TEST(Literal, may_be_null) {
  const NodeRef node = LiteralNode::make(orp::facts::types::text, nullptr);
  EXPECT_EQ(as<LiteralNode>(node).field(), nullptr);
}

TEST(KeyList, owns_copies_of_its_values) {
  std::vector<std::string> texts{std::string(100, 'a'), std::string(100, 'b')};
  const NodeRef node =
      make<KeyListNode>(text_type, orp::FieldOpsOf<std::string>::value, texts.data(), texts.size());
  texts.clear();
  const orp::backend::KeyList& keys = *as<KeyListNode>(node).keys;
  ASSERT_EQ(keys.size, 2U);
  EXPECT_EQ(*static_cast<const std::string*>(keys.values[1]), std::string(100, 'b'));
}

TEST(KeyList, borrows_the_caller_s_list) {
  const std::int64_t one = 1;
  const void* const values[] = {&one};
  const orp::backend::KeyList keys{&orp::int64_type, values, 1};
  const NodeRef node = make<KeyListNode>(keys);
  EXPECT_EQ(as<KeyListNode>(node).keys, &keys);
}

TEST(Own, copies_only_what_others_hold) {
  NodeRef select = make_select();
  const Node* const original = select.get();
  own<SelectNode>(select).distinct = true;
  EXPECT_EQ(select.get(), original);
  const NodeRef other = select;
  own<SelectNode>(select).distinct = false;
  EXPECT_NE(select.get(), original);
  EXPECT_TRUE(as<SelectNode>(other).distinct);
}

}  // namespace
