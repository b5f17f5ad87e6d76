// SPDX-License-Identifier: MIT
#include "session/flush/stand_ins.hpp"

namespace orp {

StandIns::~StandIns() {
  for (const auto& [place, field] : fields_) field.ops->destroy(field.field);
}

void StandIns::make(const Entity& row, std::uint16_t column, const ColumnType& type) {
  if (find(row, column) != nullptr) return;
  void* field = arena_.allocate(type.ops->size, type.ops->alignment);
  Field& made = fields_[{&row, column}] = {type.ops, field};
  type.ops->construct(made.field);
  maker_.make(type, made.field);
}

const void* StandIns::find(const Entity& row, std::uint16_t column) const {
  const auto found = fields_.find({&row, column});
  return found == fields_.end() ? nullptr : found->second.field;
}

}  // namespace orp
