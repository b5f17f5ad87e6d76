// SPDX-License-Identifier: MIT
// What each open transaction and savepoint did to the session's objects, so that a rollback can put
// them back: the accounting of SQLAlchemy's SessionTransaction.
//
// Rules
//  (1) A savepoint that is released hands all that it noted to what is around it.
//  (2) A savepoint that is undone takes back what was done within it, and nothing else.
//  (3) Of the objects that had a key one after the other, who had it when the frame began has it
//      again: the first that left it. Those who came later, from rows of the frame, are detached.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "entity/slab.hpp"
#include "orpiment/engine/transaction.hpp"
#include "session/objects/arena.hpp"

namespace orp {

class ChangeLog;
class IdentityMap;

/// A primary key that a flush changed: the object stood in the identity map under `old_key`.
struct KeySwitch {
  Entity* entity;
  void* const* old_key;        ///< copies of the fields, in order of the key's columns
  std::size_t deleted_before;  ///< how many of the frame's deleted objects had left then
};

/// Objects that one step of a flush inserted: those after the run before, up to `end`.
struct InsertedRun {
  std::size_t end;
  std::vector<std::uint16_t> generated;  ///< columns whose values the database gave
  std::vector<std::uint16_t> copied;     ///< columns that relationships filled in
};

/// A member that a flush wrote into, or took out of, a collection.
struct WrittenMember {
  Entity* owner;
  Entity* member;
  unsigned relation;
  bool is_in;
};

/// One transaction (the outermost frame) or savepoint.
struct TransactionFrame {
  TransactionFrame(std::uint64_t frame_number, std::optional<Savepoint> savepoint_set);
  TransactionFrame(TransactionFrame&&) noexcept = default;
  TransactionFrame& operator=(TransactionFrame&&) = delete;
  ~TransactionFrame();

  void keep_key(Entity& entity, const void* const* old_key);
  /// Who left a key, in their order; an object as often as it did.
  std::vector<Entity*> leavers() const;
  void forget_objects();
  /// All that an inner frame noted becomes this one's. The memory is got first, so that no rollback
  /// ever finds half of it here.
  void make_room_for(const TransactionFrame& inner);
  void take_over(TransactionFrame& inner) noexcept;

  std::uint64_t number;                ///< unlike that of any other frame, of whichever session
  std::optional<Savepoint> savepoint;  ///< none: the transaction itself
  std::vector<Entity*> inserted;       ///< became persistent
  std::vector<InsertedRun> runs;       ///< of `inserted`
  std::vector<Entity*> deleted;        ///< left the identity map by a flushed DELETE
  std::vector<Entity*> modified;       ///< of a savepoint: what it flushed, with repetitions
  std::vector<Entity*> read;           ///< of a savepoint: from the database, with repetitions
  std::vector<WrittenMember> members;  ///< in order of the flushes
  std::size_t written = 0;             ///< rows
  std::vector<KeySwitch> key_switches;
  Arena keys;             ///< of the key switches
  bool has_gaps = false;  ///< objects that it noted are freed
};

/// The open frames. What a flush does is noted in the innermost one.
class TransactionLog {
 public:
  bool empty() const { return frames_.empty(); }
  std::size_t depth() const { return frames_.size(); }
  TransactionFrame& innermost() { return frames_.back(); }
  /// The one `outwards` of the innermost.
  TransactionFrame& innermost(std::size_t outwards) {
    return frames_[frames_.size() - 1 - outwards];
  }
  const TransactionFrame& outermost() const { return frames_.front(); }

  void push(std::optional<Savepoint> savepoint);
  bool has(std::uint64_t number) const;

  // To be called before the object changes: memory may end here, and what is noted too much does no
  // harm.

  /// Those noted from now on had these columns filled in by the database and by relationships.
  void begin_run(View<std::uint16_t> generated, View<std::uint16_t> copied) {
    innermost().runs.push_back({innermost().inserted.size(),
                                {generated.begin(), generated.end()},
                                {copied.begin(), copied.end()}});
  }
  /// Makes room for so many more, where it would have to grow more than once.
  void reserve_inserted(std::size_t count) {
    std::vector<Entity*>& inserted = innermost().inserted;
    if (count > inserted.capacity()) inserted.reserve(inserted.size() + count);
  }
  /// Requires: begin_run() in this frame.
  void note_inserted(Entity& entity) {
    innermost().inserted.push_back(&entity);
    ++innermost().runs.back().end;
  }
  void note_deleted(Entity& entity) {
    need(entity);
    innermost().deleted.push_back(&entity);
  }
  /// Of use to a savepoint only: the end of a transaction expires everything.
  void note_modified(Entity& entity) {
    if (depth() > 1) innermost().modified.push_back(&entity);
  }
  /// What the database has shown within a savepoint that has written may be gone with it.
  void note_read(Entity& entity) {
    if (depth() > 1) innermost().read.push_back(&entity);
  }
  /// How many were noted so in the innermost frame, and that those after `count` were not.
  std::size_t read_count() const { return empty() ? 0 : frames_.back().read.size(); }
  void forget_read_after(std::size_t count) noexcept {
    if (!empty()) innermost().read.resize(count);
  }
  /// A flush that had nothing to write has begun no transaction.
  void note_member(const WrittenMember& member) {
    need(*member.owner);
    need(*member.member);
    if (!empty()) innermost().members.push_back(member);
  }
  void note_written(std::size_t rows) { innermost().written += rows; }
  /// Rows, in the frame of this number and those within; 0: in all.
  std::size_t written_since(std::uint64_t number) const;
  /// `old_key`: a field a column of the key.
  void note_key_switch(Entity& entity, const void* const* old_key) {
    need(entity);
    innermost().keep_key(entity, old_key);
  }

  /// The innermost savepoint is released: what it did is now its parent's.
  void hand_up();

  /// The innermost frame is rolled back: its objects are in the identity map, or not, as before it,
  /// under the keys they had; inserted ones are transient, their values kept as assigned but for
  /// those that were generated, or copied from a relationship that is to copy them again. Requires:
  /// no object has unflushed changes.
  void undo(IdentityMap& identities, ChangeLog& changes);
  /// After commit: deleted objects are detached.
  void detach_deleted();

  void pop() { frames_.pop_back(); }
  void clear() { frames_.clear(); }
  /// The objects of a shelf are about to be freed: those alone were read, or written as they show.
  void forget(const Shelf& shelf) noexcept;
  /// The objects are about to be freed, the transaction goes on.
  void forget_objects() {
    for (TransactionFrame& frame : frames_) frame.forget_objects();
  }

 private:
  std::vector<TransactionFrame> frames_;  // outermost first; empty: no transaction
};

}  // namespace orp
