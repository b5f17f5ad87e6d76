// SPDX-License-Identifier: MIT
#include "session/objects/change_records.hpp"

namespace orp {

ChangeRecords::ChangeRecords(const ChangeRecords& other) : ChangeRecords() {
  list.reserve(other.list.size());
  for (const ChangeRecord& record : other.list) {
    ChangeRecord& copy = list.emplace_back(ChangeRecord{.entity = record.entity});
    OldValue** value_end = &copy.values;
    for (const OldValue* old = record.values; old != nullptr; old = old->next) {
      *value_end = arena.make(OldValue{nullptr, old->ops, nullptr, old->column});
      if (old->field != nullptr) (*value_end)->field = arena.copy_field(*old->ops, old->field);
      value_end = &(*value_end)->next;
    }
    OldTarget** target_end = &copy.targets;
    for (const OldTarget* old = record.targets; old != nullptr; old = old->next) {
      *target_end = arena.make(*old);
      (*target_end)->next = nullptr;
      target_end = &(*target_end)->next;
    }
  }
}

void ChangeRecords::destroy_values(ChangeRecord& record) {
  for (const OldValue* value = record.values; value != nullptr; value = value->next)
    if (value->field != nullptr) value->ops->destroy(value->field);
  record.values = nullptr;
}

}  // namespace orp
