// SPDX-License-Identifier: MIT
// What becomes of rows of a batch that are there already: an INSERT without rows says it.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "orpiment/backend/dialect.hpp"
#include "orpiment/backend/statement.hpp"
#include "sql/statement_cache.hpp"

namespace orp::sql {

/// The columns of the entity by whose values rows meet. Empty where no columns tell: the key is
/// any, partial, or has expressions.
std::vector<std::uint16_t> key_columns(const NodeRef& rule);
/// Rows that are there change: of rows that are alike in the key the last one counts.
bool changes_rows(const NodeRef& rule);

/// The rule for rows that assign some columns, with its values.
class ConflictRule {
 public:
  /// Of rows with `width` columns of the rule's entity, of which the program gives `given`, and
  /// the schema has defaults for the others. Throws what compiling throws.
  ConflictRule(NodeRef rule, std::vector<std::uint16_t> given, std::size_t width,
               const backend::Dialect& dialect);

  // As backend::ConflictClause has them; valid as long as this object.

  std::string_view sql() const { return bound_.compiled().sql; }
  View<backend::BoundValue> parameters() const { return bound_.parameters(); }

 private:
  ConflictRule(NodeRef insert, std::size_t width, const backend::Dialect& dialect);

  NodeRef insert_;  // the values are in it
  BoundStatement bound_;
};

}  // namespace orp::sql
