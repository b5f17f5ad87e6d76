// SPDX-License-Identifier: MIT
#pragma once
#include <concepts>
#include <cstdint>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include "orpiment/sql/alias.hpp"
#include "orpiment/sql/compound.hpp"
#include "orpiment/sql/detail/clause_terms.hpp"
#include "orpiment/sql/detail/literal_text.hpp"
#include "orpiment/sql/detail/make_statement.hpp"
#include "orpiment/sql/detail/members.hpp"
#include "orpiment/sql/detail/select_items.hpp"
#include "orpiment/sql/executable.hpp"
#include "orpiment/sql/execution_options.hpp"
#include "orpiment/sql/from_statement.hpp"
#include "orpiment/sql/grouping_sets.hpp"
#include "orpiment/sql/load_option.hpp"
#include "orpiment/sql/relation.hpp"
#include "orpiment/sql/row_lock.hpp"

namespace orp {

/// A SELECT whose rows are `Ts...`: an entity class is an object (`User&`), a pointer to one an
/// object or none, anything else a value. A value itself: every method leaves its statement as it
/// is and returns a changed one, so queries are put together step by step:
///
///     auto stmt = orp::select<User>().where(User::c.active == true);
///     if (limit) stmt = stmt.limit(*limit);
///
/// FROM is what the columns and conditions name; tables that nothing connects are a UsageError when
/// the statement is first used, unless cross_join() says so.
template <class... Ts>
class Select : public QueryMembers<Ts...> {
 public:
  explicit Select(sql::NodeRef node) : QueryMembers<Ts...>(std::move(node)) {}

  /// Every condition must hold, these and those of earlier calls.
  template <class... Conditions>
  [[nodiscard]] Select where(const Conditions&... conditions) const& {
    return Select(*this).where(conditions...);
  }
  /// @overload
  template <class... Conditions>
  [[nodiscard]] Select where(const Conditions&... conditions) && {
    (sql::add_where(this->node_, detail::condition_node(conditions)), ...);
    return std::move(*this);
  }

  /// Joins the target of a relationship; several to the same table need an alias of the target.
  template <class Relation, class... Alias>
  [[nodiscard]] Select join(const Relation& relation, const Alias&... alias) const& {
    return Select(*this).join(relation, alias...);
  }
  /// @overload
  template <class Relation, class... Alias>
  [[nodiscard]] Select join(const Relation& relation, const Alias&... alias) && {
    return join_any(sql::JoinKind::inner, relation, alias...);
  }
  /// The same, rows without a target kept: its columns are NULL, its objects missing.
  template <class Relation, class... Alias>
  [[nodiscard]] Select outerjoin(const Relation& relation, const Alias&... alias) const& {
    return Select(*this).outerjoin(relation, alias...);
  }
  /// @overload
  template <class Relation, class... Alias>
  [[nodiscard]] Select outerjoin(const Relation& relation, const Alias&... alias) && {
    return join_any(sql::JoinKind::left, relation, alias...);
  }
  /// The same, rows of either side without a partner kept: the columns of both may be NULL.
  /// UsageError where the database has no FULL JOIN.
  template <class Relation, class... Alias>
  [[nodiscard]] Select full_join(const Relation& relation, const Alias&... alias) const {
    return Select(*this).join_any(sql::JoinKind::full, relation, alias...);
  }
  /// Joins entity `E` on a condition; an alias is joined by join(alias, condition).
  template <detail::MappedEntity E, class On>
  [[nodiscard]] Select join(const On& on) const {
    Select changed(*this);
    sql::add_join(changed.node_, sql::JoinKind::inner, E::info, {}, detail::condition_node(on));
    return changed;
  }
  /// The same, rows without a target kept.
  template <detail::MappedEntity E, class On>
  [[nodiscard]] Select outerjoin(const On& on) const {
    Select changed(*this);
    sql::add_join(changed.node_, sql::JoinKind::left, E::info, {}, detail::condition_node(on));
    return changed;
  }
  /// @copydoc full_join
  template <detail::MappedEntity E, class On>
  [[nodiscard]] Select full_join(const On& on) const {
    Select changed(*this);
    sql::add_join(changed.node_, sql::JoinKind::full, E::info, {}, detail::condition_node(on));
    return changed;
  }
  /// Every row with every row.
  template <class E>
  [[nodiscard]] Select cross_join() const {
    Select changed(*this);
    sql::add_join(changed.node_, sql::JoinKind::cross, E::info, {}, {});
    return changed;
  }
  /// @overload
  template <class E>
  [[nodiscard]] Select cross_join(const Aliased<E>& alias) const {
    Select changed(*this);
    sql::add_join(changed.node_, sql::JoinKind::cross, E::info, alias.node(), {});
    return changed;
  }
  /// @overload
  template <class... Us>
  [[nodiscard]] Select cross_join(const Derived<Us...>& derived) const {
    Select changed(*this);
    sql::add_join(changed.node_, sql::JoinKind::cross, derived.node(), {});
    return changed;
  }
  /// Says what FROM begins with, where the columns do not.
  template <class E>
  [[nodiscard]] Select select_from() const {
    Select changed(*this);
    sql::add_from(changed.node_, E::info, {});
    return changed;
  }
  /// @overload
  template <class E>
  [[nodiscard]] Select select_from(const Aliased<E>& alias) const {
    Select changed(*this);
    sql::add_from(changed.node_, E::info, alias.node());
    return changed;
  }
  /// @overload
  template <class... Us>
  [[nodiscard]] Select select_from(const Derived<Us...>& derived) const {
    Select changed(*this);
    sql::add_from(changed.node_, derived.node());
    return changed;
  }

