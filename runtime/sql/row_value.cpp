// SPDX-License-Identifier: MIT
// Comparisons of rows as nodes.
#include "orpiment/sql/row_value.hpp"

#include <utility>

#include "sql/conversion_check.hpp"
#include "sql/node.hpp"
#include "sql/row_node.hpp"

namespace orp::sql {

NodeRef make_row_comparison(BinaryOp operation, std::vector<NodeRef> left,
                            std::vector<NodeRef> right) {
  for (std::size_t i = 0; i < left.size(); ++i) check_same_storage(left[i], right[i]);
  return make<BinaryNode>(operation, &boolean_type, make<RowNode>(std::move(left)),
                          make<RowNode>(std::move(right)));
}

NodeRef make_row_in(const std::vector<NodeRef>& conditions, bool negated) {
  auto* const node = new InNode(&boolean_type);
  NodeRef result = NodeRef::adopt(node);
  for (const NodeRef& condition : conditions) {
    const auto& list = as<InNode>(condition);
    node->operands.push_back(list.operands.front());
    node->keys.push_back(list.keys.front());
  }
  node->negated = negated;
  return result;
}

}  // namespace orp::sql
