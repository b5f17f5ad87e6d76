// SPDX-License-Identifier: MIT
#pragma once
#include <concepts>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "orpiment/engine/engine.hpp"
#include "orpiment/entity/entity.hpp"
#include "orpiment/entity/identity_view.hpp"
#include "orpiment/session/attribute.hpp"
#include "orpiment/session/bulk.hpp"
#include "orpiment/session/flush_plan.hpp"
#include "orpiment/session/no_autoflush.hpp"
#include "orpiment/session/query.hpp"
#include "orpiment/session/session_options.hpp"
#include "orpiment/session/session_transaction.hpp"

namespace orp {

class SessionState;
namespace detail {
class TableBulk;
}

/// The program's conversation with the database: an identity map (one object a row), a unit of work
/// (changes are noticed and written in one go) and the transaction around them.
///
/// The session owns its objects: references stay valid until clear() or close(), also after
/// rollback, expunge and delete; those of a stream until it goes on. A movable handle, of which one
/// that was moved from may only be destroyed or assigned to; not thread-safe: one session a thread.
/// Checked builds (ORPIMENT_CHECKED) throw a UsageError when an object is used after it was freed,
/// and when a second thread uses a session before the first one has ended its transaction.
///
/// When a flush fails its transaction is rolled back at once, and every use of the session throws a
/// UsageError that carries the cause, until rollback() is called.
///
/// What asks the database throws what that says: SqlError and its kinds when a statement is
/// refused, DataError for a value that does not fit, ConnectionError when there is no connection or
/// it is lost. What takes an object throws UsageError for one of another session, but contains().
class Session {
 public:
  /// Takes no connection before the first statement. Keeps of the engine what it needs. Throws
  /// UsageError as Connection::execution_options() does.
  explicit Session(Engine engine, SessionOptions options = {});
  /// References to objects stay valid; what was moved from may only be destroyed or assigned to.
  Session(Session&&) noexcept;
  Session& operator=(Session&&) noexcept;
  ~Session();  ///< close()

  // Objects

  /// Makes an object from `init`, which the session owns; it is pending until the next flush writes
  /// it. Throws DataError when a value does not fit its column, UsageError when a related object is
  /// of another session: then there is no object, and the others are as they were.
  template <class E>
  E& add(typename E::New init) {
    E& entity = static_cast<E&>(create(E::info));
    EntityAccess::initialise(entity, std::move(init));
    return entity;
  }
  /// Puts a transient or detached object of this session back to work, with all that its
  /// relationships cascade to; nothing happens when it is in. Throws UsageError when another object
  /// has its key, or its row is gone.
  void add(Entity& entity);
  /// Deletes the object's row at the next flush, cascading; a detached object comes back for that.
  /// Throws UsageError for an object that was never written, and for a detached one whose row was
  /// deleted already or whose key another object has.
  void delete_(Entity& entity);
  /// A view's rows are only read.
  template <class E>
  requires detail::is_read_only<E>
  void delete_(E& entity) = delete;
  /// Takes the object out of the session: it is detached (pending: transient) and no longer
  /// tracked, like those that its relationships cascade to. Its memory stays the session's. Throws
  /// UsageError when it is not in.
  void expunge(Entity& entity);
  /// Expunges every object; what waits for a flush is dropped.
  void expunge_all();
  /// Forgets everything and frees its memory: every reference from this session is invalid after.
  /// Pending changes are dropped; the transaction goes on.
  void clear();

  /// The object with that primary key, which the session owns: from the identity map, else by a
  /// query, before which is flushed (autoflush); nullptr when there is no such row.
  template <class E>
  E* get(detail::GivenKey<E> key, const LoadOptions& options = {}) {
    const auto& value = detail::key_value<E>(key);
    if (E* known = find_at_once<E>(value, options)) return known;
    return static_cast<E*>(find(E::info, detail::parts_of_key(value).values, options));
  }
  /// The same; throws NoResultFound when there is no such row.
  template <class E>
  E& get_one(detail::GivenKey<E> key, const LoadOptions& options = {}) {
    const auto& value = detail::key_value<E>(key);
    if (E* known = find_at_once<E>(value, options)) return *known;
    return static_cast<E&>(find_one(E::info, detail::parts_of_key(value).values, options));
  }