  /// Does not compile: rows of a query have a name in a FROM.
  template <class... Us>
  Select select_from(const Query<Us...>&) const {
    static_assert(detail::never<Query<Us...>>,
                  "select_from() takes the subquery() or cte() of a query");
    return *this;
  }

  /// Adds expressions to GROUP BY, and several groupings at once (grouping_sets.hpp).
  template <class... Expressions>
  [[nodiscard]] Select group_by(const Expressions&... expressions) const& {
    return Select(*this).group_by(expressions...);
  }
  /// @overload
  template <class... Expressions>
  [[nodiscard]] Select group_by(const Expressions&... expressions) && {
    (sql::add_group_by(this->node_, detail::group_node(expressions)), ...);
    return std::move(*this);
  }
  /// Every condition on a group must hold, these and those of earlier calls.
  template <class... Conditions>
  [[nodiscard]] Select having(const Conditions&... conditions) const& {
    return Select(*this).having(conditions...);
  }
  /// @overload
  template <class... Conditions>
  [[nodiscard]] Select having(const Conditions&... conditions) && {
    (sql::add_having(this->node_, detail::condition_node(conditions)), ...);
    return std::move(*this);
  }

  /// Adds terms: expressions, or their asc() and desc().
  template <detail::OrderExpression... Terms>
  [[nodiscard]] Select order_by(const Terms&... terms) const& {
    return Select(*this).order_by(terms...);
  }
  /// @overload
  template <detail::OrderExpression... Terms>
  [[nodiscard]] Select order_by(const Terms&... terms) && {
    (sql::add_order_by(this->node_, detail::ordering_of(terms)), ...);
    return std::move(*this);
  }
  /// Forgets the order.
  [[nodiscard]] Select order_by(std::nullopt_t) const {
    Select changed(*this);
    sql::clear_order_by(changed.node_);
    return changed;
  }

