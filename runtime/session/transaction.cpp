// SPDX-License-Identifier: MIT
// A session's transaction: one connection from the first statement to commit or rollback, a frame
// in the log for it and for each savepoint. A failure undoes the innermost frame in the database at
// once; the objects follow when the program calls rollback, and wait until then.
#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "entity/relation.hpp"
#include "entity/state.hpp"
#include "entity/thread_check.hpp"
#include "orpiment/base/error.hpp"
#include "session/session_state.hpp"

namespace orp {

namespace {

// For giving up a transaction or savepoint, which must not hide the error that made it necessary.
template <class Act>
std::exception_ptr error_of(Act act) noexcept {
  try {
    act();
    return nullptr;
  } catch (...) {
    return std::current_exception();
  }
}

using EntitySet = std::unordered_set<const Entity*>;
using MemberLists = std::unordered_map<ManyBase*, std::vector<Entity*>>;

// The collection of `entity` by `relation` if nobody has looked at it; nullptr: there is none.
ManyBase* unloaded_collection(Entity& entity, unsigned relation) {
  const EntityInfo& info = info_of(entity);
  if (!info.relations[relation].is_collection()) return nullptr;
  ManyBase& collection = collection_of(entity, info, relation);
  return collection.is_loaded() ? nullptr : &collection;
}

// Those who stay in the collection of an inserted object, as they say themselves.
void note_members(Entity& member, const EntitySet& inserted, MemberLists& lists) {
  const EntityInfo& info = info_of(member);
  for (unsigned i = 0; i < info.relations.size(); ++i) {
    const RelationInfo& relation = info.relations[i];
    const RelationSlot& slot = relation_slots(member, info)[i];
    if (!relation.holds_key() || relation.inverse < 0 || slot.is_changed() ||
        inserted.count(slot.target()) == 0)
      continue;
    if (ManyBase* list =
            unloaded_collection(*slot.target(), static_cast<unsigned>(relation.inverse)))
      lists[list].push_back(&member);
  }
}

// Objects that are about to be transient have the members that they were given, and no others to
// load.
void keep_members(const std::vector<Entity*>& objects, const EntitySet& inserted) {
  MemberLists lists;
  for (Entity* object : objects) {
    const EntityInfo& info = info_of(*object);
    note_members(*object, inserted, lists);
    for (unsigned i = 0; i < info.relations.size(); ++i)
      if (relation_slots(*object, info)[i].word != 0)
        if (ManyBase* list = unloaded_collection(*object, i)) lists[list];
  }
  for (auto& [list, members] : lists) {
    Entity** const memory = ManyAccess::begin_loading(*list, members.size());
    std::copy(members.begin(), members.end(), memory);
    ManyAccess::finish_loading(*list);
  }
}

}  // namespace

// What may be tried again may be tried again also when its error is seen only as a cause.
void SessionState::check_usable() const {
  if (!failure) return;
  ErrorDetails details{.code = "ORP-1301",
                       .message = "the session's transaction was rolled back by an earlier error",
                       .hint = "call rollback(), then go on",
                       .cause = failure};
  try {
    std::rethrow_exception(failure);
  } catch (const Error& cause) {
    details.may_retry = cause.may_retry();
    details.lost_connection = cause.lost_connection();
  } catch (...) {
  }
  throw UsageError(std::move(details));
}

backend::Link& SessionState::link() {
  check_usable();
  if (connection_) return connection_->link();
  Connection connection = engine.connect();
  connection.link();  // begins
  if (transactions.empty()) transactions.push(std::nullopt);
  connection_.emplace(std::move(connection));
  return connection_->link();
}

std::uint64_t SessionState::begin() {
  check_usable();
  if (in_transaction())
    throw UsageError({.code = "ORP-1302",
                      .message = "the session has begun its transaction already",
                      .hint = "commit or roll back first, or set a savepoint by begin_nested()"});
  transactions.push(std::nullopt);
  return transactions.innermost().number;
}

void SessionState::commit() {
  check_usable();
  flush_all();
  if (!in_transaction()) return release_thread(owner);
  try {
    if (connection_) connection_->commit();
  } catch (...) {
    fail_transaction(std::current_exception());
    throw;
  }
  transactions.detach_deleted();
  transactions.clear();
  connection_.reset();
  if (options.expire_on_commit) expire_all();
  release_thread(owner);
}

void SessionState::rollback() {
  failure = nullptr;
  if (in_transaction() && connection_) error_of([&] { connection_->rollback(); });
  undo_frames(transactions.depth());
  connection_.reset();
  release_thread(owner);
}

std::uint64_t SessionState::begin_nested() {
  check_usable();
  flush_all();
  link();
  transactions.push(connection_->begin_nested());
  return transactions.innermost().number;
}

void SessionState::commit(std::uint64_t number) {
  check_usable();
  if (!transactions.has(number))
    throw UsageError(
        {.code = "ORP-1303",
         .message = "this transaction or savepoint is over already",
         .hint = "it ended with the session's transaction, or the savepoint around it"});
  if (number == transactions.outermost().number)
    commit();
  else
    commit_nested(number);
}

void SessionState::rollback(std::uint64_t number) {
  if (!transactions.has(number)) return;
  if (number == transactions.outermost().number)
    rollback();
  else
    rollback_nested(number);
}

void SessionState::commit_nested(std::uint64_t number) {
  flush_all();
  for (bool is_last = false; !is_last; transactions.hand_up()) {
    TransactionFrame& frame = transactions.innermost();
    is_last = frame.number == number;
    try {
      frame.savepoint->commit();
    } catch (...) {
      fail_frame(std::current_exception());
      throw;
    }
  }
}

void SessionState::rollback_nested(std::uint64_t number) {
  std::size_t frames = 0;
  for (bool is_last = false; !is_last; ++frames) {
    TransactionFrame& frame = transactions.innermost(frames);
    is_last = frame.number == number;
    std::exception_ptr error = error_of([&] { frame.savepoint->rollback(); });
    if (error && !failure) fail_transaction(std::move(error));
  }
  undo_frames(frames);
  if (transactions.depth() < failed_depth_) failure = nullptr;
}

// A flush in the innermost frame has failed.
void SessionState::fail_frame(std::exception_ptr cause) {
  if (transactions.depth() > 1 &&
      !error_of([&] { transactions.innermost().savepoint->rollback(); })) {
    failure = std::move(cause);
    failed_depth_ = transactions.depth();
  } else {
    fail_transaction(std::move(cause));
  }
}

void SessionState::fail_transaction(std::exception_ptr cause) {
  failure = std::move(cause);
  failed_depth_ = 1;
  if (connection_) error_of([&] { connection_->rollback(); });
}

// The objects follow a rollback of the innermost frames. What was not flushed never happened: new
// objects are transient again, with the values and relationships that the program gave them; what
// stays in the session is read anew.
void SessionState::undo_frames(std::size_t count) {
  std::vector<Entity*> doubtful = changed_objects();
  const std::vector<Entity*> leaving = inserted_since(count);
  const EntitySet inserted(leaving.begin(), leaving.end());
  keep_members(leaving, inserted);
  for (Entity* entity : doubtful)
    if (inserted.count(entity) == 0)
      changes.restore_key(*entity);
    else if (entity->entity_state() == EntityState::persistent)
      identities.table(info_of(*entity)).erase(*entity);  // and keeps the key it was given
  for (Entity* entity : changes.added())
    if (entity != nullptr) move_to(*entity, EntityState::transient);
  changes.clear();
  const bool is_whole = count > 0 && count == transactions.depth();
  std::vector<const RelationInfo*> unsure;
  for (; count > 0; --count) {
    TransactionFrame& frame = transactions.innermost();
    transactions.undo(identities, changes);
    doubtful.insert(doubtful.end(), frame.modified.begin(), frame.modified.end());
    unsure.insert(unsure.end(), frame.unsure.begin(), frame.unsure.end());
    transactions.pop();
  }
  if (is_whole) return expire_all();
  for (Entity* entity : doubtful)
    if (entity->entity_state() == EntityState::persistent) forget_loaded(*entity);
  for (const RelationInfo* list : unsure) expire_list(*list);
}

// Of all who have it.
void SessionState::expire_list(const RelationInfo& list) {
  for (const KeyTable& table : identities.tables()) {
    const View<RelationInfo> relations = table.info().relations;
    const auto found = std::find_if(relations.begin(), relations.end(),
                                    [&](const RelationInfo& one) { return &one == &list; });
    if (found == relations.end()) continue;
    table.for_each([&](Entity& owner_object) {
      expire_relation(owner_object, static_cast<unsigned>(found - relations.begin()));
    });
  }
}

std::vector<Entity*> SessionState::inserted_since(std::size_t frames) {
  std::vector<Entity*> inserted;
  for (std::size_t i = 0; i < frames; ++i) {
    const std::vector<Entity*>& list = transactions.innermost(i).inserted;
    inserted.insert(inserted.begin(), list.begin(), list.end());
  }
  return inserted;
}

std::vector<Entity*> SessionState::changed_objects() const {
  std::vector<Entity*> changed;
  for (const ChangeRecord& record : changes.records())
    if (record.entity != nullptr) changed.push_back(record.entity);
  for (const auto& record : changes.collections())
    if (record->collection != nullptr) changed.push_back(&ManyAccess::owner(*record->collection));
  return changed;
}

}  // namespace orp
