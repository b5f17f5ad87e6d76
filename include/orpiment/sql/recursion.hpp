// SPDX-License-Identifier: MIT
// What a recursive CTE knows of its rows beside their columns: how many steps led to each, in which
// order a search would come to them, and where a circle closes.
//
//     auto depth = orp::depth();
//     auto order = orp::depth_first(Employee::c.name, Employee::c.id);
//     auto closes = orp::cycle(Employee::c.id);
//     auto tree = orp::select(Employee::c.id, Employee::c.name)
//                     .where(Employee::c.name == "Ann")
//                     .tracking(depth, order, closes)
//                     .recursive_cte("tree", [](const auto& up) {
//                       return orp::select(Employee::c.id, Employee::c.name)
//                           .join(up, Employee::c.manager_id == up[Employee::c.id]);
//                     });
//     orp::select(tree[Employee::c.name], tree[depth]).order_by(tree[order])
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "orpiment/sql/compound.hpp"
#include "orpiment/sql/detail/clause_terms.hpp"

namespace orp {

namespace sql {

enum class TrackKind : std::uint8_t { depth, cycle, depth_first, breadth_first };

/// What a recursive CTE is to know of its rows.
struct Track {
  TrackKind kind;
  NodeRef column;           ///< by which it is asked for
  std::vector<NodeRef> by;  ///< columns of the first query
};

/// A column of the first rows, which have come no step, or close no circle.
NodeRef make_depth(std::string_view name);
NodeRef make_is_cycle();
/// A handle of an order, by which it is told from others.
NodeRef make_search_order();
/// The first query of a recursion with the columns of `tracks`. UsageError (ORP-1232) when it does
/// not select a column that one is by.
NodeRef with_tracks(const NodeRef& first, View<Track> tracks);
/// A query that goes on from the rows `begun`, with the same columns. UsageError as
/// end_recursive_cte().
NodeRef with_tracks(const NodeRef& member, const NodeRef& begun, View<Track> tracks);
/// The column that orders the rows of a recursion, whose order is `known`. UsageError (ORP-1232)
/// when `asked` is another one.
NodeRef make_search_column(const NodeRef& rows, const NodeRef& known, const NodeRef& asked);

}  // namespace sql

/// How many steps lead from the first query to a row: 0 for those of it. What depth() gives; a
/// column of the CTE.
class Depth : public Expr<std::int32_t> {
 public:
  using Expr::Expr;
  /// For tracking().
  sql::Track track() const { return {sql::TrackKind::depth, node(), {}}; }
};

/// A row that was met before on the way to it. What cycle() gives; a column of the CTE.
class Cycle : public Expr<bool> {
 public:
  Cycle(sql::NodeRef node, std::vector<sql::NodeRef> by)
      : Expr(std::move(node)), by_(std::move(by)) {}
  /// For tracking().
  sql::Track track() const { return {sql::TrackKind::cycle, node(), by_}; }

 private:
  std::vector<sql::NodeRef> by_;
};

/// In which order a search comes to the rows: what depth_first() and breadth_first() give. A CTE
/// is asked for it where there is an order, and nothing reads it.
class SearchOrder {
 public:
  /// As depth_first() and breadth_first() make it.
  SearchOrder(sql::TrackKind kind, std::vector<sql::NodeRef> by)
      : track_{kind, sql::make_search_order(), std::move(by)} {}
  /// For tracking().
  const sql::Track& track() const { return track_; }

 private:
  sql::Track track_;
};

/// Counts the steps to each row; the column has that name.
inline Depth depth(detail::GivenText name = "depth") { return Depth(sql::make_depth(name)); }

/// Tells a row that has, in these columns of the first query, the values of a row on the way to it,
/// and goes no further from there: what is linked in a circle comes to an end. NULL is equal to
/// NULL. The column is called "is_cycle".
template <detail::Expression... Columns>
requires(sizeof...(Columns) > 0) Cycle cycle(const Columns&... columns) {
  return Cycle(sql::make_is_cycle(), {detail::node_of(columns)...});
}

/// Each row before what is found from it, and rows found from the same one by these columns of the
/// first query; NULL comes last.
template <detail::Expression... Columns>
requires(sizeof...(Columns) > 0) SearchOrder depth_first(const Columns&... columns) {
  static_assert((detail::is_ordered<detail::operand_value_t<Columns>> && ...),
                "json and arrays have no order in SQL");
  return SearchOrder(sql::TrackKind::depth_first, {detail::node_of(columns)...});
}
/// All rows that are as many steps away before those further away, and these by the columns.
template <detail::Expression... Columns>
requires(sizeof...(Columns) > 0) SearchOrder breadth_first(const Columns&... columns) {
  static_assert((detail::is_ordered<detail::operand_value_t<Columns>> && ...),
                "json and arrays have no order in SQL");
  return SearchOrder(sql::TrackKind::breadth_first, {detail::node_of(columns)...});
}

/// The rows of a recursive CTE that knows more of them than their columns.
template <class... Ts>
class Recursion : public Derived<Ts...> {
 public:
  Recursion(sql::NodeRef node, sql::NodeRef order)
      : Derived<Ts...>(std::move(node)), order_(std::move(order)) {}

