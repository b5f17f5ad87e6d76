// SPDX-License-Identifier: MIT
// Rows of a type that only the program knows, kept and filled by code that does not: one function
// runs all queries, and a query of another shape costs its program no more than the four functions
// of a RowType.
#pragma once
#include <bit>
#include <cstddef>
#include <memory>
#include <new>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "orpiment/meta/field_ops.hpp"
#include "orpiment/sql/executable.hpp"

namespace orp::sql {
struct CompiledStatement;
}

namespace orp {

class Entity;

namespace detail {

/// How rows of one C++ type are made; objects are in them by address.
struct RowType {
  std::size_t size;
  std::size_t alignment;
  /// Makes a row without objects, its values as C++ initialises them; nullptr: there are objects.
  void (*construct)(void* memory);
  /// The same of a row in which element i is objects[i], where it is an object.
  void (*construct_around)(void* memory, Entity* const* objects);
  void (*destroy)(void* row);
  /// Where those elements of the row are that are values, in order; nullptr: the row is a value.
  void (*locate)(void* row, void** places);
};

/// Of rows that are one field.
inline RowType row_type_of(const FieldOps& field) {
  return {field.size, field.alignment, field.construct, nullptr, field.destroy, nullptr};
}
/// Of rows that are the address of one object, or nullptr: an `Entity*`.
extern const RowType object_row;

/// Rows of one type, in order. They stay where they are until this object is destroyed or rewound;
/// it may be moved.
class RowBuffer {
 public:
  explicit RowBuffer(const RowType& type) : type_(type) {}
  RowBuffer(RowBuffer&& other) noexcept;
  RowBuffer& operator=(RowBuffer&& other) noexcept;
  ~RowBuffer();

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const RowType& type() const { return type_; }
  /// Requires: there is such a row.
  void* operator[](std::size_t i) const {
    const std::size_t place = i + first_chunk_size;
    const auto power = static_cast<unsigned>(std::bit_width(place)) - 1;
    return chunks_[power - first_chunk_power] + (place - (std::size_t{1} << power)) * type_.size;
  }

  /// One row more. `objects`: for RowType::construct_around.
  void* append(Entity* const* objects);
  /// The same of rows that are the address of one object.
  bool is_of_objects() const { return type_.construct_around == object_row.construct_around; }
  void append_object(Entity* object) {
    if (size_ < made_) [[unlikely]] {
      *static_cast<Entity**>((*this)[size_++]) = object;
      return;
    }
    ::new (next()) Entity*(object);
    add();
  }
  /// Memory for the row that add() counts once it is made there.
  void* next() {
    if (next_ == chunk_end_) begin_chunk();
    return next_;
  }
  void add() {
    next_ += type_.size;
    made_ = ++size_;
  }
  /// Without rows again. Those that come take the place of those that were here, with their memory.
  void rewind() { size_ = 0; }

  /// What a copy of some of `other`'s columns has to know of them: all, when `picked` is empty.
  void describe_as(const RowBuffer& other, const std::vector<std::size_t>& picked = {});

  /// The columns' names.
  std::vector<std::string> names;
  /// What was run: it knows the types of the values.
  std::shared_ptr<const sql::CompiledStatement> statement;
  /// Which of its elements the rows have; empty: all, in order.
  std::vector<std::size_t> elements;

 private:
  static constexpr unsigned first_chunk_power = 3;
  static constexpr std::size_t first_chunk_size = std::size_t{1} << first_chunk_power;

  void* append_in_place(Entity* const* objects);
  void begin_chunk();

  // A chunk has twice as many rows as the one before, so that rows are never moved and few chunks
  // hold them all.
  RowType type_;
  std::size_t size_ = 0;
  std::size_t made_ = 0;  // those that were here before it was rewound, too
  std::vector<std::byte*> chunks_;
  std::byte* next_ = nullptr;
  std::byte* chunk_end_ = nullptr;
};

/// What a RowType does with the rows of a Query<Ts...>: tuples of what the program sees.
template <class Row, class... Ts>
struct RowFunctions {
  static void construct(void* memory) { ::new (memory) Row(); }
  static void construct_around(void* memory, Entity* const* objects) {
    around(memory, objects, std::index_sequence_for<Ts...>());
  }
  static void destroy(void* row) { static_cast<Row*>(row)->~Row(); }
  static void locate(void* row, void** places) {
    locate(*static_cast<Row*>(row), places, std::index_sequence_for<Ts...>());
  }

 private:
  template <std::size_t... I>
  static void around(void* memory, Entity* const* objects, std::index_sequence<I...>) {
    ::new (memory) Row(element<Ts>(objects[I])...);
  }
  template <class T>
  static typename RowElement<T>::type element(Entity* object) {
    if constexpr (RowElement<T>::is_entity)
      return RowElement<T>::get(static_cast<typename RowElement<T>::stored_type>(object));
    else
      return T();
  }
  template <std::size_t... I>
  static void locate(Row& row, void** places, std::index_sequence<I...>) {
    (note(&std::get<I>(row), !RowElement<Ts>::is_entity, places), ...);
  }
  static void note(void* place, bool is_value, void**& places) {
    if (is_value) *places++ = place;
  }
};

template <class... Ts>
constexpr RowType tuple_row_type() {
  using Row = std::tuple<typename RowElement<Ts>::type...>;
  using Functions = RowFunctions<Row, Ts...>;
  RowType type{sizeof(Row), alignof(Row),        nullptr,
               nullptr,     &Functions::destroy, &Functions::locate};
  if constexpr ((RowElement<Ts>::is_entity || ...))
    type.construct_around = &Functions::construct_around;
  else
    type.construct = &Functions::construct;
  return type;
}
/// Of rows that are tuples: those of a Query<Ts...>.
template <class... Ts>
inline constexpr RowType tuple_row = tuple_row_type<Ts...>();

}  // namespace detail
}  // namespace orp
