// SPDX-License-Identifier: MIT
#include "sql/generated_values.hpp"

namespace orp::sql {

const void* GeneratedValues::make(const GeneratedNode& node) {
  StoredValue& made = *fields_.emplace_back(std::make_unique<StoredValue>(node.own_type));
  maker_.make(node.maker, node.own_type, made.field());
  return made.field();
}

}  // namespace orp::sql
