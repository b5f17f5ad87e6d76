// SPDX-License-Identifier: MIT
// What is in a JSON value:
//
//     Item::c.details["size"]["width"].as<double>() > 3.5
//     Item::c.details["tags"][0].as<std::string>()
//     orp::json(Item::c.details).contains(orp::Json::parse(R"({"new": true})"))
#pragma once
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

#include "orpiment/base/json_text.hpp"
#include "orpiment/sql/detail/make_operation.hpp"
#include "orpiment/sql/expr.hpp"

namespace orp {

namespace sql {

/// The member of an object. UsageError (ORP-1244) for a name that not every database can be told.
NodeRef make_json_member(NodeRef json, std::string_view name);
/// The same by an expression of a text. DataError for such a name when the statement runs.
NodeRef make_json_member(NodeRef json, NodeRef name);
/// The element of an array; a negative number counts from the end.
NodeRef make_json_element(NodeRef json, std::int64_t number);
/// The same by an expression of an integer.
NodeRef make_json_element(NodeRef json, NodeRef number);
/// A number as a decimal. DataError for digits that no decimal has.
NodeRef make_json_decimal(NodeRef json, int precision, int scale);
/// The value as one of a type; NULL when it is of another kind.
NodeRef make_json_value(NodeRef json, const SqlType& type);
NodeRef make_json_contains(NodeRef outer, NodeRef inner);
NodeRef make_json_has_key(NodeRef json, std::string_view key);
/// `json_typeof` and `json_array_length`.
NodeRef make_json_fact(backend::Operation operation, NodeRef json);

}  // namespace sql

namespace detail {

template <class X>
inline constexpr bool is_json = std::is_same_v<operand_value_t<X>, Json>;

}  // namespace detail

/// A JSON value within another one, or that is asked what it holds. NULL where there is none; the
/// JSON value null is a value, whose json_typeof() is "null".
class JsonValue : public Expr<std::optional<Json>> {
 public:
  using Expr<std::optional<Json>>::Expr;

  /// The value as a `T`: a std::string, an integer of 32 or 64 bits, a double or a bool. NULL where
  /// there is none, where it is null and where it is of another kind, but as a std::string any
  /// other value is its JSON text. A number is rounded to an integer, halves away from zero;
  /// DataError when the statement runs and it does not fit.
  template <class T>
  Expr<std::optional<T>> as() const {
    constexpr bool is_known = std::is_same_v<T, std::string> || std::is_same_v<T, std::int32_t> ||
                              std::is_same_v<T, std::int64_t> || std::is_same_v<T, double> ||
                              std::is_same_v<T, bool>;
    static_assert(!detail::is_decimal<T>, "as<Decimal>(precision, scale)");
    static_assert(is_known || detail::is_decimal<T>,
                  "json is read as a std::string, std::int32_t, std::int64_t, double, bool or "
                  "Decimal");
    if constexpr (is_known)
      return Expr<std::optional<T>>(sql::make_json_value(node(), detail::type_of<T>()));
    else
      return literal(std::optional<T>());  // said above
  }

  /// A number as a Decimal of so many digits, `scale` of them after the point; NULL where it is
  /// none. All its digits count, also those that a double does not hold; what is beyond the scale
  /// is rounded, halves away from zero. DataError when the statement runs and it does not fit.
  template <class T>
  Expr<std::optional<T>> as(Given<int> precision, Given<int> scale) const {
    static_assert(detail::is_decimal<T>, "precision and scale belong to decimals");
    return Expr<std::optional<T>>(sql::make_json_decimal(node(), precision.take(), scale.take()));
  }

  /// All of `other`, a Json or an expression of one, is in it: the members of an object, each in
  /// its place, the elements of an array, anywhere in it.
  template <class X>
  Expr<std::optional<bool>> contains(const X& other) const {
    return contained(node(), operand_of(other));
  }
  /// The opposite: it is in `other`.
  template <class X>
  Expr<std::optional<bool>> contained_by(const X& other) const {
    return contained(operand_of(other), node());
  }
  /// An object with a member of that name, an array with that text in it, or the text.
  Expr<std::optional<bool>> has_key(detail::GivenText key) const {
    return Expr<std::optional<bool>>(sql::make_json_has_key(node(), key));
  }
  /// The same for one of several names; of none false.
  Expr<std::optional<bool>> has_any(std::initializer_list<std::string_view> keys) const {
    sql::NodeRef any = sql::make_false();
    for (const std::string_view key : keys)
      any = sql::make_or(std::move(any), sql::make_json_has_key(node(), key));
    return Expr<std::optional<bool>>(std::move(any));
  }
  /// The same for all names; of none true.
  Expr<std::optional<bool>> has_all(std::initializer_list<std::string_view> keys) const {
    sql::NodeRef all = sql::make_true();
    for (const std::string_view key : keys)
      all = sql::make_and(std::move(all), sql::make_json_has_key(node(), key));
    return Expr<std::optional<bool>>(std::move(all));
  }

 private:
  template <class X>
  sql::NodeRef operand_of(const X& other) const {
    constexpr bool is_json = detail::is_json<X>;
    static_assert(is_json, "json contains json: a Json or an expression of one");
    if constexpr (is_json)
      return detail::operand_beside<Json>(node(), other);
    else
      return node();  // said above
  }
  static Expr<std::optional<bool>> contained(sql::NodeRef outer, sql::NodeRef inner) {
    return Expr<std::optional<bool>>(sql::make_json_contains(std::move(outer), std::move(inner)));
  }
};

/// The JSON value of an expression, to be asked what it holds.
template <detail::Expression X>
JsonValue json(const X& expression) {
  static_assert(detail::is_json<X>, "this is asked of json alone");
  return JsonValue(detail::node_of(expression));
}

namespace func {

/// "object", "array", "string", "number", "boolean" or "null"; NULL where there is no value.
template <detail::Expression X>
Expr<std::optional<std::string>> json_typeof(const X& json) {
  static_assert(detail::is_json<X>, "json_typeof() takes json");
  return Expr<std::optional<std::string>>(
      sql::make_json_fact(backend::Operation::json_typeof, detail::node_of(json)));
}
/// How many elements an array has; NULL where there is none.
template <detail::Expression X>
Expr<std::optional<std::int32_t>> json_array_length(const X& json) {
  static_assert(detail::is_json<X>, "json_array_length() takes json");
  return Expr<std::optional<std::int32_t>>(
      sql::make_json_fact(backend::Operation::json_array_length, detail::node_of(json)));
}

}  // namespace func

}  // namespace orp
