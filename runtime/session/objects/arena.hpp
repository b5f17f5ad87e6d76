// SPDX-License-Identifier: MIT
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include "orpiment/meta/field_ops.hpp"

namespace orp {

/// Memory for many small things that go together. Nothing is destroyed: who puts a field here that
/// owns memory destroys it before clear().
class Arena {
 public:
  void* allocate(std::size_t bytes, std::size_t alignment) {
    if (void* memory = take(bytes, alignment)) return memory;
    const std::size_t size = std::max(chunk_bytes, bytes + alignment);
    chunks_.push_back(std::make_unique_for_overwrite<std::byte[]>(size));
    next_ = chunks_.back().get();
    left_ = size;
    return take(bytes, alignment);
  }

  template <class T>
  T* make(T value) {
    static_assert(std::is_trivially_destructible_v<T>);
    return ::new (allocate(sizeof(T), alignof(T))) T(std::move(value));
  }

  /// A copy of the field at `from`.
  void* copy_field(const FieldOps& ops, const void* from) {
    void* memory = allocate(ops.size, ops.alignment);
    ops.copy_construct(memory, from);
    return memory;
  }

  void make_room_for(const Arena& other) {
    const std::size_t count = chunks_.size() + other.chunks_.size();
    if (count > chunks_.capacity()) chunks_.reserve(std::max(count, 2 * chunks_.capacity()));
  }
  /// What was put into `other` is now here. Requires: make_room_for(other).
  void take_over(Arena& other) noexcept {
    for (std::unique_ptr<std::byte[]>& chunk : other.chunks_) chunks_.push_back(std::move(chunk));
    other.chunks_.clear();
    other.clear();
  }

  /// Takes everything back, keeping one chunk for what comes next.
  void clear() {
    if (chunks_.size() > 1) chunks_.resize(1);
    next_ = chunks_.empty() ? nullptr : chunks_.front().get();
    left_ = chunks_.empty() ? 0 : chunk_bytes;
  }

 private:
  static constexpr std::size_t chunk_bytes = 16 * 1024;

  void* take(std::size_t bytes, std::size_t alignment) {
    const std::size_t padding = -reinterpret_cast<std::uintptr_t>(next_) & (alignment - 1);
    if (left_ < padding + bytes) return nullptr;
    std::byte* const memory = next_ + padding;
    next_ = memory + bytes;
    left_ -= padding + bytes;
    return memory;
  }

  std::vector<std::unique_ptr<std::byte[]>> chunks_;
  std::byte* next_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace orp
