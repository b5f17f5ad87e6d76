// SPDX-License-Identifier: MIT
// All that a session holds, and what its objects ask of it. The parts do the work:
//
//   objects/   what is known of the objects, as one value
//   load/      statement -> hydrate -> what comes along             a query
//   flush/     changes -> order -> persist -> settle                a flush
#pragma once
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "entity/tracker.hpp"
#include "orpiment/backend/link.hpp"
#include "orpiment/engine/engine.hpp"
#include "orpiment/session/attribute.hpp"
#include "orpiment/session/flush_plan.hpp"
#include "orpiment/session/session_options.hpp"
#include "session/flush/deletions.hpp"
#include "session/load/load_context.hpp"
#include "session/objects/objects.hpp"
#include "session/sql_values.hpp"

namespace orp {

class KeyLookup;
class SessionStream;
namespace detail {
class RowBuffer;
class StreamRows;
class Translation;
}  // namespace detail

class SessionState final : public Tracker, public QueryRunner, public Deleter {
 public:
  SessionState(Engine engine, SessionOptions options);
  ~SessionState();

  // Parts, used by the files of this folder.
  Engine engine;
  SessionOptions options;
  Objects objects;

  backend::Link& link() override;
  sql::StatementCache& statements() const override { return statements_; }
  LoadContext load_context() { return {objects, *this}; }
  /// Throws the UsageError that carries the cause while a failed flush waits for rollback().
  void check_usable() const {
    if (failure != nullptr) throw_unusable();
  }
  bool is_active() const { return failure == nullptr; }
  /// A query of objects or values, after an autoflush. Returns the elements' names.
  void query(const sql::NodeRef& statement, detail::RowBuffer& rows);
  /// The same for a stream, which is to be filled.
  void open_stream(const sql::NodeRef& statement, detail::StreamRows& rows);
  /// Writes `rows` rows without objects, and lets `check` look at what came of it. What one of both
  /// throws fails the transaction, as a flush does.
  void write_in_bulk(backend::Write& write, std::size_t rows, const std::function<void()>& check);
  /// The exception that is being handled fails the transaction of that number, or the savepoint
  /// `frame` within it, in which something of its work is. Nothing happens if the former is over.
  void fail_sent(std::uint64_t transaction, std::uint64_t frame);
  /// Any statement, after an autoflush.
  DynamicResult execute(const Executable& statement);
  void execute_script(std::string_view sql);
  ExplainedPlan explain_query(const Executable& statement, ExplainOptions how);

  // Life cycle (session/life_cycle.cpp), and deletion (session/doom.cpp)
  void check_owner(const Entity& entity, const char* act) const;  ///< throws for another's object
  Entity& create(const EntityInfo& info);                         // pending
  Entity& create_for(Entity& owner, const EntityInfo& info) override;
  void discard(Entity& entity) override;
  void add(Entity& entity);
  void delete_(Entity& entity);
  void doom(Entity& entity) override;
  void doom_members(Entity& owner_object) override;
  void expunge(Entity& entity);
  /// What expunge() does, and with whom: those it cascades to.
  std::vector<Entity*> take_out(Entity& entity);
  void expunge_all();
  bool contains(const Entity& entity) const;
  /// The shelf on which a stream puts its next partition: this one, where nobody may need the
  /// objects on it, which are freed, else another one.
  ObjectShelf& pass_on(ObjectShelf& shelf);
  /// Frees all objects; every reference to them is invalid after. The transaction goes on.
  void clear();
  /// Rolls back, frees all objects, gives the connection back. Observers are told of what is lost,
  /// unless an error is the reason: a failed flush, or an exception on its way.
  void close();

  // Values that are SQL expressions (session/sql_values.cpp)
  SqlValues sql_values;
  void set_value(Entity& entity, unsigned column, const sql::NodeRef& expression);

  // Unit of work (session/flush.cpp)
  bool has_changes() const { return !objects.changes.empty() || !sql_values.empty(); }
  void flush();
  /// What flush() would do. The objects and what is known of them stay as they are.
  FlushPlan explain_flush();
  /// Flushes what there is, unless that is switched off; adds the note to errors. Whether it did.
  bool autoflush(const char* reason) {
    if (!has_changes() || !options.autoflush || autoflush_blocks > 0 || flushing) return false;
    flush_before(reason);
    return true;
  }

  // Transactions (session/transaction.cpp), which have numbers, never 0, and connect to the
  // database with their first statement
  std::uint64_t begin();
  void commit();
  void rollback();
  std::uint64_t begin_nested();  ///< flushes and sets a savepoint
  /// Ends that transaction or savepoint, and those within it. commit throws UsageError when it is
  /// over already; rollback does nothing then and never throws.
  void commit(std::uint64_t number);
  void rollback(std::uint64_t number);
  /// Rolls back a transaction or savepoint whose scope ends; `exceptions` were under way when it
  /// began. Observers are told as by close().
  void abandon(std::uint64_t number, int exceptions);
  bool in_transaction() const { return !objects.transactions.empty(); }

