// SPDX-License-Identifier: MIT
// Functions of texts, the same on every database:
//
//     orp::func::trim(User::c.name)
//     orp::func::substr(User::c.name, 1, 3)
//     orp::func::concat_ws(", ", User::c.name, User::c.email)
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>

#include "orpiment/sql/detail/make_operation.hpp"
#include "orpiment/sql/functions.hpp"

namespace orp {

namespace detail {

template <class X, class... Texts>
constexpr bool are_text_arguments() {
  if constexpr (Expression<X>)
    return is_text<operand_value_t<X>> && (goes_with<std::string, Texts>() && ...) &&
           !((!Expression<Texts> && may_be_null<Texts>) || ...);
  else
    return false;
}

/// One of the arguments may be NULL. (A variable: g++ 12 takes no such fold in an alias.)
template <class... Arguments>
inline constexpr bool is_any_null = (may_be_null<Arguments> || ...);
template <class Result, bool IsNullable>
using nullable_if_t = std::conditional_t<IsNullable, std::optional<Result>, Result>;

/// A text made of one and others.
template <class Result, class X, class... Texts>
auto of_texts(backend::Operation operation, const X& text, const Texts&... others) {
  constexpr bool fits = are_text_arguments<X, Texts...>();
  static_assert(fits, "this function takes texts, an expression first");
  if constexpr (fits) {
    const sql::NodeRef node = node_of(text);
    return Expr<nullable_if_t<Result, is_any_null<X, Texts...>>>(sql::make_operation(
        operation, type_of<Result>(), {node, operand_beside<std::string>(node, others)...}));
  } else {
    return literal(Result());  // said above
  }
}

/// A number of characters, of 32 bits as databases have it.
template <class N>
sql::NodeRef count_node(const N& count) {
  if constexpr (!Expression<N>)
    return literal(literal_cast<std::int32_t>(count)).node();
  else if constexpr (sizeof(operand_value_t<N>) > sizeof(std::int32_t))
    return sql::make_cast(node_of(count), type_of<std::int32_t>());
  else
    return node_of(count);
}

template <class X, class... Counts>
auto part_of_text(backend::Operation operation, const X& text, const Counts&... counts) {
  constexpr bool fits = are_text_arguments<X>() && (is_integer<operand_value_t<Counts>> && ...) &&
                        !((!Expression<Counts> && may_be_null<Counts>) || ...);
  static_assert(fits, "this function takes a text, and integers that say which part of it");
  if constexpr (fits)
    return Expr<nullable_if_t<std::string, is_any_null<X, Counts...>>>(sql::make_operation(
        operation, type_of<std::string>(), {node_of(text), count_node(counts)...}));
  else
    return literal(std::string());  // said above
}

template <class X>
inline constexpr bool is_piece = is_text<operand_value_t<X>> || is_text_literal<value_t<X>>;

/// A text, empty where it is NULL.
template <class X>
sql::NodeRef piece_node(const X& piece) {
  if constexpr (!Expression<X>)
    return literal(GivenText(piece)).node();
  else if constexpr (may_be_null<X>)
    return func::coalesce(piece, "").node();
  else
    return node_of(piece);
}

}  // namespace detail

namespace func {

/// The text without spaces at both ends; with characters: without any of those.
template <class X, class... Characters>
requires(sizeof...(Characters) < 2) auto trim(const X& text, const Characters&... characters) {
  return detail::of_texts<std::string>(
      sizeof...(Characters) == 0 ? backend::Operation::trim : backend::Operation::trim_characters,
      text, characters...);
}
/// The same at its beginning.
template <class X, class... Characters>
requires(sizeof...(Characters) < 2) auto ltrim(const X& text, const Characters&... characters) {
  return detail::of_texts<std::string>(
      sizeof...(Characters) == 0 ? backend::Operation::ltrim : backend::Operation::ltrim_characters,
      text, characters...);
}
/// The same at its end.
template <class X, class... Characters>
requires(sizeof...(Characters) < 2) auto rtrim(const X& text, const Characters&... characters) {
  return detail::of_texts<std::string>(
      sizeof...(Characters) == 0 ? backend::Operation::rtrim : backend::Operation::rtrim_characters,
      text, characters...);
}
/// The text with `to` in all places of `from`.
template <class X, class From, class To>
auto replace(const X& text, const From& from, const To& to) {
  return detail::of_texts<std::string>(backend::Operation::replace, text, from, to);
}
/// Where `part` begins in the text for the first time, from 1 on; 0: nowhere.
template <class X, class Part>
auto position(const X& text, const Part& part) {
  return detail::of_texts<std::int32_t>(backend::Operation::position, text, part);
}
/// The characters from number `from` on, the first one being 1.
template <class X, class From>
auto substr(const X& text, const From& from) {
  return detail::part_of_text(backend::Operation::substr_from, text, from);
}
/// So many of them; those before the first one count, too. DataError for fewer than none, when the
/// statement runs.
template <class X, class From, class Count>
auto substr(const X& text, const From& from, const Count& count) {
  return detail::part_of_text(backend::Operation::substr, text, from, count);
}
/// The first characters; of a negative count all but so many at the end.
template <class X, class Count>
auto left(const X& text, const Count& count) {
  return detail::part_of_text(backend::Operation::left, text, count);
}
/// The last characters; of a negative count all but so many at the beginning.
template <class X, class Count>
auto right(const X& text, const Count& count) {
  return detail::part_of_text(backend::Operation::right, text, count);
}

/// The texts one behind the other, without those that are NULL.
template <class X, class... Others>
auto concat(const X& first, const Others&... others) {
  constexpr bool fits = detail::is_piece<X> && (detail::is_piece<Others> && ...);
  static_assert(fits, "concat() takes texts; orp::cast<std::string>() makes one of another value");
  sql::NodeRef node;
  if constexpr (fits) {
    node = detail::piece_node(first);
    ((node = sql::make_binary(sql::BinaryOp::concat, std::move(node), detail::piece_node(others))),
     ...);
  }
  return Expr<std::string>(std::move(node));
}
/// The same with `separator` between each two; NULL where that is.
template <class Separator, class... Others>
auto concat_ws(const Separator& separator, const Others&... others) {
  constexpr bool fits = detail::is_piece<Separator> && (detail::is_piece<Others> && ...);
  static_assert(fits,
                "concat_ws() takes texts; orp::cast<std::string>() makes one of another value");
  using Result = detail::nullable_like_t<std::string, detail::nullability_t<Separator>>;
  if constexpr (fits)
    return Expr<Result>(
        sql::make_variadic(backend::Operation::concat_ws, detail::type_of<std::string>(),
                           {detail::argument_node(separator), detail::argument_node(others)...}));
  else
    return literal(std::string());  // said above
}

}  // namespace func

}  // namespace orp
