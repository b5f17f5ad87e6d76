// SPDX-License-Identifier: MIT
// The types that expressions of no column have.
#pragma once
#include <cstdint>

#include "meta/key_value.hpp"  // int64_type
#include "orpiment/meta/column_type.hpp"
#include "orpiment/sql/detail/make_node.hpp"

namespace orp::sql {

extern const ColumnType boolean_type;
extern const ColumnType int32_type;
extern const ColumnType float64_type;
extern const ColumnType text_type;
extern const ColumnType timestamptz_type;
/// As many digits as there are.
extern const ColumnType any_decimal_type;

/// Decimals are told apart by whether 18 digits are enough, because a database may store those as
/// integers; in arithmetic the result is assumed to stay within them when the operands do.
inline constexpr std::uint8_t narrow_precision = 18;
/// The scale that quotients and averages of decimals have, unless their operands have more.
inline constexpr std::uint8_t quotient_scale = 6;

bool is_floating(const ColumnType& type);
bool is_number(const ColumnType& type);
bool is_narrow(const ColumnType& decimal);
/// Digits after the point: of a decimal as it says, of any other number none.
int scale_of(const ColumnType& number);
/// A decimal type for the results of arithmetic.
ColumnType decimal_type(bool is_narrow, int scale);

/// What `operation` makes of two operands; static, lives for ever.
const ColumnType& result_type(BinaryOp operation, const ColumnType& left, const ColumnType& right);

/// Equal as far as SQL can tell: same tag and parameters.
bool is_same_sql_type(const ColumnType& a, const ColumnType& b);

}  // namespace orp::sql
