// SPDX-License-Identifier: MIT
// Conditions and values of a statement, asked of an object in memory in place of its row.
//
// Rules
//  (1) What the database may see otherwise is not evaluated: the order of texts, which is its own,
//      functions, other tables. can_evaluate() says so beforehand.
//  (2) What depends on a column that the object has not loaded is unknown.
//  (3) NULL is as in SQL: a comparison with it is neither true nor false.
#pragma once
#include <cstdint>
#include <string_view>
#include <variant>

#include "orpiment/base/date.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/time.hpp"
#include "orpiment/base/timestamp.hpp"
#include "orpiment/base/timestamp_tz.hpp"
#include "orpiment/base/uuid.hpp"
#include "orpiment/entity/entity.hpp"
#include "sql/node.hpp"

namespace orp {

/// Of an enumeration.
struct EnumPlace {
  const EnumInfo* enumeration;
  unsigned number;
  friend bool operator==(const EnumPlace&, const EnumPlace&) = default;
};
struct NullValue {
  friend bool operator==(NullValue, NullValue) { return true; }
};
struct UnknownValue {
  friend bool operator==(UnknownValue, UnknownValue) { return true; }
};

/// What an expression comes to; texts are where they were.
using Evaluated =
    std::variant<UnknownValue, NullValue, bool, std::int64_t, double, Decimal, std::string_view,
                 Date, Time, Timestamp, TimestampTz, Uuid, EnumPlace>;

/// The expression, of a statement on the table of `entity`, means the same in memory. (1)
bool can_evaluate(const sql::NodeRef& expression, const EntityInfo& entity);

/// Its value for an object. Requires: can_evaluate().
Evaluated evaluate(const sql::NodeRef& expression, Entity& entity);

}  // namespace orp
