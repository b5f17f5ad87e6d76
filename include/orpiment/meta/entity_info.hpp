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
  many_to_one,   // this table holds the foreign key; also the near side of one_to_one
  one_to_one,    // scalar; the target's table holds the foreign key
  one_to_many,   // collection; the target's table holds the foreign key
  many_to_many,  // collection; a secondary table holds both
};

struct OrderTerm {
  std::uint16_t column;  ///< of the target
  bool descending = false;
};

/// One relationship, seen from its owner. Column lists of one relation run in parallel.
struct RelationInfo {
  const char* name;
  RelationKind kind;
  const EntityInfo* target;
  std::int16_t inverse = -1;              ///< back_populates: index in target->relations; -1: none
  View<std::uint16_t> local_columns;      ///< of the owner: foreign key (many_to_one), else its key
  View<std::uint16_t> remote_columns;     ///< of the target: its key, else foreign key
  const TableInfo* secondary = nullptr;   ///< many_to_many
  View<std::uint16_t> secondary_local{};  ///< columns of `secondary` that hold local_columns
  View<std::uint16_t> secondary_remote{};  ///< columns of `secondary` that hold remote_columns
  LoadStrategy load = LoadStrategy::peers;
  Cascade cascade{};
  View<OrderTerm> order_by{};
  bool required = false;         ///< many_to_one: the foreign key is NOT NULL
  bool view_only = false;        ///< never written, never kept in step
  bool passive_deletes = false;  ///< unloaded children are left to ON DELETE
  bool post_update = false;      ///< breaks a cycle: written by an UPDATE after the INSERTs
  bool single_parent = false;
  bool hidden = false;  ///< many_to_one: the end that a relationship lacks, named like that one
  ManyBase* (*make_collection)(void* memory) = nullptr;  ///< collections: constructs Many<target>

  constexpr bool is_collection() const {
    return kind == RelationKind::one_to_many || kind == RelationKind::many_to_many;
  }
  /// The target's key is stored in the owner's row.
  constexpr bool holds_key() const { return kind == RelationKind::many_to_one; }
};

/// One entity class: its table, its relationships, and the few functions that need its C++ type.
/// A generated constant; the only thing the runtime knows about the class.
struct EntityInfo {
  TableInfo table;
  const char* name;  ///< C++ name without namespace: "User"
  View<RelationInfo> relations{};
  std::uint32_t size;  ///< of the entity object
  std::uint32_t alignment;
  std::uint32_t row_offset;  ///< of Row in the entity object
  Entity* (*construct)(void* memory);
  void (*destroy)(Entity& entity) noexcept;

  constexpr const ColumnInfo& column(std::size_t i) const { return table.columns[i]; }
};

}  // namespace orp
