// SPDX-License-Identifier: MIT
// What the program did to a session's objects since the last flush: the input of the unit of work.
#pragma once
#include <cstdint>
#include <memory>
#include <vector>

#include "entity/collection_changes.hpp"
#include "entity/slab.hpp"

namespace orp {

/// The value a column had before its first change. Owned by the ChangeLog.
struct OldValue {
  std::uint16_t column;
  void* field;  ///< a copy of the field; nullptr: the column was not loaded, its old value unknown
};

/// The target a to-one relationship had before its first change.
struct OldTarget {
  std::uint16_t relation;
  Entity* target;  ///< nullptr: none or unknown
};

/// What is known about one changed object. Entity::note_ is the record's number + 1.
struct ChangeRecord {
  Entity* entity = nullptr;
  std::vector<OldValue> values;
  std::vector<OldTarget> targets;
};

class ChangeLog {
 public:
  ChangeLog() = default;
  ~ChangeLog();
  ChangeLog(const ChangeLog&) = delete;
  ChangeLog& operator=(const ChangeLog&) = delete;

  // In order of the acts. An object is in a list at most once.
  std::vector<Entity*> added;        ///< pending
  std::vector<Entity*> deleted;      ///< marked by session.delete (flag marked_deleted)
  std::vector<ManyBase*> collections;  ///< with a CollectionChanges record

  /// The record of `entity`, made on first use.
  ChangeRecord& record(Entity& entity);
  /// nullptr when the object has none.
  ChangeRecord* find_record(Entity& entity);
  /// Copies the value that column `column` has now, unless one is kept already.
  void keep_old_value(Entity& entity, unsigned column);
  const OldValue* old_value(Entity& entity, unsigned column);
  void keep_old_target(Entity& entity, unsigned relation, Entity* old);

  CollectionChanges& record(ManyBase& collection);

  /// Persistent objects with records, in order of their first change.
  const std::vector<ChangeRecord>& records() const { return records_; }

  /// Forgets the object (expunge, expire): its old values, collections' changes are not touched.
  void forget(Entity& entity);
  void forget(ManyBase& collection);
  bool empty() const;
  void clear();  ///< everything; objects' notes and collections' records are reset

 private:
  void free_values(ChangeRecord& record);

  std::vector<ChangeRecord> records_;
  std::vector<std::unique_ptr<CollectionChanges>> collection_records_;
};

}  // namespace orp
