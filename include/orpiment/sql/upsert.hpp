// SPDX-License-Identifier: MIT
// An INSERT whose rows may be there already, alike on every database:
//
//     orp::insert<Reading>().values(rows, Reading::c.device_id, Reading::c.time, Reading::c.value)
//         .on_conflict(Reading::c.device_id, Reading::c.time)
//         .do_update(Reading::c.value = orp::excluded(Reading::c.value),
//                    Reading::c.updated_at = orp::func::now())
//         .where(orp::excluded(Reading::c.value) > Reading::c.value)
//
// A column means the row that is there, excluded() the one that was to be inserted. The same of
// rows that come later, for Session::bulk_upsert():
//
//     orp::on_conflict(Reading::c.device_id, Reading::c.time).do_update()
#pragma once
#include <cstddef>
#include <type_traits>
#include <utility>

#include "orpiment/sql/write.hpp"

namespace orp {

/// The value of a column in the row that was to be inserted: in do_update() and its where().
/// UsageError elsewhere, when the statement is first used.
template <class E, class T>
Expr<T> excluded(const Column<E, T>& column) {
  return Expr<T>(sql::make_excluded(*column.entity, column.index));
}

/// An INSERT that changes the rows that are there already.
template <class E>
class Upsert : public Executable {
 public:
  /// Rows that are there change only where every condition holds, these and those of earlier calls.
  template <class... Conditions>
  [[nodiscard]] Upsert where(const Conditions&... conditions) const {
    return Upsert(detail::with_conditions(node_, conditions...));
  }
  /// The rows inserted or changed; not those that where() leaves as they are.
  [[nodiscard]] Returning<E> returning() const { return detail::returning_entity<E>(node_); }
  /// Columns and expressions of each row inserted or changed.
  template <class... Items>
  [[nodiscard]] auto returning(const Items&... items) const {
    return detail::returning_items(node_, items...);
  }
  /// How many of the rows given to values() are not sent, because a later one has their key: it
  /// alone counts.
  std::size_t folded_rows() const { return sql::folded_rows(node_); }

 private:
  template <class Entity, bool HasKey>
  friend class OnConflict;
  explicit Upsert(sql::NodeRef node) : Executable(std::move(node)) {}
};

/// An INSERT that does not say yet what becomes of rows that are there: no statement before
/// do_nothing() or do_update().
template <class E, bool HasKey>
class OnConflict {
 public:
  /// They stay as they are, and RETURNING does not have them.
  [[nodiscard]] Insert<E> do_nothing() const { return Insert<E>(sql::with_nothing_done(node_)); }
  /// They get these values. Without arguments: all that the program assigns in the INSERT, but for
  /// the key; not what the schema has defaults for. `on_update` of the schema is not applied. Of
  /// rows given to values() with one key the last one
  /// counts, see Upsert::folded_rows().
  template <class... Assignments>
  [[nodiscard]] Upsert<E> do_update(const Assignments&... assignments) const {
    constexpr bool fits = (std::is_same_v<Assignments, Assignment<E>> && ...);
    static_assert(fits,
                  "do_update() takes assignments of this entity's columns: User::c.name = \"Ann\"");
    static_assert(HasKey, "do_update() needs to know which key: on_conflict(User::c.email)");
    if constexpr (fits)
      return Upsert<E>(sql::with_update_done(node_, {assignments.parts_...}));
    else
      return Upsert<E>(node_);  // said above
  }

 private:
  friend class Insert<E>;
  explicit OnConflict(sql::NodeRef node) : node_(std::move(node)) {}

  sql::NodeRef node_;
};

/// What Session::bulk_upsert() does with rows that are there already.
template <class E>
class ConflictRule {
 protected:
  explicit ConflictRule(sql::NodeRef node) : node_(std::move(node)) {}
  const sql::NodeRef& node() const { return node_; }

 private:
  friend class Session;
  template <class Entity, bool HasKey>
  friend class ConflictKey;

  sql::NodeRef node_;  // an INSERT without rows
};

/// That they are changed.
template <class E>
class UpdateRule : public ConflictRule<E> {
 public:
  /// Rows that are there change only where every condition holds, these and those of earlier calls.
  template <class... Conditions>
  [[nodiscard]] UpdateRule where(const Conditions&... conditions) const {
    return UpdateRule(detail::with_conditions(this->node(), conditions...));
  }

 private:
  template <class Entity, bool HasKey>
  friend class ConflictKey;
  using ConflictRule<E>::ConflictRule;
};

/// The key by which rows are there already; no rule before do_nothing() or do_update().
template <class E, bool HasKey>
class ConflictKey {
 public:
  /// Of a key as with_conflict_key() has it.
  explicit ConflictKey(sql::NodeRef node) : node_(std::move(node)) {}

  /// They stay as they are.
  [[nodiscard]] ConflictRule<E> do_nothing() const {
    return ConflictRule<E>(sql::with_nothing_done(node_));
  }
  /// They get these values. Without arguments: all that the program assigns in their row, but for
  /// the key; not what the schema has defaults for. `on_update` of the schema is not applied.
  template <class... Assignments>
  [[nodiscard]] UpdateRule<E> do_update(const Assignments&... assignments) const {
    constexpr bool fits = (std::is_same_v<Assignments, Assignment<E>> && ...);
    static_assert(fits,
                  "do_update() takes assignments of this entity's columns: User::c.name = \"Ann\"");
    static_assert(HasKey, "do_update() needs to know which key: on_conflict(User::c.email)");
    if constexpr (fits)
      return UpdateRule<E>(sql::with_update_of_any(node_, {assignments.parts_...}));
    else
      return UpdateRule<E>(node_);  // said above
  }

 private:
  sql::NodeRef node_;
};

/// Rows that have the values of another one in these columns, a key.
template <class E, class First, class... T>
ConflictKey<E, true> on_conflict(const Column<E, First>& first, const Column<E, T>&... columns) {
  return ConflictKey<E, true>(sql::with_conflict_key(
      sql::make_insert(E::info),
      {static_cast<std::uint16_t>(first.index), static_cast<std::uint16_t>(columns.index)...}));
}
/// Rows that have the values of another one in any key.
template <class E>
ConflictKey<E, false> on_conflict() {
  return ConflictKey<E, false>(sql::with_conflict_key(sql::make_insert(E::info), {}));
}
/// The key of a constraint or a unique index of the schema, which may be a partial one. Throws
/// UsageError when the schema has none of that name.
template <class E>
ConflictKey<E, true> on_conflict_on_constraint(detail::GivenText name) {
  return ConflictKey<E, true>(sql::with_conflict_constraint(sql::make_insert(E::info), name));
}

template <class E>
template <class... Columns>
OnConflict<E, sizeof...(Columns) != 0> Insert<E>::on_conflict(const Columns&... columns) const {
  constexpr bool fits = (std::is_same_v<typename Columns::entity_type, E> && ...);
  static_assert(fits, "on_conflict() takes the columns of a key of this entity");
  return OnConflict<E, sizeof...(Columns) != 0>(
      sql::with_conflict_key(node_, {static_cast<std::uint16_t>(columns.index)...}));
}
template <class E>
OnConflict<E, true> Insert<E>::on_conflict_on_constraint(detail::GivenText name) const {
  return OnConflict<E, true>(sql::with_conflict_constraint(node_, name));
}

}  // namespace orp
