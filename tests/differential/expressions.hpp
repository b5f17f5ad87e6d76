// SPDX-License-Identifier: MIT
// Random expressions, each made twice: typed, and as the SQL that a person would write for each of
// two databases.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <orpiment/orpiment.hpp>
#include <string>
#include <utility>
#include <vector>

#include "differential/choices.hpp"

namespace differential {

/// SQL as each database reads it.
struct Sql {
  Sql() = default;
  Sql(const char* both) : sqlite(both), postgres(both) {}         // NOLINT: a text is SQL
  Sql(const std::string& both) : sqlite(both), postgres(both) {}  // NOLINT: the same
  Sql(std::string a, std::string b) : sqlite(std::move(a)), postgres(std::move(b)) {}

  std::string sqlite;
  std::string postgres;
};
inline Sql operator+(const Sql& a, const Sql& b) {
  return {a.sqlite + b.sqlite, a.postgres + b.postgres};
}

/// One expression, NULL now and then.
template <class T>
struct Both {
  orp::Expr<std::optional<T>> typed;
  Sql sql;
};

using Number = Both<std::int64_t>;
using Label = Both<std::string>;
using Flag = Both<bool>;
using Price = Both<orp::Decimal>;  // of two digits behind the point, always
using Day = Both<orp::Date>;
using Weight = Both<double>;  // halves, so that sums are exact
using At = Both<orp::Timestamp>;
using Code = Both<orp::Uuid>;

/// A value of each type: what a row source has, and what a query gives.
struct Columns {
  Number number;
  Label label;
  Flag flag;
  Price price;
  Day day;
  Weight weight;
  At at;
  Code code;
};

/// Makes expressions over the columns in scope.
class Expressions {
 public:
  explicit Expressions(Choices& choices) : choices_(choices) {}

  void enter(const Columns& columns) { scope_.push_back(columns); }
  void leave() { scope_.pop_back(); }
  /// Another scope in place of this one, until the same is done again.
  void swap_scope(std::vector<Columns>& other) { std::swap(scope_, other); }
  /// One of the rows in scope; mostly the innermost ones.
  const Columns& source() {
    return scope_[scope_.size() - 1 - choices_.below(static_cast<unsigned>(scope_.size()))];
  }
  /// Some conditions ask a subquery; who makes queries gives them.
  void set_subqueries(std::function<Flag(unsigned)> condition,
                      std::function<Number(unsigned)> value) {
    subquery_condition_ = std::move(condition);
    subquery_value_ = std::move(value);
  }

  Number number(unsigned depth);
  Label label(unsigned depth);
  Flag flag(unsigned depth);
  Price price(unsigned depth);
  Day day(unsigned depth);
  Weight weight(unsigned depth);
  At at(unsigned depth);
  Code code(unsigned depth);

 private:
  template <class T, class Make>
  Both<T> choose_between(unsigned depth, const Make& make);
  template <class T>
  Flag compare(const Both<T>& left, const Both<T>& right);
  Flag comparison(unsigned depth);

  Choices& choices_;
  std::vector<Columns> scope_;
  std::function<Flag(unsigned)> subquery_condition_;
  std::function<Number(unsigned)> subquery_value_;
};

}  // namespace differential