  /// Reads the object's row anew, now, and what its relationships load eagerly; the others are
  /// loaded anew when they are looked at. Flushes first (autoflush), else unwritten changes are
  /// dropped. Throws StaleDataError when the row is gone, UsageError for an object that is not
  /// persistent.
  void refresh(Entity& entity);
  /// The same for some attributes, which are read now, relationships too: `session.refresh(user,
  /// {User::c.name, User::c.orders})`. The primary key stays as it is.
  template <class E>
  void refresh(E& entity, std::initializer_list<Attribute<std::type_identity_t<E>>> attributes) {
    refresh_attributes(entity, {attributes.begin(), attributes.end()});
  }
  /// Forgets what is loaded, unwritten changes included, also of what the relationships' cascade
  /// "refresh-expire" leads to; the next look reads it anew. Throws UsageError for an object that
  /// is not persistent.
  void expire(Entity& entity);
  /// The same for some attributes: `session.expire(user, {User::c.name, User::c.orders})`. Of the
  /// primary key only an assigned value is forgotten.
  template <class E>
  void expire(E& entity, std::initializer_list<Attribute<std::type_identity_t<E>>> attributes) {
    expire_attributes(entity, {attributes.begin(), attributes.end()});
  }
  /// All persistent objects; those to be deleted still will be.
  void expire_all();

  // What the next flush is about; each is a copy that later changes do not alter. `E` picks the
  // objects of one class: `session.dirty<User>()`.

  /// Objects to be inserted, in the order in which they were added.
  template <class E = Entity>
  std::vector<E*> new_() const {
    return list<E>(ObjectSet::added);
  }
  /// Persistent objects that were changed and are not to be deleted. An attribute set back to what
  /// it was counts: is_modified() looks closer.
  template <class E = Entity>
  std::vector<E*> dirty() const {
    return list<E>(ObjectSet::dirty);
  }
  /// Objects to be deleted, in the order in which that was asked for. What a cascade finds only in
  /// the database is not among them.
  template <class E = Entity>
  std::vector<E*> deleted() const {
    return list<E>(ObjectSet::deleted);
  }
  /// Every object in the session: new and persistent ones.
  template <class E = Entity>
  std::vector<E*> objects() const {
    return list<E>(ObjectSet::all);
  }

  /// The object is new or persistent here. False from the flush that deletes it on.
  bool contains(const Entity& entity) const;
  /// Whether a flush would find the object changed: compares with what the database has, as far as
  /// that is known, and asks for nothing. Without `include_collections`: whether its own row would
  /// be written.
  bool is_modified(const Entity& entity, bool include_collections = true) const;

  // Queries; pending changes are flushed first (autoflush), and what flush() throws is thrown, with
  // a note of what it was for. Results are read to the end and need no connection; objects in them
  // are the session's

