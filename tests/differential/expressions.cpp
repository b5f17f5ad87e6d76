// SPDX-License-Identifier: MIT
#include "differential/expressions.hpp"

#include <orpiment/base/literals.hpp>
#include <orpiment/sql/functions.hpp>

namespace differential {

namespace {

namespace func = orp::func;

template <class T>
orp::Expr<std::optional<T>> nullable(const orp::Expr<T>& expression) {
  return expression;
}
template <class T>
const orp::Expr<std::optional<T>>& nullable(const orp::Expr<std::optional<T>>& expression) {
  return expression;
}

orp::Predicate condition(const Flag& flag) { return flag.typed; }

}  // namespace

/// COALESCE and CASE of any type.
template <class T, class Make>
Both<T> Expressions::choose_between(unsigned depth, const Make& make) {
  if (choices_.below(2) == 0) {
    const Both<T> first = make(depth);
    const Both<T> second = make(depth);
    return {nullable(func::coalesce(first.typed, second.typed)),
            "coalesce(" + first.sql + ", " + second.sql + ")"};
  }
  const Flag when = flag(depth);
  const Both<T> then = make(depth);
  const Both<T> otherwise = make(depth);
  return {nullable(orp::case_().when(condition(when), then.typed).else_(otherwise.typed)),
          "CASE WHEN " + when.sql + " THEN " + then.sql + " ELSE " + otherwise.sql + " END"};
}

Number Expressions::number(unsigned depth) {
  const unsigned kind = choices_.below(depth == 0 ? 2 : 8);
  const auto below = [&] { return number(depth - 1); };
  switch (kind) {
    case 0:
      return source().number;
    case 1: {
      const std::int64_t value = choices_.below(7);
      return {nullable(orp::literal(value)),
              Sql(std::to_string(value), std::to_string(value) + "::bigint")};
    }
    case 2: {
      const Number a = below();
      const Number b = below();
      return {a.typed + b.typed, "(" + a.sql + " + " + b.sql + ")"};
    }
    case 3: {
      const Number a = below();
      const Number b = below();
      return {a.typed - b.typed, "(" + a.sql + " - " + b.sql + ")"};
    }
    case 4: {
      const Number a = below();
      const auto by = static_cast<std::int64_t>(2 + choices_.below(3));
      const Sql text(std::to_string(by));
      if (choices_.below(2) == 0) return {a.typed / by, "(" + a.sql + " / " + text + ")"};
      return {a.typed % by, "(" + a.sql + " % " + text + ")"};
    }
    case 5: {
      const Label text = label(depth - 1);
      return {orp::cast<std::int64_t>(func::length(text.typed)), "length(" + text.sql + ")"};
    }
    case 6:
      if (subquery_value_) return subquery_value_(depth - 1);
      return below();
    default:
      return choose_between<std::int64_t>(depth - 1, [this](unsigned d) { return number(d); });
  }
}

Label Expressions::label(unsigned depth) {
  static constexpr const char* words[] = {"a", "b", "ab", "zz", ""};
  const auto below = [&] { return label(depth - 1); };
  switch (choices_.below(depth == 0 ? 2 : 6)) {
    case 0:
      return source().label;
    case 1: {
      const std::string word = words[choices_.below(5)];
      return {nullable(orp::literal(word)), Sql("'" + word + "'", "'" + word + "'::text")};
    }
    case 2: {
      const Label a = below();
      const Label b = below();
      return {a.typed + b.typed, "(" + a.sql + " || " + b.sql + ")"};
    }
    case 3: {
      const Label a = below();
      return {func::upper(a.typed), "upper(" + a.sql + ")"};
    }
    case 4: {
      const Number a = number(depth - 1);
      return {orp::cast<std::string>(a.typed), "CAST(" + a.sql + " AS text)"};
    }
    default:
      return choose_between<std::string>(depth - 1, [this](unsigned d) { return label(d); });
  }
}

template <class T>
Flag Expressions::compare(const Both<T>& left, const Both<T>& right) {
  const auto made = [&](const char* symbol, auto typed) {
    return Flag{nullable(typed), "(" + left.sql + " " + symbol + " " + right.sql + ")"};
  };
  switch (choices_.below(8)) {
    case 0:
      return made("=", left.typed == right.typed);
    case 1:
      return made("<", left.typed < right.typed);
    case 2:
      return made("<=", left.typed <= right.typed);
    case 3:
      return made("<>", left.typed != right.typed);
    case 4:
      return made(">", left.typed > right.typed);
    case 5:
      return made("IS DISTINCT FROM", left.typed.is_distinct_from(right.typed));
    case 6:
      return made("IS NOT DISTINCT FROM", left.typed.is_not_distinct_from(right.typed));
    default:
      return {nullable(left.typed.is_null()), "(" + left.sql + " IS NULL)"};
  }
}

Flag Expressions::comparison(unsigned depth) {
  switch (choices_.below(9)) {
    case 0:
      return compare(number(depth), number(depth));
    case 1:
      return compare(label(depth), label(depth));
    case 2:
      return compare(price(depth), price(depth));
    case 3:
      return compare(day(depth), day(depth));
    case 4:
      return compare(weight(depth), weight(depth));
    case 5:
      return compare(at(depth), at(depth));
    case 6:
      return compare(code(depth), code(depth));
    case 7: {
      const Label text = label(depth);
      return {text.typed.like("%b%"), Sql("(" + text.sql + " LIKE '%b%')")};
    }
    default: {
      const Number operand = number(depth);
      const Number low = number(depth);
      const Number high = number(depth);
      return {nullable(operand.typed.between(low.typed, high.typed)),
              "(" + operand.sql + " BETWEEN " + low.sql + " AND " + high.sql + ")"};
    }
  }
}

Flag Expressions::flag(unsigned depth) {
  if (depth == 0) return source().flag;
  switch (choices_.below(8)) {
    case 0:
    case 1:
    case 2:
      return comparison(depth - 1);
    case 3: {
      const Flag a = flag(depth - 1);
      const Flag b = flag(depth - 1);
      return {nullable(a.typed && b.typed), "(" + a.sql + " AND " + b.sql + ")"};
    }
    case 4: {
      const Flag a = flag(depth - 1);
      const Flag b = flag(depth - 1);
      return {nullable(a.typed || b.typed), "(" + a.sql + " OR " + b.sql + ")"};
    }
    case 5: {
      const Flag a = flag(depth - 1);
      return {nullable(!a.typed), "(NOT " + a.sql + ")"};
    }
    case 6:
      return subquery_condition_ ? subquery_condition_(depth - 1) : source().flag;
    default: {
      const Number a = number(depth - 1);
      const std::int64_t first = choices_.below(5);
      return {
          nullable(a.typed.in_({first, first + 2})),
          "(" + a.sql + " IN (" + std::to_string(first) + ", " + std::to_string(first + 2) + "))"};
    }
  }
}

Price Expressions::price(unsigned depth) {
  switch (choices_.below(depth == 0 ? 2 : 5)) {
    case 0:
      return source().price;
    case 1: {
      const int cents = static_cast<int>(choices_.below(500)) - 100;
      return {nullable(orp::literal(orp::Decimal::from_coefficient(cents, 2))),
              Sql(std::to_string(cents), std::to_string(cents) + "::numeric(12,2) / 100")};
    }
    case 2: {
      const Price a = price(depth - 1);
      const Price b = price(depth - 1);
      return {a.typed + b.typed, "(" + a.sql + " + " + b.sql + ")"};
    }
    case 3: {
      const Price a = price(depth - 1);
      const Price b = price(depth - 1);
      return {a.typed - b.typed, "(" + a.sql + " - " + b.sql + ")"};
    }
    default:
      return choose_between<orp::Decimal>(depth - 1, [this](unsigned d) { return price(d); });
  }
}

Day Expressions::day(unsigned depth) {
  switch (choices_.below(depth == 0 ? 2 : 3)) {
    case 0:
      return source().day;
    case 1: {
      const std::string day = "2024-02-" + std::to_string(26 + choices_.below(4));
      return {nullable(orp::literal(orp::Date::parse(day))),
              Sql("'" + day + "'", "DATE '" + day + "'")};
    }
    default:
      return choose_between<orp::Date>(depth - 1, [this](unsigned d) { return day(d); });
  }
}

Weight Expressions::weight(unsigned depth) {
  switch (choices_.below(depth == 0 ? 2 : 5)) {
    case 0:
      return source().weight;
    case 1: {
      const std::string text = std::to_string(choices_.below(4)) + ".5";
      return {nullable(orp::literal(std::stod(text))), Sql(text, text + "::float8")};
    }
    case 2: {
      const Weight a = weight(depth - 1);
      const Weight b = weight(depth - 1);
      return {a.typed + b.typed, "(" + a.sql + " + " + b.sql + ")"};
    }
    case 3: {
      const Number a = number(depth - 1);
      return {orp::cast<double>(a.typed),
              Sql("CAST(", "CAST(") + a.sql + Sql(" AS REAL)", " AS float8)")};
    }
    default:
      return choose_between<double>(depth - 1, [this](unsigned d) { return weight(d); });
  }
}

At Expressions::at(unsigned depth) {
  if (depth == 0 || choices_.below(2) == 0) return source().at;
  return choose_between<orp::Timestamp>(depth - 1, [this](unsigned d) { return at(d); });
}

Code Expressions::code(unsigned depth) {
  if (depth == 0 || choices_.below(2) == 0) return source().code;
  return choose_between<orp::Uuid>(depth - 1, [this](unsigned d) { return code(d); });
}

}  // namespace differential
