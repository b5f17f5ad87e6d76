// SPDX-License-Identifier: MIT
#pragma once
#include <memory>

#include "orpiment/meta/column_type.hpp"

namespace orp {

/// A default-constructed field of a type known at run time, for a moment's use.
class StoredValue {
 public:
  explicit StoredValue(const ColumnType& type)
      : ops_(type.ops),
        memory_(::operator new(type.ops->size, std::align_val_t(type.ops->alignment))) {
    ops_->construct(memory_);
  }
  ~StoredValue() {
    ops_->destroy(memory_);
    ::operator delete(memory_, std::align_val_t(ops_->alignment));
  }
  StoredValue(const StoredValue&) = delete;
  StoredValue& operator=(const StoredValue&) = delete;

  void* field() { return memory_; }
  const void* value() const { return ops_->value(memory_); }

 private:
  const FieldOps* ops_;
  void* memory_;
};

}  // namespace orp
