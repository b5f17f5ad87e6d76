// SPDX-License-Identifier: MIT
#include "sql/types.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "orpiment/backend/dialect.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/timestamp_tz.hpp"

namespace orp::sql {

const ColumnType boolean_type{.tag = TypeTag::boolean, .ops = &FieldOpsOf<bool>::value};
const ColumnType int32_type{.tag = TypeTag::int32, .ops = &FieldOpsOf<std::int32_t>::value};
const ColumnType float64_type{.tag = TypeTag::float64, .ops = &FieldOpsOf<double>::value};
const ColumnType text_type{.tag = TypeTag::text, .ops = &FieldOpsOf<std::string>::value};
const ColumnType timestamptz_type{.tag = TypeTag::timestamptz,
                                  .ops = &FieldOpsOf<TimestampTz>::value};
const ColumnType any_decimal_type{.tag = TypeTag::decimal, .ops = &FieldOpsOf<Decimal>::value};

namespace {

constexpr ColumnType float32_type{.tag = TypeTag::float32, .ops = &FieldOpsOf<float>::value};
constexpr ColumnType int16_type{.tag = TypeTag::int16, .ops = &FieldOpsOf<std::int16_t>::value};

constexpr std::size_t scale_count = Decimal::max_scale + 1;

constexpr ColumnType decimal_of(std::uint8_t precision, std::size_t scale) {
  return {.tag = TypeTag::decimal,
          .precision = precision,
          .scale = static_cast<std::uint8_t>(scale),
          .ops = &FieldOpsOf<Decimal>::value};
}

constexpr std::array<ColumnType, scale_count> decimals_of(std::uint8_t precision) {
  std::array<ColumnType, scale_count> types{};
  for (std::size_t scale = 0; scale < scale_count; ++scale) {
    types[scale] = decimal_of(precision, scale);
  }
  return types;
}

// Nodes point at their types, so there is one of each.
constexpr auto narrow_decimals = decimals_of(narrow_precision);
constexpr auto wide_decimals = decimals_of(Decimal::max_precision);

const ColumnType& static_decimal(bool narrow, int scale) {
  const auto index = static_cast<std::size_t>(std::min(scale, Decimal::max_scale));
  return narrow && scale <= narrow_precision ? narrow_decimals[index] : wide_decimals[index];
}

const ColumnType& decimal_result(BinaryOp operation, const ColumnType& left,
                                 const ColumnType& right) {
  const bool narrow = is_narrow(left) && is_narrow(right);
  const int greater = std::max(scale_of(left), scale_of(right));
  switch (operation) {
    case BinaryOp::multiply:
      return static_decimal(narrow, scale_of(left) + scale_of(right));
    case BinaryOp::divide:
      return static_decimal(narrow, std::max<int>(greater, quotient_scale));
    default:
      return static_decimal(narrow, greater);
  }
}

const ColumnType& wider_integer(const ColumnType& left, const ColumnType& right) {
  switch (std::max(left.tag, right.tag)) {  // the tags stand in order of size
    case TypeTag::int16:
      return int16_type;
    case TypeTag::int32:
      return int32_type;
    default:
      return int64_type;
  }
}

}  // namespace

bool is_floating(const ColumnType& type) {
  return type.tag == TypeTag::float32 || type.tag == TypeTag::float64;
}

bool is_number(const ColumnType& type) {
  return is_integer_type(type) || is_floating(type) || type.tag == TypeTag::decimal;
}

bool is_narrow(const ColumnType& decimal) {
  return decimal.tag != TypeTag::decimal || decimal.precision <= narrow_precision;
}

int scale_of(const ColumnType& number) { return number.tag == TypeTag::decimal ? number.scale : 0; }

ColumnType decimal_type(bool is_narrow, int scale) { return static_decimal(is_narrow, scale); }

const ColumnType& result_type(BinaryOp operation, const ColumnType& left, const ColumnType& right) {
  if (operation < BinaryOp::add) return boolean_type;
  if (operation == BinaryOp::concat) return text_type;
  if (left.tag == TypeTag::decimal || right.tag == TypeTag::decimal) {
    return decimal_result(operation, left, right);
  }
  if (is_floating(left) || is_floating(right)) {
    return left.tag == right.tag && left.tag == TypeTag::float32 ? float32_type : float64_type;
  }
  return wider_integer(left, right);
}

bool is_same_sql_type(const ColumnType& a, const ColumnType& b) {
  const ColumnType& left = backend::stored_type(a);
  const ColumnType& right = backend::stored_type(b);
  const auto is_text = [](const ColumnType& type) {
    return type.tag == TypeTag::text || type.tag == TypeTag::string;
  };
  if (is_text(left) && is_text(right)) return true;
  if (left.tag != right.tag) return false;
  switch (left.tag) {
    case TypeTag::enumeration:
      return left.enumeration == right.enumeration;
    case TypeTag::array:
      return is_same_sql_type(*left.array->element, *right.array->element);
    default:
      return true;
  }
}

}  // namespace orp::sql
