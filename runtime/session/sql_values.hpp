// SPDX-License-Identifier: MIT
// Columns of objects that are to become what an SQL expression says.
//
// Rules
//  (1) The last word of the program wins: a value assigned afterwards takes the expression's place,
//      and so does reading the object anew on purpose.
//  (2) The row of a stored object is changed by an UPDATE before the flush writes anything else,
//  and
//      what comes of it is read back. Of a new object the database is asked what the expressions
//      give, and the INSERT has those values.
#pragma once
#include <cstdint>
#include <unordered_map>
#include <vector>

#include "orpiment/entity/entity.hpp"
#include "orpiment/sql/detail/node_ref.hpp"

namespace orp {

struct SqlValue {
  std::uint16_t column;
  sql::NodeRef expression;
};

/// Those of one object.
struct SqlValuesOf {
  Entity* entity;
  std::vector<SqlValue> values;
};

class SqlValues {
 public:
  bool empty() const { return values_.empty(); }
  bool has(const Entity& entity) const { return values_.count(&entity) != 0; }

  void set(Entity& entity, std::uint16_t column, sql::NodeRef expression);
  void forget(const Entity& entity, unsigned column);
  void forget(const Entity& entity) { values_.erase(&entity); }
  void clear();
  /// In the order in which the objects got them.
  std::vector<SqlValuesOf> all() const;

 private:
  std::vector<Entity*> order_;  // perhaps with some who have none any more, and with repetitions
  std::unordered_map<const Entity*, std::vector<SqlValue>> values_;
};

}  // namespace orp