  using Derived<Ts...>::operator[];
  /// Its order, for order_by(). UsageError (ORP-1232) when it does not track that one.
  Ordering operator[](const SearchOrder& order) const {
    return {sql::make_search_column(this->node(), order_, order.track().column), false};
  }
  /// As Derived::alias().
  Recursion alias(detail::GivenText name = "") const {
    return Recursion(sql::make_second(this->node(), name), order_);
  }

 private:
  sql::NodeRef order_;
};

namespace detail {

/// The columns of a CTE that tell what `Track` knows.
template <class Track>
struct TrackColumns {
  static_assert(never<Track>,
                "a recursion tracks depth(), cycle(), depth_first() or breadth_first()");
  using type = Elements<>;
};
template <>
struct TrackColumns<Depth> {
  using type = Elements<std::int32_t>;
};
template <>
struct TrackColumns<Cycle> {
  using type = Elements<bool>;
};
template <>
struct TrackColumns<SearchOrder> {
  using type = Elements<>;
};

/// The rows of a recursion of the elements listed.
template <class... Lists>
struct RecursionOf;
template <class... Ts>
struct RecursionOf<Elements<Ts...>> {
  using type = Recursion<Ts...>;
};
template <class... Ts, class... Us, class... Lists>
struct RecursionOf<Elements<Ts...>, Elements<Us...>, Lists...>
    : RecursionOf<Elements<Ts..., Us...>, Lists...> {};

inline sql::NodeRef order_in(View<sql::Track> tracks) {
  for (const sql::Track& track : tracks)
    if (track.kind >= sql::TrackKind::depth_first) return track.column;
  return {};
}

}  // namespace detail

template <class Selected, class... Tracks>
class TrackedQuery;
/// A query that a recursive CTE begins with, and what is to be known of the rows. What tracking()
/// gives.
template <class... Ts, class... Tracks>
class TrackedQuery<detail::Elements<Ts...>, Tracks...> {
  template <class Track>
  static constexpr int times = ((std::is_same_v<Track, Tracks> ? 1 : 0) + ... + 0);
  static_assert(times<SearchOrder> < 2 && times<Cycle> < 2 && times<Depth> < 2,
                "a recursion tracks one order, one depth and one cycle");

 public:
  /// What recursive_cte() gives.
  using Rows = typename detail::RecursionOf<detail::Elements<Ts...>,
                                            typename detail::TrackColumns<Tracks>::type...>::type;

  /// As tracking() makes it.
  explicit TrackedQuery(const sql::NodeRef& first, const Tracks&... tracks)
      : tracks_{tracks.track()...} {
    first_ = sql::with_tracks(first, orp::view_of(tracks_));
  }

  /// As Select::recursive_cte(). The queries that go on select what the first one does; what is
  /// tracked follows by itself, and `next` may ask the rows it is given for it.
  template <class... Next>
  requires(sizeof...(Next) > 0) [[nodiscard]] Rows
      recursive_cte(detail::GivenText name, const Next&... next) const {
    return recursion(name, false, next...);
  }
  /// As QueryMembers::recursive_cte_distinct(), where what is tracked is a part of each row: two
  /// ways to the same row that have one depth are one, in a cycle() or an order each is a row of
  /// its own. With depth() alone a circle does not end.
  template <class... Next>
  requires(sizeof...(Next) > 0) [[nodiscard]] Rows
      recursive_cte_distinct(detail::GivenText name, const Next&... next) const {
    return recursion(name, true, next...);
  }

 private:
  template <class... Next>
  Rows recursion(std::string_view name, bool is_distinct, const Next&... next) const {
    const sql::NodeRef begun = sql::begin_recursive_cte(first_, name);
    const sql::NodeRef members[] = {member(begun, next)...};
    return rows(sql::end_recursive_cte(begun, {members, sizeof...(Next)}, is_distinct));
  }
  Rows rows(sql::NodeRef node) const {
    return Rows(std::move(node), detail::order_in(orp::view_of(tracks_)));
  }
  template <class Next>
  sql::NodeRef member(const sql::NodeRef& begun, const Next& next) const {
    return sql::with_tracks(detail::next_member<Ts...>(next(rows(begun))), begun,
                            orp::view_of(tracks_));
  }

  std::vector<sql::Track> tracks_;
  sql::NodeRef first_;
};

template <class... Ts>
template <class... Tracks>
auto QueryMembers<Ts...>::tracking(const Tracks&... tracks) const {
  return TrackedQuery<detail::Elements<Ts...>, Tracks...>(this->node_, tracks...);
}

}  // namespace orp