  /// One object or value a row: `for (User& user : session.scalars(orp::select<User>()))`. Throws
  /// DataError for a value in the database that does not fit its C++ type.
  template <class T>
  Scalars<T> scalars(const Query<T>& statement) {
    Scalars<T> scalars;
    read(statement, scalars.rows_);
    return scalars;
  }
  /// Does not compile: says why `X` has no scalars.
  template <class X>
  requires(!detail::QueryOfOne<X>) detail::Refused scalars(const X&) {
    detail::refuse_scalars<X>();
    return {};
  }
  /// The first object or value: a pointer, or a std::optional, empty without a row or when the
  /// value is NULL.
  template <class T>
  auto scalar(const Query<T>& statement) {
    auto first = scalars(statement).first();
    if constexpr (std::is_same_v<decltype(first), std::optional<T>>)
      return first ? std::optional<detail::value_t<T>>(*std::move(first)) : std::nullopt;
    else
      return first;
  }
  /// Does not compile: says why `X` has no scalars.
  template <class X>
  requires(!detail::QueryOfOne<X>) std::optional<int> scalar(const X&) {
    detail::refuse_scalars<X>();
    return {};
  }
  /// Rows as tuples: `for (auto [name, orders] : session.execute(statement))`. An object is an
  /// `E&`, or an `E*` where there may be none.
  template <class... Ts>
  requires(sizeof...(Ts) > 0) Rows<typename detail::RowElement<Ts>::type...> execute(
      const Query<Ts...>& statement) {
    Rows<typename detail::RowElement<Ts>::type...> rows(detail::tuple_row<Ts...>);
    read(statement, rows.rows_);
    return rows;
  }
  /// The rows of a query as the loop asks for them, some at a time: objects where it selects those
  /// alone, `for (User& user : session.stream(orp::select<User>(), {.yield_per = 500}))`, else
  /// tuples as execute() has them. Throws what execute() throws, and UsageError for a statement
  /// that writes.
  template <class... Ts>
  Stream<Ts...> stream(const Query<Ts...>& statement, StreamOptions options = {}) {
    Stream<Ts...> stream(options);
    open(statement, stream.rows_);
    return stream;
  }
  /// Does not compile: says why `X` cannot be streamed.
  template <class X>
  requires(!detail::TypedQuery<X>) detail::Refused stream(const X&, StreamOptions = {}) {
    detail::refuse_untyped<X>();
    return {};
  }
  /// Any other statement. Objects in memory follow an UPDATE or a DELETE, as its execution options
  /// say. It is part of the transaction.
  DynamicResult execute(const Executable& statement);
  /// Runs SQL text without values, several statements if need be: DDL, settings. It is part of the
  /// transaction; objects in memory do not follow.
  void execute_script(detail::GivenText sql);
  /// How the database means to run a statement. Objects in memory do not follow what `analyze`
  /// makes it write. Throws what execute() throws.
  ExplainedPlan explain(const Executable& statement, ExplainOptions options = {});
  /// Does not compile: says why `X` cannot be run.
  template <class X>
  requires(!detail::Statement<X>) DynamicResult execute(const X&) {
    detail::refuse_statement<X>();
    return {nullptr, 0};
  }

  // Many rows, without objects and in constant memory: of a range, or of a callable that returns a
  // std::optional, empty at the end. Pending changes are flushed first (autoflush); objects in
  // memory do not notice. Rows are sent in chunks, those of a chunk by their keys where they have
  // them. After a failure the session waits for rollback(), and the error names the row by its
  // number, from 1; so it waits when the range, the callable or on_progress throws and the open
  // transaction has rows of it already. All return how many rows the database has written, which
  // are all but those that a trigger or a rule of its own drops, and throw DataError for a value
  // that does not fit, IntegrityError where a constraint is violated, UsageError for options that
  // cannot be met.

