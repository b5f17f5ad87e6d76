// SPDX-License-Identifier: MIT
// The types that expressions of no column have.
#pragma once
#include <cstdint>

#include "meta/key_value.hpp"  // int64_type
#include "orpiment/meta/column_type.hpp"
#include "orpiment/sql/detail/make_node.hpp"

namespace orp::sql {

extern const SqlType boolean_type;
extern const SqlType int32_type;
extern const SqlType float64_type;
extern const SqlType text_type;
extern const SqlType time_type;
extern const SqlType timestamptz_type;
extern const SqlType uuid_type;
/// As many digits as there are.
extern const SqlType any_decimal_type;

/// Decimals are told apart by whether 18 digits are enough, because a database may store those as
/// integers; in arithmetic the result is assumed to stay within them when the operands do.
inline constexpr std::uint8_t narrow_precision = 18;
/// The scale that quotients and averages of decimals have, unless their operands have more.
inline constexpr std::uint8_t quotient_scale = 6;

/// The same type as tables of ours keep it (StoredAs::standard).
const SqlType& standard_form(const SqlType& type);

bool is_floating(const SqlType& type);
bool is_number(const SqlType& type);
bool is_narrow(const SqlType& decimal);
/// A decimal of as many digits as there are: what is made of it is so, too.
bool is_unbounded(const SqlType& type);
/// Digits after the point: of a decimal as it says, of any other number none.
int scale_of(const SqlType& number);
/// A decimal type for the results of arithmetic.
SqlType decimal_type(bool is_narrow, int scale);
/// Of so many digits. DataError (ORP-2002) for digits that no decimal has.
SqlType decimal_of(int precision, int scale);

/// As arithmetic has an integer: of 32 bits at least. Of other types, the type.
const SqlType& promoted(const SqlType& type);

/// What `operation` makes of two operands; static, lives for ever.
const SqlType& result_type(BinaryOp operation, const SqlType& left, const SqlType& right);

/// The type that values of both have; of decimals the greatest scale.
SqlType common_type(const SqlType& a, const SqlType& b);

/// The same type for SQL, whatever its precision, scale, length or form; a string is a text.
bool is_same_sql_type(const SqlType& a, const SqlType& b);

/// Equal values of both look the same in a database. Requires: no converted types.
bool has_same_form(const SqlType& a, const SqlType& b);

/// And either has room for what the other one has.
bool is_kept_alike(const SqlType& a, const SqlType& b);

}  // namespace orp::sql