  /// At most `count` rows; replaces what was said before. NULL forgets it.
  [[nodiscard]] Select limit(Given<std::optional<std::int64_t>> count) const& {
    return Select(*this).limit(count.take());
  }
  /// @overload
  [[nodiscard]] Select limit(Given<std::optional<std::int64_t>> count) && {
    sql::set_limit(this->node_, count.take());
    return std::move(*this);
  }
  /// The same by an expression, such as a parameter: an integer that no row decides. NULL: all
  /// rows; a number below 0 is a DataError when the statement runs. UsageError (ORP-1284) for
  /// columns.
  template <detail::Expression X>
  [[nodiscard]] Select limit(const X& count) const& {
    return Select(*this).limit(count);
  }
  /// @overload
  template <detail::Expression X>
  [[nodiscard]] Select limit(const X& count) && {
    sql::set_limit(this->node_, detail::row_count_node(count));
    return std::move(*this);
  }
  /// The same, and rows that are ordered like the last one of these: FETCH FIRST ... WITH TIES.
  /// UsageError where the database has none.
  [[nodiscard]] Select limit_with_ties(Given<std::int64_t> count) const {
    Select changed(*this);
    sql::set_limit_with_ties(changed.node_, count.take());
    return changed;
  }
  /// The same by an expression, as limit() takes it, which is never NULL.
  template <detail::Expression X>
  [[nodiscard]] Select limit_with_ties(const X& count) const {
    static_assert(!detail::may_be_null<X>, "limit_with_ties() takes a number, and no NULL");
    Select changed(*this);
    sql::set_limit_with_ties(changed.node_, detail::row_count_node(count));
    return changed;
  }
  /// Leaves out the first `count` rows; replaces what was said before. NULL forgets it.
  [[nodiscard]] Select offset(Given<std::optional<std::int64_t>> count) const& {
    return Select(*this).offset(count.take());
  }
  /// @overload
  [[nodiscard]] Select offset(Given<std::optional<std::int64_t>> count) && {
    sql::set_offset(this->node_, count.take());
    return std::move(*this);
  }
  /// The same by an expression, as limit() takes it. NULL: none.
  template <detail::Expression X>
  [[nodiscard]] Select offset(const X& count) const& {
    return Select(*this).offset(count);
  }
  /// @overload
  template <detail::Expression X>
  [[nodiscard]] Select offset(const X& count) && {
    sql::set_offset(this->node_, detail::row_count_node(count));
    return std::move(*this);
  }
  /// Each row once: SELECT DISTINCT.
  [[nodiscard]] Select distinct() const& { return Select(*this).distinct(); }
  /// @overload
  [[nodiscard]] Select distinct() && {
    sql::set_distinct(this->node_);
    return std::move(*this);
  }
  /// Of the rows that are alike in these expressions the first one, by the order, which begins with
  /// them: SELECT DISTINCT ON. UsageError where the database has none.
  template <class... Expressions>
  requires(sizeof...(Expressions) > 0) [[nodiscard]] Select
      distinct(const Expressions&... expressions) const {
    Select changed(*this);
    (sql::add_distinct_on(changed.node_, detail::expression_node(expressions)), ...);
    return changed;
  }
  /// Locks the rows until the transaction ends, where the database has row locks; of entities
  /// `Entities` and aliases `of` alone if some are given: `with_for_update<Order>()`.
  template <class... Entities, class... Of>
  [[nodiscard]] Select with_for_update(const RowLock& lock = {}, const Of&... of) const {
    Select changed(*this);
    sql::set_lock(changed.node_, lock);
    (sql::add_lock_of(changed.node_, Entities::info, {}), ...);
    (sql::add_lock_of(changed.node_, detail::entity_of(of), of.node()), ...);
    return changed;
  }
  /// Of a subquery: entities `Entities` and aliases `of` are those of a statement around it, and
  /// nothing else is; without this the statement is looked at, see select_from(). UsageError when
  /// no statement around has them.
  template <class... Entities, class... Of>
  [[nodiscard]] Select correlate(const Of&... of) const {
    static_assert(sizeof...(Entities) + sizeof...(Of) > 0, "correlate() takes entities or aliases");
    Select changed(*this);
    (sql::add_correlated(changed.node_, Entities::info, {}), ...);
    (sql::add_correlated(changed.node_, detail::entity_of(of), of.node()), ...);
    return changed;
  }
  /// Stands before the statement's SQL as a comment, for logs and for hints that a database reads
  /// there: `comment("+SeqScan(users)")`. UsageError for what would end the comment.
  [[nodiscard]] Select comment(detail::GivenText text) const {
    Select changed(*this);
    sql::set_comment(changed.node_, text);
    return changed;
  }

  /// SQL of the program's own behind the word SELECT, on the database of that name or on any:
  /// `prefix_with("STRAIGHT_JOIN", "mysql")`.
  [[nodiscard]] Select prefix_with(detail::LiteralText sql, detail::GivenText database = "") const {
    Select changed(*this);
    sql::add_affix(changed.node_, sql, database, false);
    return changed;
  }
  /// The same at the end of the select.
  [[nodiscard]] Select suffix_with(detail::LiteralText sql, detail::GivenText database = "") const {
    Select changed(*this);
    sql::add_affix(changed.node_, sql, database, true);
    return changed;
  }

