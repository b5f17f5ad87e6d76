// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <vector>

#include "orpiment/entity/entity.hpp"
#include "orpiment/sql/executable.hpp"

namespace orp::detail {

/// How a typed result takes the rows of an untyped query.
struct RowSink {
  void* rows;
  /// Appends a row and stores where each of its elements is.
  void (*append)(void* rows, void** elements);
  /// For each element: stores an object (or none); nullptr for a value.
  void (*const* set_entity)(void* element, Entity* entity);
};

template <class... Ts>
class RowCollector {
 public:
  using Stored = typename Query<Ts...>::stored_type;

  RowSink sink() { return {&rows_, &append, set_entity}; }
  std::vector<Stored> take() { return std::move(rows_); }

 private:
  static void append(void* rows, void** elements) {
    std::apply([&](auto&... stored) { ((*elements++ = &stored), ...); },
               static_cast<std::vector<Stored>*>(rows)->emplace_back());
  }
  template <class T>
  static void set(void* element, Entity* entity) {
    using Pointer = typename RowElement<T>::stored_type;
    *static_cast<Pointer*>(element) = static_cast<Pointer>(entity);
  }
  template <class T>
  static constexpr auto setter() -> void (*)(void*, Entity*) {
    if constexpr (RowElement<T>::is_entity)
      return &set<T>;
    else
      return nullptr;
  }
  static constexpr void (*set_entity[])(void*, Entity*) = {setter<Ts>()...};

  std::vector<Stored> rows_;
};

}  // namespace orp::detail
