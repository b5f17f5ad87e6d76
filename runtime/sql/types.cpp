// SPDX-License-Identifier: MIT
#include "sql/types.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "orpiment/backend/dialect.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/timestamp_tz.hpp"

namespace orp::sql {

const SqlType boolean_type{.tag = TypeTag::boolean};
const SqlType int32_type{.tag = TypeTag::int32};
const SqlType float64_type{.tag = TypeTag::float64};
const SqlType text_type{.tag = TypeTag::text};
const SqlType time_type{.tag = TypeTag::time};
const SqlType timestamptz_type{.tag = TypeTag::timestamptz};
const SqlType uuid_type{.tag = TypeTag::uuid};
const SqlType any_decimal_type{.tag = TypeTag::decimal};

namespace {

constexpr SqlType timestamp_type{.tag = TypeTag::timestamp};

constexpr std::size_t scale_count = Decimal::max_scale + 1;

constexpr SqlType decimal_of(std::uint8_t precision, std::size_t scale) {
  return {
      .tag = TypeTag::decimal, .precision = precision, .scale = static_cast<std::uint8_t>(scale)};
}

constexpr std::array<SqlType, scale_count> decimals_of(std::uint8_t precision) {
  std::array<SqlType, scale_count> types{};
  for (std::size_t scale = 0; scale < scale_count; ++scale) {
    types[scale] = decimal_of(precision, scale);
  }
  return types;
}

// Nodes point at their types, so there is one of each.
constexpr auto narrow_decimals = decimals_of(narrow_precision);
constexpr auto wide_decimals = decimals_of(Decimal::max_precision);

const SqlType& static_decimal(bool narrow, int scale) {
  const auto index = static_cast<std::size_t>(std::min(scale, Decimal::max_scale));
  return narrow && scale <= narrow_precision ? narrow_decimals[index] : wide_decimals[index];
}

const SqlType& decimal_result(BinaryOp operation, const SqlType& left, const SqlType& right) {
  if (is_unbounded(left) || is_unbounded(right)) return any_decimal_type;
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

const SqlType& wider_integer(const SqlType& left, const SqlType& right) {
  // The tags stand in order of size.
  return std::max(left.tag, right.tag) == TypeTag::int64 ? int64_type : int32_type;
}

}  // namespace

const SqlType& standard_form(const SqlType& type) {
  if (type.stored_as == StoredAs::standard) return type;
  switch (type.tag) {
    case TypeTag::decimal:
      return static_decimal(is_narrow(type), type.scale);
    case TypeTag::uuid:
      return uuid_type;
    case TypeTag::time:
      return time_type;
    case TypeTag::timestamp:
      return timestamp_type;
    case TypeTag::timestamptz:
      return timestamptz_type;
    default:
      return type;  // an enumeration as a text is standard, too
  }
}

bool is_floating(const SqlType& type) { return is_floating(type.tag); }

bool is_number(const SqlType& type) {
  return is_integer_type(type) || is_floating(type) || type.tag == TypeTag::decimal;
}

bool is_narrow(const SqlType& decimal) {
  return decimal.tag != TypeTag::decimal ||
         (!is_unbounded(decimal) && decimal.precision <= narrow_precision);
}

bool is_unbounded(const SqlType& type) {
  return type.tag == TypeTag::decimal && type.precision == 0;
}

const SqlType& promoted(const SqlType& type) {
  return type.tag == TypeTag::int16 ? int32_type : type;
}

int scale_of(const SqlType& number) { return number.tag == TypeTag::decimal ? number.scale : 0; }

SqlType decimal_type(bool is_narrow, int scale) { return static_decimal(is_narrow, scale); }

const SqlType& result_type(BinaryOp operation, const SqlType& left, const SqlType& right) {
  if (operation < BinaryOp::add) return boolean_type;
  if (operation == BinaryOp::concat) return text_type;
  if (left.tag == TypeTag::decimal || right.tag == TypeTag::decimal) {
    return decimal_result(operation, left, right);
  }
  if (is_floating(left) || is_floating(right)) return float64_type;
  return wider_integer(left, right);
}

SqlType common_type(const SqlType& a, const SqlType& b) {
  if (a.tag == TypeTag::decimal || b.tag == TypeTag::decimal) {
    return result_type(BinaryOp::add, a, b);
  }
  if (!is_number(a) || !is_number(b)) return standard_form(a);
  return a.tag >= b.tag ? a : b;  // the tags stand in order of size
}

bool is_same_sql_type(const SqlType& a, const SqlType& b) {
  const SqlType& left = backend::stored_type(a);
  const SqlType& right = backend::stored_type(b);
  const auto is_text = [](const SqlType& type) {
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

bool has_same_form(const SqlType& a, const SqlType& b) {
  if (!is_same_sql_type(a, b) || a.stored_as != b.stored_as) return false;
  return a.tag != TypeTag::decimal || (a.scale == b.scale && is_narrow(a) == is_narrow(b));
}

bool is_kept_alike(const SqlType& a, const SqlType& b) {
  return has_same_form(a, b) && a.precision == b.precision;
}

}  // namespace orp::sql