  /// The same rows, of which it selects other things: all that select() takes. FROM, conditions,
  /// groups, order and limit stay; options for loading go.
  template <class... Entities, class... Items>
  [[nodiscard]] auto with_only_columns(const Items&... items) const {
    return detail::add_elements<detail::Elements<>, Entities...>(sql::without_elements(this->node_),
                                                                 items...);
  }
  /// Selects more: all that select() takes.
  template <class... Entities, class... Items>
  [[nodiscard]] auto add_columns(const Items&... items) const {
    return detail::add_elements<detail::Elements<Ts...>, Entities...>(this->node_, items...);
  }

  /// Puts a CTE before the statement though nothing in it names it: one that changes rows.
  template <class... Us>
  [[nodiscard]] Select add_cte(const Derived<Us...>& cte) const {
    Select changed(*this);
    sql::add_cte(changed.node_, cte.node());
    return changed;
  }

  /// How relationships of the selected objects are loaded; see load_option.hpp.
  template <class... Options>
  [[nodiscard]] Select options(const Options&... options) const& {
    return Select(*this).options(options...);
  }
  /// @overload
  template <class... Options>
  [[nodiscard]] Select options(const Options&... options) && {
    (sql::add_option(this->node_, LoadOption(options)), ...);
    return std::move(*this);
  }

  /// How a session runs the statement; replaces what was said before.
  [[nodiscard]] Select execution_options(const ExecutionOptions& options) const {
    Select changed(*this);
    sql::set_execution_options(changed.node_, options);
    return changed;
  }

  /// The objects that another statement finds, in its order: a text() that selects all columns of
  /// the class by their names, whatever else it selects, a set of queries of these objects, or an
  /// INSERT, UPDATE or DELETE that returns them by returning().
  /// UsageError (ORP-1265) when this select has clauses: the statement stands in place of them.
  template <class Statement>
  [[nodiscard]] auto from_statement(const Statement& statement) const {
    constexpr bool is_of_objects = sizeof...(Ts) == 1 && (detail::MappedEntity<Ts> && ...);
    static_assert(is_of_objects, "from_statement() belongs to a select<E>() of one class");
    constexpr bool has_rows = std::is_same_v<Statement, Text> ||
                              std::is_same_v<Statement, Returning<Ts...>> ||
                              std::is_base_of_v<QueryMembers<Ts...>, Statement>;
    static_assert(has_rows,
                  "from_statement() takes a text(), or a query or returning() of the same objects");
    using E = std::tuple_element_t<0, std::tuple<Ts...>>;
    if constexpr (is_of_objects && has_rows)
      return FromStatement<E>(
          sql::make_from_statement(this->node_, E::info, statement_rows(statement, E::info)));
    else
      return *this;  // said above
  }

  /// Its rows, for another query's FROM, where it sees what stands before it: the rows that belong
  /// to each of those. UsageError where the database has no LATERAL.
  [[nodiscard]] Derived<Ts...> lateral(detail::GivenText name = "") const {
    return Derived<Ts...>(sql::make_derived(this->node_, name, true));
  }

 private:
  /// The arguments of join() and outerjoin(): a relationship, perhaps with an alias of its target,
  /// or an alias with a condition.
  template <class... Arguments>
  Select join_any(sql::JoinKind kind, const Arguments&... arguments) {
    constexpr bool is_known = requires(sql::NodeRef & node) {
      detail::join_to(node, kind, arguments...);
    };
    static_assert(
        is_known,
        "join() takes a relationship (and an alias of its target), or an alias, a subquery "
        "or a CTE and a condition; join<E>(condition) an entity");
    if constexpr (is_known) detail::join_to(this->node_, kind, arguments...);
    return std::move(*this);
  }
};

/// Entities by their classes, then columns, expressions and aliases:
///
///     orp::select<User>()                                       rows of User&
///     orp::select(User::c.name, orp::func::count(Order::c.id))  rows of std::string, std::int64_t
///     orp::select<User, Order*>(boss)                           rows of User&, Order*, Employee&
template <class... Entities, class... Items>
[[nodiscard]] auto select(const Items&... items) {
  return detail::add_elements<detail::Elements<>, Entities...>(sql::make_select(), items...);
}

/// There is a row of the query.
template <class... Ts>
Predicate exists(const QueryMembers<Ts...>& query) {
  return query.exists();
}

}  // namespace orp
