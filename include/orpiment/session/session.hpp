// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "orpiment/engine/engine.hpp"
#include "orpiment/entity/entity.hpp"
#include "orpiment/session/query.hpp"
#include "orpiment/session/session_options.hpp"

namespace orp {

class SessionState;

/// While it lives, queries do not flush: `auto quiet = session.no_autoflush();`
class [[nodiscard]] NoAutoflush {
 public:
  NoAutoflush(NoAutoflush&&) = delete;
  ~NoAutoflush();

 private:
  friend class Session;
  explicit NoAutoflush(SessionState& state);
  SessionState* state_;
};

/// A savepoint of a session, undone when this object goes without a commit: objects changed within
/// are expired, objects added within are transient again.
class [[nodiscard]] NestedTransaction {
 public:
  NestedTransaction(NestedTransaction&& other) noexcept
      : state_(std::exchange(other.state_, nullptr)), number_(other.number_) {}
  ~NestedTransaction();

  void commit();
  void rollback();

 private:
  friend class Session;
  NestedTransaction(SessionState& state, std::uint64_t number) : state_(&state), number_(number) {}
  SessionState* state_;  // nullptr: over
  std::uint64_t number_;
};

/// The program's conversation with the database: an identity map (one object a row), a unit of work
/// (changes are noticed and written in one go) and the transaction around them.
///
/// The session owns its objects: references stay valid until clear() or close(), also after
/// rollback, expunge and delete. A movable handle; not thread-safe: one session a thread.
///
/// When a flush fails its transaction is rolled back at once, and every use of the session throws a
/// UsageError that carries the cause, until rollback() is called.
class Session {
 public:
  explicit Session(Engine engine, SessionOptions options = {});
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;
  ~Session();  ///< close()

  // Objects

  /// Makes an object from `init`; it is pending until the next flush writes it.
  template <class E>
  E& add(typename E::New init) {
    E& entity = static_cast<E&>(create(E::info));
    EntityAccess::initialise(entity, std::move(init));
    return entity;
  }
  /// Puts a transient or detached object of this session back to work, with all that its
  /// relationships cascade to. Throws UsageError when another object has its key.
  void add(Entity& entity);
  /// Deletes the object's row at the next flush, cascading. Throws UsageError for an object that
  /// was never written.
  void delete_(Entity& entity);
  /// Takes the object out of the session: it is detached (pending: transient) and no longer
  /// tracked.
  void expunge(Entity& entity);
  void expunge_all();
  /// Forgets everything and frees its memory: every reference from this session is invalid after.
  /// Pending changes are dropped; the transaction goes on.
  void clear();

  /// The object with that primary key: from the identity map, else by a query; nullptr when there
  /// is no such row.
  template <class E>
  E* get(const typename E::Key& key, const LoadOptions& options = {}) {
    return static_cast<E*>(find(E::info, detail::parts_of_key(key).values, options));
  }
  /// Throws NoResultFound when there is no such row.
  template <class E>
  E& get_one(const typename E::Key& key, const LoadOptions& options = {}) {
    return static_cast<E&>(find_one(E::info, detail::parts_of_key(key).values, options));
  }

  /// Reads the object's row now, dropping unwritten changes. Throws StaleDataError when it is gone,
  /// UsageError for an object that is not persistent.
  void refresh(Entity& entity);
  /// Forgets what is loaded, unwritten changes included; the next look reads it anew. Throws
  /// UsageError for an object that is not persistent.
  void expire(Entity& entity);
  void expire_all();

  bool contains(const Entity& entity) const;
  /// Whether the object differs from its row as far as the session knows.
  bool is_modified(const Entity& entity) const;

  // Queries; pending changes are flushed first (autoflush)

  /// One object or value a row: `for (User& user : session.scalars(orp::select<User>()))`.
  template <class T>
  Scalars<T> scalars(const Query<T>& statement) {
    detail::RowCollector<T> rows;
    run(statement.node(), rows.sink());
    return Scalars<T>(rows.take());
  }
  /// The first object or value: a pointer, or a std::optional.
  template <class T>
  auto scalar(const Query<T>& statement) {
    return scalars(statement).first();
  }
  /// Rows as tuples: `for (auto [name, orders] : session.execute(statement))`. An object is an
  /// `E&`, or an `E*` where there may be none.
  template <class... Ts>
  Rows<typename detail::RowElement<Ts>::type...> execute(const Query<Ts...>& statement) {
    detail::RowCollector<Ts...> rows;
    std::vector<std::string> names = run(statement.node(), rows.sink());
    return {std::move(names), rows.take_rows()};
  }
  /// Any other statement; objects in memory are not changed by it.
  DynamicResult execute(const Executable& statement);
  DynamicResult execute(const Text& statement);

  // Transactions; the first use begins one

  void flush();
  /// Flushes, commits and expires (SessionOptions::expire_on_commit).
  void commit();
  /// Ends the transaction; objects added in it are transient again with their values kept, deleted
  /// ones are back, all others are expired.
  void rollback();
  /// Flushes and sets a savepoint.
  NestedTransaction begin_nested();
  bool in_transaction() const;
  NoAutoflush no_autoflush();

  /// Rolls back, frees all objects and gives the connection back. The session may be used again.
  void close();

  Engine engine() const;

 private:
  Entity& create(const EntityInfo& info);
  Entity* find(const EntityInfo& info, const void* const* key, const LoadOptions& options);
  Entity& find_one(const EntityInfo& info, const void* const* key, const LoadOptions& options);
  std::vector<std::string> run(const sql::NodeRef& statement, const detail::RowSink& sink);
  std::unique_ptr<SessionState> state_;
};

}  // namespace orp
