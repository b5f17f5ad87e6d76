// SPDX-License-Identifier: MIT
// Rows to objects: key -> identity map -> the object that is there, or a new one. The one place
// that decides "new or existing"; issues no statement.
//
// Rules
//  (1) The identity map beats the row, so that nothing the program has seen or set changes under
//      it: of an object that is there only what is not loaded is filled in.
//  (2) Where a query says otherwise (populate_existing) an object is expired before it is filled,
//      once in the whole query, also by what further queries bring in. So are the objects that an
//      upsert returns, whose rows it may have changed; what waits for a flush stays with them.
//  (3) A row without a key, as an outer join gives it, is no object.
//  (4) An object whose row cannot be read is known to nobody, and the error names the row.
#pragma once
#include <cstdint>
#include <memory>
#include <unordered_set>
#include <vector>

#include "orpiment/backend/link.hpp"
#include "session/objects/identity_map.hpp"
#include "session/objects/object_store.hpp"
#include "sql/entity_shape.hpp"

namespace orp {

class Error;
class Objects;
class StoredValue;

/// The objects that one query has read anew so far.
struct Renewed {
  std::unordered_set<const Entity*> objects;
  bool keeps_changes = false;  ///< nothing that the program has changed and not written is lost
};

class Hydrator {
 public:
  /// `renewed`: objects that are there already are expired, once, before they are filled. nullptr:
  /// what they have loaded stays. `extent`: the number of that of new objects. All that is given
  /// outlives this.
  Hydrator(Objects& objects, const sql::EntityShape& shape, Renewed* renewed = nullptr,
           std::size_t extent = 0);
  Hydrator(Hydrator&&) noexcept;
  ~Hydrator();

  /// From here on the value of `column`, an int64, is given with each row, and is not read again.
  void take_given(std::uint16_t column);
  /// From here on each row must have an object.
  void require_object() { is_required_ = true; }
  /// The object of the cursor's row; nullptr when its key is NULL (outer join).
  /// Throws DataError when a value does not fit its column, or there must be an object.
  Entity* hydrate(backend::Cursor& cursor, std::int64_t given = 0);
  /// Each new object is its only peer from here on.
  void end_peers();
  /// Makes room for `count` objects more.
  void reserve(std::size_t count) { table_->reserve(count); }

 private:
  Entity* hydrate_integer(backend::Cursor& cursor, std::int64_t given);
  Entity* hydrate_any(backend::Cursor& cursor, std::int64_t given);
  Entity& create();
  void read_row(Entity& entity, backend::Cursor& cursor, std::int64_t given);
  void fill(Entity& entity, backend::Cursor& cursor, std::int64_t given);
  [[noreturn]] void throw_no_object() const;
  void name_row(Error& error, backend::Cursor& cursor) const;

  Objects* objects_;
  const sql::EntityShape* shape_;
  KeyTable* table_;
  bool takes_key_;  // of a new object: the key begins the row, and is read already
  std::size_t key_column_;
  std::size_t first_column_;   // of what is read of a new object
  View<FieldTarget> targets_;  // likewise
  bool is_key_given_ = false;
  bool is_required_ = false;
  const FieldTarget* given_ = nullptr;  // another column than the key, between targets_ and these:
  std::size_t first_behind_given_ = 0;
  View<FieldTarget> behind_given_;
  Extent* extent_;
  Renewed* renewed_;
  std::vector<std::unique_ptr<StoredValue>> key_fields_;  // of keys that are not one integer
  std::vector<const void*> key_values_;
};

}  // namespace orp