  /// Inserts rows of `E::New`, which leaves to their defaults what it does not set, or of `E::Row`,
  /// of which each column is written: `session.bulk_insert<Reading>(rows, {.chunk = 10'000})`.
  /// `New` has no related objects here: UsageError.
  template <class E, class Items>
  std::size_t bulk_insert(Items&& items, const BulkOptions& options = {}) {
    constexpr bool is_row = detail::is_bulk_row<E, detail::Item<Items>>;
    static_assert(is_row,
                  "bulk_insert<E>() takes rows of E::New or E::Row; for tuples name their columns");
    if constexpr (is_row) {
      detail::BulkWriter writer(state(), E::info, detail::BulkWriter::Act::insert, {}, options);
      return detail::write_items<E>(writer, std::forward<Items>(items));
    } else {
      return 0;
    }
  }
  /// Inserts tuples, an element for each of `columns`; other columns take the database's default:
  /// `session.bulk_insert(std::tuple(Tag::c.id, Tag::c.name), rows)`.
  template <class E, class... T, class Items>
  std::size_t bulk_insert(const std::tuple<Column<E, T>...>& columns, Items&& items,
                          const BulkOptions& options = {}) {
    detail::BulkWriter writer(state(), E::info, detail::BulkWriter::Act::insert,
                              detail::numbers_of(columns), options);
    return detail::write_tuples(writer, columns, std::forward<Items>(items),
                                std::index_sequence_for<T...>());
  }
  /// Updates the rows that have the primary keys of these `E::Row` to all that they have. Throws
  /// StaleDataError when one is not there.
  template <class E, class Items>
  std::size_t bulk_update(Items&& items, const BulkOptions& options = {}) {
    constexpr bool is_row = std::is_same_v<detail::Item<Items>, typename E::Row>;
    static_assert(is_row, "bulk_update<E>() takes rows of E::Row; for tuples name their columns");
    if constexpr (is_row) {
      detail::BulkWriter writer(state(), E::info, detail::BulkWriter::Act::update, {}, options);
      return detail::write_rows<E>(writer, std::forward<Items>(items));
    } else {
      return 0;
    }
  }
  /// The same of tuples, an element for each of `columns`, the primary key among them; a column
  /// with `on_update` that is not is set, too.
  template <class E, class... T, class Items>
  std::size_t bulk_update(const std::tuple<Column<E, T>...>& columns, Items&& items,
                          const BulkOptions& options = {}) {
    detail::BulkWriter writer(state(), E::info, detail::BulkWriter::Act::update,
                              detail::numbers_of(columns), options);
    return detail::write_tuples(writer, columns, std::forward<Items>(items),
                                std::index_sequence_for<T...>());
  }

  /// Inserts rows of `E::New` or `E::Row`, some of which may be there already, as `rule` says:
  /// `session.bulk_upsert<Reading>(rows, orp::on_conflict(Reading::c.time).do_update())`. Of rows
  /// of a chunk that have one key the last one counts where the rule updates, and the first one
  /// where it does nothing; a later chunk meets the rows of an earlier one. Keys are sorted within
  /// a chunk. Returns what was done. Include: <orpiment/sql/upsert.hpp>.
  template <class E, class Items>
  BulkProgress bulk_upsert(Items&& items, const ConflictRule<std::type_identity_t<E>>& rule,
                           const BulkOptions& options = {}) {
    constexpr bool is_row = detail::is_bulk_row<E, detail::Item<Items>>;
    static_assert(is_row,
                  "bulk_upsert<E>() takes rows of E::New or E::Row; for tuples name their columns");
    if constexpr (is_row) {
      detail::BulkWriter writer(state(), E::info, {}, options, rule.node_);
      detail::write_items<E>(writer, std::forward<Items>(items));
      return writer.progress();
    } else {
      return {};
    }
  }
  /// The same of tuples, an element for each of `columns`.
  template <class E, class... T, class Items>
  BulkProgress bulk_upsert(const std::tuple<Column<E, T>...>& columns, Items&& items,
                           const ConflictRule<std::type_identity_t<E>>& rule,
                           const BulkOptions& options = {}) {
    detail::BulkWriter writer(state(), E::info, detail::numbers_of(columns), options, rule.node_);
    detail::write_tuples(writer, columns, std::forward<Items>(items),
                         std::index_sequence_for<T...>());
    return writer.progress();
  }

  // Transactions; the first use begins one, unless begin() has

