// SPDX-License-Identifier: MIT
// What is in a range or a multirange, a column of an orp::Range or an orp::Multirange; and whether
// the words of a text match:
//
//     orp::range(Booking::c.days).contains(orp::Date(2026, 11, 20))
//     orp::range(Booking::c.days).overlaps(orp::Range(first, last))
//     orp::match(Page::c.words, "free orm")
//
// Of a database that has no ranges, or no search in texts, all of these are a UsageError (ORP-1240)
// when the statement is made.
#pragma once
#include <type_traits>
#include <utility>

#include "orpiment/base/range.hpp"
#include "orpiment/sql/detail/make_operation.hpp"
#include "orpiment/sql/executable.hpp"
#include "orpiment/sql/operators.hpp"

namespace orp {

namespace detail {

template <class T>
inline constexpr bool is_range_value = false;
template <class T>
inline constexpr bool is_range_value<orp::Range<T>> = true;
template <class T>
inline constexpr bool is_range_value<Multirange<T>> = true;

}  // namespace detail

/// A range that is asked what it holds; `T` is a range or a multirange, or a std::optional of one.
template <class T>
class RangeValue : public Expr<T> {
  using Whole = detail::value_t<T>;
  using Element = typename Whole::value_type;

 public:
  using Expr<T>::Expr;

  /// A value, or each value of another range, is in it.
  template <class X = Whole>
  auto contains(const X& other) const {
    using V = std::remove_cvref_t<decltype(value_in_sql(other))>;
    if constexpr (std::is_same_v<V, Whole>)
      return test<X>(backend::Operation::range_contains, beside(other));
    else
      return test<X>(backend::Operation::range_contains, element(other));
  }
  /// Each of its values is in the other range.
  template <class X = Whole>
  auto contained_by(const X& other) const {
    return test<X>(backend::Operation::range_contained_by, beside(other));
  }
  /// The two have a value in common.
  template <class X = Whole>
  auto overlaps(const X& other) const {
    return test<X>(backend::Operation::range_overlaps, beside(other));
  }
  /// One ends where the other one begins, with no value between nor in both.
  template <class X = Whole>
  auto adjacent_to(const X& other) const {
    return test<X>(backend::Operation::range_adjacent, beside(other));
  }
  /// All of its values are less than those of the other one.
  template <class X = Whole>
  auto strictly_left_of(const X& other) const {
    return test<X>(backend::Operation::range_before, beside(other));
  }
  /// All of its values are greater than those of the other one.
  template <class X = Whole>
  auto strictly_right_of(const X& other) const {
    return test<X>(backend::Operation::range_after, beside(other));
  }

 private:
  template <class X>
  static auto value_in_sql(const X& of) {
    if constexpr (detail::Expression<X>)
      return detail::value_t<typename X::value_type>();
    else
      return of;
  }
  template <class X>
  sql::NodeRef beside(const X& other) const {
    constexpr bool fits = std::is_same_v<decltype(value_in_sql(other)), Whole>;
    static_assert(fits, "a range is compared with a range of the same type");
    if constexpr (fits)
      return detail::operand_beside<Whole>(this->node(), other);
    else
      return this->node();  // said above
  }
  template <class X>
  sql::NodeRef element(const X& value) const {
    if constexpr (detail::Expression<X>) {
      constexpr bool fits = std::is_same_v<decltype(value_in_sql(value)), Element>;
      static_assert(fits, "a range has values of its ends' type");
      return detail::node_of(value);
    } else {
      constexpr bool fits = detail::literal_fits<Element, X>();
      static_assert(fits, "a range has values of its ends' type");
      if constexpr (fits)
        return literal(detail::literal_cast<Element>(value)).node();
      else
        return this->node();  // said above
    }
  }
  template <class X>
  auto test(backend::Operation operation, sql::NodeRef other) const {
    return Expr<detail::condition_of_t<T, detail::nullability_t<X>>>(
        sql::make_operation(operation, detail::type_of<bool>(), {this->node(), std::move(other)}));
  }
};

/// The range of an expression, to be asked what it holds.
template <detail::Expression X>
auto range(const X& expression) {
  constexpr bool is_of_range = detail::is_range_value<detail::operand_value_t<X>>;
  static_assert(is_of_range, "this is asked of ranges alone");
  return RangeValue<typename X::value_type>(detail::node_of(expression));
}

/// All words of `words` are in a text or a tsvector, in the language of the server's settings.
template <detail::Expression X>
auto match(const X& expression, detail::GivenText words) {
  constexpr bool is_text = std::is_same_v<detail::operand_value_t<X>, std::string>;
  static_assert(is_text, "words are looked for in texts alone");
  return Expr<detail::condition_of_t<typename X::value_type, bool>>(
      sql::make_operation(backend::Operation::text_match, detail::type_of<bool>(),
                          {detail::node_of(expression), sql::literal_text(words)}));
}

}  // namespace orp
