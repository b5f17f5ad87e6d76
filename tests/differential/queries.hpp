// SPDX-License-Identifier: MIT
// Random queries over `things`, each made twice, as expressions are.
#pragma once
#include <cstdint>
#include <differential/model.hpp>
#include <optional>
#include <orpiment/orpiment.hpp>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "differential/expressions.hpp"

namespace differential {

/// All queries give rows of these.
template <template <class...> class Class>
using OfRow = Class<std::optional<std::int64_t>, std::optional<std::string>, std::optional<bool>,
                    std::optional<orp::Decimal>, std::optional<orp::Date>, std::optional<double>,
                    std::optional<orp::Timestamp>, std::optional<orp::Uuid>>;
using Rows = OfRow<orp::Derived>;
using Select = OfRow<orp::Select>;
using Compound = OfRow<orp::Compound>;

/// A query and its SQL. `columns` are the labelled expressions that it selects.
struct Query {
  std::variant<Select, Compound> typed;
  Sql sql;
  Columns columns;
};

class Queries {
 public:
  explicit Queries(Choices& choices);

  /// The whole statement: CTEs stand before it.
  Query statement();
  /// All rows of one table, and a condition on them.
  std::pair<Select, Flag> condition();

 private:
  struct Source;

  Query query(unsigned depth);
  Query single(unsigned depth);
  Query compound(unsigned depth);
  Source source(unsigned depth);
  Source table();
  Source derived(unsigned depth);
  Source of_rows(const Rows& rows, const Columns& origins, const std::string& name, Sql sql);
  Columns plain(unsigned depth);
  Columns grouped(const Columns& keys);
  Columns ranked(unsigned depth);
  Query ordered(Query query);
  Flag subquery_condition(unsigned depth);
  Number subquery_value(unsigned depth);
  std::string next_name(const char* prefix);

  Choices& choices_;
  Expressions expressions_;
  int last_name_ = 0;
  std::vector<Sql> ctes_;
};

}  // namespace differential