  /// The transaction as a scope: `auto transaction = session.begin(); ...; transaction.commit();`.
  /// Throws UsageError when one has begun already. What was added or changed before belongs to it.
  SessionTransaction begin();
  /// Flushes and sets a savepoint, beginning a transaction if there is none. Throws what flush()
  /// throws, and UsageError when the database has no savepoints.
  SessionTransaction begin_nested();
  /// The transaction as a call: begin(), work(), commit(); rolled back when `work` throws. Returns
  /// what `work` returns, and throws what it throws or one of the two.
  template <class Work>
  std::invoke_result_t<Work> transaction(Work&& work) {
    SessionTransaction scope = begin();
    if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
      std::forward<Work>(work)();
      scope.commit();
    } else {
      std::invoke_result_t<Work> result = std::forward<Work>(work)();
      scope.commit();
      return result;
    }
  }
  /// Writes what is new, changed and deleted, within the transaction. Throws IntegrityError when a
  /// constraint is violated, StaleDataError when the row of a changed object is gone, UsageError
  /// where a relationship leads out of the session or in a circle that no UPDATE can close, and
  /// within a flush. After a failure no object knows of what was written, and the session waits for
  /// rollback().
  void flush();
  /// What flush() would do now: `std::cout << session.explain_flush();`. Nothing is written, and
  /// the session and its objects stay as they are. Reads what a flush would read (which begins the
  /// transaction) and throws what a flush would throw before it writes; the session stays usable.
  FlushPlan explain_flush();
  /// Flushes, commits and expires (SessionOptions::expire_on_commit). Throws what flush() throws,
  /// IntegrityError for constraints that are checked at the end, and InDoubtError when the
  /// connection is lost meanwhile: it may have happened. Then the session waits for rollback().
  void commit();
  /// Ends the transaction; objects added in it are transient again with their values kept, deleted
  /// ones are back, all others are expired. A connection on which it fails is given up, and nothing
  /// is thrown for it.
  void rollback();
  /// A transaction has begun.
  bool in_transaction() const;
  bool in_nested_transaction() const;  ///< a savepoint is set
  /// False after a failed flush, until rollback().
  bool is_active() const;
  /// Nothing is flushed before queries for as long as the result lives.
  NoAutoflush no_autoflush();

  /// Rolls back, frees all objects and gives the connection back: every reference from this session
  /// is invalid after. Observers are told of what is lost. The session may be used again, by any
  /// thread.
  void close();

  /// The engine that it was made with.
  Engine engine() const;

 private:
  friend class detail::TableBulk;
  enum class ObjectSet { added, dirty, deleted, all };

  template <class E>
  std::vector<E*> list(ObjectSet set) const {
    if constexpr (std::is_same_v<E, Entity>) {
      return list(set, nullptr);
    } else {
      std::vector<E*> found;
      for (Entity* entity : list(set, &E::info)) found.push_back(static_cast<E*>(entity));
      return found;
    }
  }
  std::vector<Entity*> list(ObjectSet set, const EntityInfo* info) const;  // nullptr: of any class

  // What most calls of get() ask for: an object that is in memory, all of it.
  template <class E>
  E* find_at_once([[maybe_unused]] const typename E::Key& key,
                  [[maybe_unused]] const LoadOptions& options) const {
#ifndef ORPIMENT_CHECKED
    if constexpr (std::is_integral_v<typename E::Key>) {
      Entity* const known = view_->find(E::info, static_cast<std::uint64_t>(std::int64_t{key}));
      if (known != nullptr && options.empty() &&
          EntityAccess::is_all_loaded(static_cast<const E&>(*known)))
        return static_cast<E*>(known);
    }
#endif
    return nullptr;
  }

  SessionState& state() const;
  Entity& create(const EntityInfo& info);
  void refresh_attributes(Entity& entity, const std::vector<AttributeNumber>& attributes);
  void expire_attributes(Entity& entity, const std::vector<AttributeNumber>& attributes);
  Entity* find(const EntityInfo& info, const void* const* key, const LoadOptions& options);
  Entity& find_one(const EntityInfo& info, const void* const* key, const LoadOptions& options);
  void read(const Executable& statement, detail::RowBuffer& rows);
  void open(const Executable& statement, detail::StreamRows& rows);

  std::shared_ptr<SessionState> state_;  // nobody else's: quicker to compile than a unique_ptr
  const detail::IdentityView* view_;     // of state_
};

}  // namespace orp
