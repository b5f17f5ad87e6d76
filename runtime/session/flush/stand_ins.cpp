// SPDX-License-Identifier: MIT
#include "session/flush/stand_ins.hpp"

namespace orp {

StandIns::Made::~Made() {
  for (const auto& [place, field] : fields) field.ops->destroy(field.field);
}

void StandIns::make(const Entity& row, std::uint16_t column, const ColumnType& type) {
  if (find(row, column) != nullptr) return;
  if (made_ == nullptr) made_ = std::make_unique<Made>();
  void* field = made_->arena.allocate(type.ops->size, type.ops->alignment);
  Field& made = made_->fields[{&row, column}] = {type.ops, field};
  type.ops->construct(made.field);
  made_->maker.make(type, made.field);
}

const void* StandIns::find(const Entity& row, std::uint16_t column) const {
  if (empty()) return nullptr;
  const auto found = made_->fields.find({&row, column});
  return found == made_->fields.end() ? nullptr : found->second.field;
}

}  // namespace orp
