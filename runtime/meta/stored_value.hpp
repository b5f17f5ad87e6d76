// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <new>

#include "orpiment/meta/column_type.hpp"

namespace orp {

/// A value-initialised field of a type known only at run time, for as long as this object lives.
class StoredValue {
 public:
  explicit StoredValue(const FieldType& type) : StoredValue(type.ops) {}
  StoredValue(const StoredValue& other) : StoredValue(other.ops_) {
    ops_->assign(memory_, other.memory_);
  }
  ~StoredValue() {
    ops_->destroy(memory_);
    if (!is_inline()) ::operator delete(memory_, std::align_val_t(ops_->alignment));
  }
  StoredValue& operator=(const StoredValue&) = delete;

  void* field() { return memory_; }
  const void* value() const { return ops_->value(memory_); }

 private:
  explicit StoredValue(const FieldOps* ops) : ops_(ops) {
    memory_ = is_inline() ? static_cast<void*>(buffer_)
                          : ::operator new(ops_->size, std::align_val_t(ops_->alignment));
    ops_->construct(memory_);
  }

  bool is_inline() const {
    return ops_->size <= sizeof buffer_ && ops_->alignment <= alignof(std::max_align_t);
  }

  const FieldOps* ops_;
  void* memory_;
  alignas(std::max_align_t) std::byte buffer_[64];
};

}  // namespace orp