  // Expiry (session/expire.cpp) and reading anew (session/refresh.cpp)
  void expire(Entity& entity);  ///< cascading
  void expire(Entity& entity, View<AttributeNumber> attributes);
  void expire_column(Entity& entity, unsigned column);
  void expire_relation(Entity& entity, unsigned relation);
  void expire_all();
  void refresh(Entity& entity);
  void refresh(Entity& entity, View<AttributeNumber> attributes);
  /// Throws for an object of another session, and for one without a row to read.
  void check_has_row(const Entity& entity, const char* act) const;
  /// Reads the row with that key into its object; nullptr when there is none.
  Entity* read_row(const EntityInfo& info, const void* const* key);

  // Tracker: what objects ask (session/tracker.cpp)
  void load_column(Entity& entity, unsigned column) override;
  void load_relation(Entity& entity, unsigned relation) override;
  void load_membership(Entity& entity, unsigned relation) override;
  Entity* find_target(Entity& entity, unsigned relation) override;
  void column_changing(Entity& entity, unsigned column) override;
  const Entity* former_target(Entity& entity, unsigned relation) const override;
  void target_changing(Entity& entity, unsigned relation, Entity* old) override;
  CollectionChanges& collection_changing(ManyBase& collection) override;
  void check_joining(Entity& owner, unsigned relation, Entity& member) override;
  void joining(Entity& owner, unsigned relation, Entity& member) override;
  void left(Entity& owner, unsigned relation, Entity& member) override;
  void let_go_outside(Entity& owner_object, unsigned relation, Entity& member) override {
    note_outside(owner_object, {relation, &member, false});
  }
  void overrule(Entity& place, unsigned relation, const Entity* value) override;
  bool overrule(Entity& place, unsigned relation, Entity& member, bool is_in) override;
  void* allocate(Entity& owner, std::size_t bytes) override {
    return objects.store.allocate(owner, bytes);
  }

  std::vector<SessionStream*> streams;  ///< that are open
  unsigned autoflush_blocks = 0;        ///< no_autoflush scopes
  bool flushing = false;
  std::exception_ptr failure;  ///< of the flush that broke the transaction

 private:
  void calculate_sql_values();
  void assume_sql_values() const;
  void write_sql_values();
  [[noreturn]] void throw_unusable() const;
  void check_may_flush() const;
  // These throw, and change nothing, where attach_again(), take_in() and take_in_with_companions()
  // would throw.
  void check_attaching(Entity& entity, const char* act, const char* hint);
  void check_may_enter(Entity& entity);
  void check_may_come(Entity& entity);
  bool take_in(Entity& entity);
  void attach_again(Entity& entity, const char* act, const char* hint);
  void leave(Entity& entity);
  void take_in_with_companions(Entity& entity);
  void call_back(Entity& entity, const Entity* home);
  void bring_back(Entity& entity);
  void doom(Entity& entity, DeletionWords::Moment moment);
  void doom_members(Entity& owner_object, DeletionWords::Moment moment);
  bool is_reached(Entity& entity, DeletionWords::Moment moment);
  std::vector<Entity*> members_to_doom(Entity& entity, DeletionWords::Moment moment);
  void note_outside(Entity& owner_object, Absences::Act act);
  void note_letting_go(const Entity* home, const RelationInfo& relation, Entity& member);
  void flush_before(const char* reason);
  void flush_all();
  void commit_nested(std::uint64_t number);
  void rollback_nested(std::uint64_t number);
  void fail_transaction(std::exception_ptr cause);
  void fail_frame(std::exception_ptr cause);
  // How objects follow a rollback (session/rollback.cpp)
  void undo_frames(std::size_t count);
  void doubt_all(const std::vector<Entity*>& changed);
  std::vector<Entity*> inserted_since(std::size_t frames);
  std::vector<Entity*> changed_objects() const;
  UncommittedEvent lost_from(std::uint64_t number, int exceptions) const;

  std::shared_ptr<detail::Translation> translation_;  // nullptr: schemas go by their own names
  sql::StatementCache& statements_;                   // the engine's, or that of the translation
  std::optional<Connection> connection_;
  std::unique_ptr<ClassMap<KeyLookup>> lookups_;  // made with the first one
  int exceptions_ = std::uncaught_exceptions();
  std::size_t failed_depth_ = 0;  // frames when `failure` happened; it ends with the innermost one
};

}  // namespace orp
