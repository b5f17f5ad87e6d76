// SPDX-License-Identifier: MIT
#include "sql/entity_shape.hpp"

namespace orp::sql {

EntityShape::EntityShape(const EntityInfo& entity, std::size_t first_column)
    : info(&entity), first(first_column), loaded(entity.mask_words) {
  for (std::size_t i = 0; i < entity.columns.size(); ++i) {
    targets.push_back({&entity.column(i).type, entity.columns[i].offset});
    loaded[i / 32] |= 1U << (i % 32);
  }
  for (const std::uint16_t column : entity.key) key.push_back(first + column);
  begins_with_int64_key = key == std::vector{first} && entity.column(0).type.tag == TypeTag::int64;
}

}  // namespace orp::sql
