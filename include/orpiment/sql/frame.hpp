// SPDX-License-Identifier: MIT
// The frame of a window: which rows around each row a function sees.
//
//     orp::rows(orp::unbounded_preceding, orp::current_row)    a running total
//     orp::rows(orp::preceding(2), orp::following(2))          a moving average
//     orp::range(orp::preceding(10), orp::current_row)         values at most 10 less
//     orp::groups(orp::preceding(1), orp::following(1)).exclude(orp::Exclude::ties)
#pragma once
#include <cstdint>
#include <utility>

#include "orpiment/base/interval.hpp"
#include "orpiment/sql/detail/node_ref.hpp"
#include "orpiment/sql/detail/value_rules.hpp"

namespace orp {

namespace sql {

// Offsets, as bound values. UsageError for one that is less than zero.
NodeRef make_frame_offset(std::int64_t offset);
NodeRef make_frame_offset(double offset);
NodeRef make_frame_offset(const Decimal& offset);
NodeRef make_frame_offset(const Interval& offset);

}  // namespace sql

/// Which rows of a frame are left out.
enum class Exclude : std::uint8_t {
  no_others,
  current_row,
  group,  ///< the current row and those that the order does not tell from it
  ties,   ///< these, but not the current row
};

/// Where a frame may end, from the first row of a partition to its last.
enum class FrameEdge : std::uint8_t {
  unbounded_preceding,
  preceding,
  current_row,
  following,
  unbounded_following
};
inline constexpr FrameEdge unbounded_preceding = FrameEdge::unbounded_preceding;
inline constexpr FrameEdge current_row = FrameEdge::current_row;
inline constexpr FrameEdge unbounded_following = FrameEdge::unbounded_following;

/// An end of a frame: an edge, or so far from the current row.
struct FrameBound {
  /// That edge.
  FrameBound(FrameEdge at) : edge(at) {}  // NOLINT: an edge is a bound
  /// So far from the current row, before or behind it.
  FrameBound(FrameEdge at, sql::NodeRef by) : edge(at), offset(std::move(by)) {}

  /// Where it is.
  FrameEdge edge;
  /// How far from the current row; empty unless `preceding` or `following`.
  sql::NodeRef offset;
};

namespace detail {

template <class X>
sql::NodeRef frame_offset(const X& offset) {
  constexpr bool is_known =
      is_integer<X> || is_floating<X> || is_decimal<X> || std::is_same_v<X, Interval>;
  static_assert(is_known,
                "preceding() and following() take a number of rows or groups, or of range() a "
                "number or an orp::Interval");
  if constexpr (is_integer<X>)
    return sql::make_frame_offset(literal_cast<std::int64_t>(offset));
  else if constexpr (is_floating<X>)
    return sql::make_frame_offset(static_cast<double>(offset));
  else if constexpr (is_known)
    return sql::make_frame_offset(offset);
  else
    return {};  // said above
}

}  // namespace detail

/// So many rows, groups of equal rows, or (of range()) so much less than the current row's value.
/// UsageError below zero.
template <class X>
FrameBound preceding(const X& offset) {
  return {FrameEdge::preceding, detail::frame_offset(offset)};
}
/// The same behind the current row.
template <class X>
FrameBound following(const X& offset) {
  return {FrameEdge::following, detail::frame_offset(offset)};
}

/// What the ends of a frame count in.
enum class FrameUnit : std::uint8_t { rows, range, groups };

/// The rows of a partition that a function sees: a part of over().
struct Frame {
  /// What `start` and `end` count in.
  FrameUnit unit;
  /// The first row.
  FrameBound start;
  /// The last one, which is in it.
  FrameBound end;
  /// Which rows between them are left out.
  Exclude excluded = Exclude::no_others;

  /// The same frame without these rows.
  [[nodiscard]] Frame exclude(Exclude rows) const { return {unit, start, end, rows}; }
};

/// Counts rows.
inline Frame rows(const FrameBound& start, const FrameBound& end = current_row) {
  return {FrameUnit::rows, start, end};
}
/// Looks at the values of the only term of order_by(); rows that it does not tell apart are in or
/// out together.
inline Frame range(const FrameBound& start, const FrameBound& end = current_row) {
  return {FrameUnit::range, start, end};
}
/// Counts groups of rows that order_by() does not tell apart.
inline Frame groups(const FrameBound& start, const FrameBound& end = current_row) {
  return {FrameUnit::groups, start, end};
}

}  // namespace orp
