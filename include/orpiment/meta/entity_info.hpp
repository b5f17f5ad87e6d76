// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>

#include "orpiment/meta/table_info.hpp"
#include "orpiment/meta/view.hpp"
#include "orpiment/meta/words.hpp"

namespace orp {

class Entity;
class ManyBase;
struct EntityInfo;

enum class RelationKind : std::uint8_t {
  many_to_one,   ///< this table holds the foreign key; also the near side of one_to_one
  one_to_one,    ///< scalar; the target's table holds the foreign key
  one_to_many,   ///< collection; the target's table holds the foreign key
  many_to_many,  ///< collection; a secondary table holds both
};

/// A column that a collection is in the order of.
struct OrderTerm {
  std::uint16_t column;     ///< of the target entity
  bool descending = false;  ///< from the greatest value to the least
};

/// One relationship, seen from its owner. Column lists of one relation run in parallel.
struct RelationInfo {
  const char* name;                       ///< of the accessor
  RelationKind kind;                      ///< says which of the lists below are used
  const EntityInfo* target;               ///< perhaps the owner's own class
  std::int16_t inverse = -1;              ///< back_populates: index in target->relations; -1: none
  View<std::uint16_t> local_columns;      ///< of the owner: foreign key (many_to_one), else its key
  View<std::uint16_t> remote_columns;     ///< of the target: its key, else foreign key
  const TableInfo* secondary = nullptr;   ///< many_to_many
  View<std::uint16_t> secondary_local{};  ///< columns of `secondary` that hold local_columns
  View<std::uint16_t> secondary_remote{};   ///< columns of `secondary` that hold remote_columns
  LoadStrategy load = LoadStrategy::peers;  ///< unless a query's options say otherwise
  Cascade cascade{};                        ///< what goes on from the owner to its targets
  View<OrderTerm> order_by{};  ///< collections: of what is loaded; empty: as the database gives it
  bool view_only = false;      ///< never written, never kept in step
  bool passive_deletes = false;  ///< unloaded children are left to ON DELETE
  bool post_update = false;      ///< breaks a cycle: written by an UPDATE after the INSERTs
  bool single_parent = false;    ///< a target has one owner at a time; a second one is refused
  bool hidden = false;  ///< many_to_one: the end that a relationship lacks, named like that one
  ManyBase* (*make_collection)(void* memory) = nullptr;  ///< collections: constructs Many<target>

  /// Its accessor gives a Many, not one object.
  constexpr bool is_collection() const {
    return kind == RelationKind::one_to_many || kind == RelationKind::many_to_many;
  }
  /// The target's key is stored in the owner's row.
  constexpr bool holds_key() const { return kind == RelationKind::many_to_one; }
};

/// One column of an entity: which of a table's it is, and what the class makes of it.
struct MappedColumn {
  const ColumnInfo* column;              ///< in the array of its table's columns
  const char* attribute = column->name;  ///< in C++; the same unless the schema says otherwise
  std::uint32_t offset = 0;              ///< of the field in the entity object
  std::uint16_t table = 0;               ///< whose column it is: number in EntityInfo::tables
  /// What an INSERT sets when the program has not.
  ClientDefault client_default = ClientDefault::none;
  ClientDefault on_update = ClientDefault::none;  ///< set by every UPDATE that does not set it
};

/// One entity class: the columns that it maps, its relationships, and the few functions that need
/// its C++ type. A generated constant; the only thing the runtime knows about the class.
///
/// (1) An entity's columns have numbers of their own, which masks, keys and relations count in. The
///     numbers that statements, batches and constraints speak of are a table's, see
///     number_in_table().
///
/// Today a class maps all columns of one table in their order, so they are the same; what reads a
/// table's constraints beside an entity's columns relies on it, and asks for them by table().
struct EntityInfo {
  const char* name;                ///< C++ name without namespace: "User"
  View<const TableInfo*> tables;   ///< that have a row for each object
  View<MappedColumn> columns;      ///< their order numbers them
  View<std::uint16_t> key;         ///< the columns that say which object it is: a primary key
  View<RelationInfo> relations{};  ///< their order numbers them; the hidden ones are the last
  std::uint32_t mask_words;        ///< of 32 bits, of each mask
  std::uint32_t size;              ///< of the entity object
  std::uint32_t alignment;         ///< of the entity object
  std::uint32_t row_offset;        ///< of Row in the entity object
  /// Makes an object in memory of `size` and `alignment`, of which the caller stays the owner.
  Entity* (*construct)(void* memory);
  /// Ends the object; its memory is the caller's affair.
  void (*destroy)(Entity& entity) noexcept;

  /// The table whose primary key is `key`.
  constexpr const TableInfo& table() const { return *tables[0]; }

  // Of column `i` of the entity, which must have such a column:

  /// What the database has it as.
  constexpr const ColumnInfo& column(std::size_t i) const { return *columns[i].column; }
  /// The table that has it.
  constexpr const TableInfo& table_of(std::size_t i) const { return *tables[columns[i].table]; }
  /// Its number among the columns of that table.
  constexpr std::uint16_t number_in_table(std::size_t i) const {
    return static_cast<std::uint16_t>(columns[i].column - table_of(i).columns.data());
  }
};

namespace detail {
/// A class of a view: its objects are only read.
template <class E>
inline constexpr bool is_read_only = requires {
  typename E::ReadOnly_;
};
}  // namespace detail

}  // namespace orp
