// SPDX-License-Identifier: MIT
// A statement made once, and run with other values each time:
//
//     const auto least = orp::bindparam<int>("least");
//     const auto by_age = orp::compile(orp::select(User::c.name).where(User::c.age >= least));
//     connection.execute(by_age.bind(least = 18))
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "orpiment/meta/given.hpp"
#include "orpiment/sql/executable.hpp"
#include "orpiment/sql/expr.hpp"

namespace orp {

namespace sql {

NodeRef make_parameter(std::string_view name, const SqlType& type, FieldType field);
/// A value, nullptr for NULL, in the parameter's form.
NodeRef make_parameter_value(const NodeRef& parameter, FieldType field, const void* value);
/// `names`: those of its parameters. Throws UsageError for a parameter that is none of them, or is
/// there twice.
NodeRef with_parameters(NodeRef statement, const std::vector<std::pair<NodeRef, NodeRef>>& values,
                        const std::vector<std::string>& names);
/// The names of its parameters. Throws UsageError for a statement that makes no sense, or whose
/// parameters of one name are of different types.
std::vector<std::string> check_compiled(const NodeRef& statement);

}  // namespace sql

/// A parameter and its value, for Compiled::bind().
class ParameterValue {
 public:
  ParameterValue(sql::NodeRef parameter, sql::NodeRef value)
      : parts_(std::move(parameter), std::move(value)) {}

 private:
  template <class Statement>
  friend class Compiled;

  std::pair<sql::NodeRef, sql::NodeRef> parts_;
};

/// An expression whose value is given when the statement runs. Parameters of one name are one.
template <class T>
class Parameter : public Expr<T> {
 public:
  using Expr<T>::Expr;

  /// `least = 18`, for bind(). Assigns nothing by itself. Throws DataError for a value that does
  /// not fit.
  template <class X>
  ParameterValue operator=(const X& value) const {  // NOLINT: a parameter is never assigned to
    using V = detail::value_t<T>;
    static_assert(detail::null_is_meant<T, X>, "a parameter that cannot be NULL is given NULL");
    static_assert(
        detail::is_meant<T, const X&>() || !detail::null_is_meant<T, X>,
        "a parameter is given a value of another type; the two types stand in `T` and `X`");
    if constexpr (detail::null_is_meant<T, X> && detail::is_meant<T, const X&>()) {
      const std::optional<V> same = Given<std::optional<V>>(value).take();
      return {this->node(),
              sql::make_parameter_value(this->node(), FieldType::of<V>(), same ? &*same : nullptr)};
    } else {
      return {{}, {}};  // said above
    }
  }
};

/// A parameter of type `T`, a std::optional where NULL may be given: beside NULL a comparison is
/// NULL, as in SQL. Throws UsageError for what can be no name.
template <class T>
Parameter<T> bindparam(detail::GivenText name) {
  static_assert(!std::is_same_v<detail::value_t<T>, Decimal>,
                "of a decimal name a column that keeps it alike: bindparam(name, Order::c.total)");
  return Parameter<T>(
      sql::make_parameter(name, detail::type_of<detail::value_t<T>>(), FieldType::of<T>()));
}
/// A parameter in the form in which a column keeps its values, which so finds its index.
template <class E, class T>
Parameter<T> bindparam(detail::GivenText name, const Column<E, T>& column) {
  return Parameter<T>(
      sql::make_parameter(name, column.entity->column(column.index).type, FieldType::of<T>()));
}

/// A statement that was looked at once and is run many times. A value; copies share it, threads
/// may, too.
template <class Statement>
class Compiled {
 public:
  /// As compile() makes it.
  explicit Compiled(Statement statement)
      : statement_(std::move(statement)),
        names_(std::make_shared<const std::vector<std::string>>(
            sql::check_compiled(StatementAccess::node(statement_)))) {}

  /// The statement with values for its parameters, which costs a copy of its first node. Throws
  /// UsageError (ORP-1376) for a parameter that it does not have, and for two values of one. One
  /// that has none still is such an error when the statement is run.
  template <class... Values>
  [[nodiscard]] Statement bind(const Values&... values) const {
    static_assert((std::is_same_v<Values, ParameterValue> && ...),
                  "bind() takes parameters and their values: bind(least = 18)");
    return StatementAccess::with_node(
        statement_,
        sql::with_parameters(StatementAccess::node(statement_), {values.parts_...}, *names_));
  }

 private:
  Statement statement_;
  std::shared_ptr<const std::vector<std::string>> names_;  // of its parameters
};

/// Looks at a statement once: throws UsageError for one that makes no sense.
template <class Statement>
requires detail::Statement<Statement>
[[nodiscard]] Compiled<Statement> compile(const Statement& statement) {
  return Compiled<Statement>(statement);
}

}  // namespace orp
