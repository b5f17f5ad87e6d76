// SPDX-License-Identifier: MIT
// Step 1 of a flush: what changed, as rows. Cascades, orphans and what a deletion means for others
// are closed over to a fixed point here, loading what is needed for it; the steps behind it load
// nothing and look for no object. A plan may ask who is referred to (references.hpp): with the
// answers both steps are taken anew, by flush.cpp.
//
// Rules
//  (1) A doomed row is changed by nothing, whatever the program said of it, and is of no new
//      association.
//  (2) What was set back to what it was is no change.
//  (3) Of a new object all relationships are news, whether they were changed or not: it may have
//      been in the session before, until a rollback.
//  (4) An added object that has the primary key of a doomed one takes its row over: it is not among
//      the inserts, nor the other one among the deletions. Two cannot.
//  (5) It ends, and reads nothing twice: keys are followed again only when rows were read since
//      (Objects::rows_read), and it is begun anew once for each row that is found to be taken over.
#pragma once
#include <cstdint>
#include <vector>

#include "session/objects/change_log.hpp"

namespace orp {

class Deleter;
struct LoadContext;

/// When its row is written, a column takes its value from another object's key, which may be made
/// in the same flush.
struct KeyCopy {
  static constexpr std::uint32_t none = 0xffffffff;

  Entity* source;                ///< nullptr: the column becomes NULL
  const RelationInfo* relation;  ///< that this copy keeps, the same for all columns of a key;
                                 ///< nullptr: the database copies
  std::uint16_t column;          ///< of the row
  std::uint16_t source_column;
  std::uint32_t next;  ///< number of another copy of the same row, or none
};

/// The copy for `column` among those from number `first` on; nullptr: there is none.
inline const KeyCopy* find_copy(const std::vector<KeyCopy>& copies, std::uint32_t first,
                                std::uint16_t column) {
  for (std::uint32_t i = first; i != KeyCopy::none; i = copies[i].next)
    if (copies[i].column == column) return &copies[i];
  return nullptr;
}

/// The columns that the foreign key refers to.
inline View<std::uint16_t> referred_key_of(const KeyCopy& copy) {
  return copy.relation->holds_key() ? copy.relation->remote_columns : copy.relation->local_columns;
}

/// An object whose row is written.
struct RowChange {
  Entity* entity = nullptr;  ///< nullptr: an unused place
  std::uint32_t first_copy = KeyCopy::none;
};

/// A row of a secondary table. `relation` is one of the two sides, always the same one for a table
/// and pair of sides.
struct AssociationChange {
  const RelationInfo* relation;
  Entity* owner;
  Entity* member;          ///< nullptr: all associations of the owner
  bool may_exist = false;  ///< of a new one: nothing in memory says that the database lacks it
};

/// An added object that has the primary key of one to be deleted takes its row over. The rows are
/// the same afterwards as with a DELETE and an INSERT: what the former would have taken along goes.
struct RowSwitch {
  RowChange row;
  Entity* deleted;
};

/// Before all else a row refers to nothing by `key`, where it may be NULL: a key that it refers to
/// changes.
struct LettingGo {
  Entity* entity;
  const ForeignKeyInfo* key;
};

/// Whether some row refers to `deleted` by `key`: asked of the database where the plan depends on
/// it.
struct Reference {
  Entity* deleted;
  const EntityInfo* holder;  ///< of the key
  const ForeignKeyInfo* key;
  bool exists;
};

/// What a flush has to write. Rows stand in the order in which the program acted.
struct Changes {
  const ChangeLog* log = nullptr;
  std::vector<RowChange> inserts;  ///< by number in log->added()
  std::vector<RowChange> updates;  ///< by number in log->records(): changed columns, and copies
  std::vector<RowChange> follows;  ///< same numbers: what ON UPDATE CASCADE changes in these rows
  std::vector<Entity*> deletes;
  std::vector<RowSwitch> switches;  ///< neither in `inserts` nor in `deletes`
  std::vector<LettingGo> letting_go;
  std::vector<AssociationChange> new_associations;
  std::vector<AssociationChange> old_associations;
  std::vector<KeyCopy> copies;
  std::vector<Reference> references;  ///< those known
  bool may_disagree = false;          ///< some row is of a class whose relationships share columns
  /// Some row of `updates` writes a unique column, or takes a key: others may refer to it, or want
  /// what it gives up.
  bool concerns_others = false;
};

/// Closes over the session's changes. May load and doom further objects. Throws UsageError for an
/// object that a relationship needs and that is not in the session, IntegrityError when a
/// deletion would leave a NOT NULL foreign key without its target, DataError when relationships
/// that share a column do not agree.
Changes collect(LoadContext context, Deleter& deleter);

}  // namespace orp
