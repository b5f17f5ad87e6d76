// SPDX-License-Identifier: MIT
// C++ values as bound parameters.
#include <algorithm>
#include <limits>
#include <string>

#include "meta/field_value.hpp"
#include "meta/stored_as.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/timestamp.hpp"
#include "orpiment/base/timestamp_tz.hpp"
#include "orpiment/sql/detail/make_node.hpp"
#include "sql/node.hpp"
#include "sql/types.hpp"

namespace orp {

namespace sql {
namespace {

template <class V>
NodeRef literal(const SqlType& type, const V& value) {
  return LiteralNode::make({type, FieldType::of<V>()}, &value);
}

SqlType literal_type(SqlType type) {
  if (type.tag == TypeTag::string) {  // a text that is too long for the column is just not equal
    type.tag = TypeTag::text;
    type.length = 0;
  }
  return type;
}

std::int64_t microseconds_of(TypeTag tag, const void* value) {
  if (tag == TypeTag::time) return static_cast<const Time*>(value)->microseconds();
  return tag == TypeTag::timestamp ? static_cast<const Timestamp*>(value)->microseconds()
                                   : static_cast<const TimestampTz*>(value)->utc().microseconds();
}

/// Whether a column of `type` could hold the value; one that it could not is compared with what it
/// holds in standard form.
bool is_kept_whole(const SqlType& type, const void* value) {
  if (value == nullptr || resolution(type.stored_as) == 1) return true;
  return microseconds_of(type.tag, value) % resolution(type.stored_as) == 0;
}

template <class V>
NodeRef integer_of(const SqlType& like, TypeTag tag, std::int64_t value) {
  return literal({.tag = tag, .variants = like.variants}, static_cast<V>(value));
}

template <class V>
bool fits(std::int64_t value) {
  return value >= std::numeric_limits<V>::min() && value <= std::numeric_limits<V>::max();
}

/// The narrowest integer type from `tag` on that holds all values between the two.
TypeTag tag_for(TypeTag tag, std::int64_t least, std::int64_t greatest) {
  if (tag == TypeTag::int16 && fits<std::int16_t>(least) && fits<std::int16_t>(greatest)) {
    return TypeTag::int16;
  }
  if (tag <= TypeTag::int32 && fits<std::int32_t>(least) && fits<std::int32_t>(greatest)) {
    return TypeTag::int32;
  }
  return TypeTag::int64;
}

/// Whether there are enough digits to write the value with that scale.
bool fits(const Decimal& value, int scale) {
  const Decimal least = value.normalized();
  return least.is_zero() || least.precision() + scale - least.scale() <= Decimal::max_precision;
}

/// The type of a decimal literal beside `like`: of its scale, more where the value needs it, and
/// its own scale where it has so many digits before the point that it is none of that type.
SqlType decimal_literal_type(const SqlType* like, const Decimal& value) {
  const int own_scale = value.normalized().scale();
  int scale = like == nullptr ? value.scale() : std::max<int>(own_scale, like->scale);
  if (!fits(value, scale)) scale = own_scale;
  const int precision =
      value.is_zero() ? scale : value.precision() + std::max(0, scale - value.scale());
  const bool narrow = (like == nullptr || is_narrow(*like)) && precision <= narrow_precision;
  SqlType type = decimal_type(narrow, scale);
  if (like != nullptr && is_floating(like->stored_as) &&
      precision <= most_digits(like->stored_as)) {
    type.precision = static_cast<std::uint8_t>(most_digits(like->stored_as));
    type.stored_as = like->stored_as;
  }
  if (like != nullptr) type.variants = like->variants;
  return type;
}

template <class V>
NodeRef in_list(NodeRef operand, const SqlType& type, View<V> values, bool negated) {
  return make_in_list(std::move(operand),
                      make<KeyListNode>(type, FieldOpsOf<V>::value, values.data(), values.size()),
                      negated);
}

template <class V>
NodeRef integers_in(NodeRef operand, TypeTag tag, View<std::int64_t> values, bool negated) {
  const View<TypeVariant> variants = expression(operand).type->variants;
  std::vector<V> narrow;
  narrow.reserve(values.size());
  for (const std::int64_t value : values) narrow.push_back(static_cast<V>(value));
  return in_list(std::move(operand), {.tag = tag, .variants = variants}, view_of(narrow), negated);
}

}  // namespace

NodeRef make_in_list(NodeRef operand, NodeRef keys, bool negated) {
  auto* const node = new InNode(&boolean_type);
  NodeRef result = NodeRef::adopt(node);
  node->operands.push_back(std::move(operand));
  node->keys.push_back(std::move(keys));
  node->negated = negated;
  return result;
}

NodeRef literal_integer(const NodeRef& like, std::int64_t value) {
  const SqlType& type = *expression(like).type;
  if (type.tag == TypeTag::decimal) return literal_decimal(like, Decimal(value));
  switch (tag_for(type.tag, value, value)) {
    case TypeTag::int16:
      return integer_of<std::int16_t>(type, TypeTag::int16, value);
    case TypeTag::int32:
      return integer_of<std::int32_t>(type, TypeTag::int32, value);
    default:
      return integer_of<std::int64_t>(type, TypeTag::int64, value);
  }
}

NodeRef literal_decimal(const NodeRef& like, const Decimal& value) {
  return literal(decimal_literal_type(expression(like).type, value), value);
}

NodeRef literal_decimal(const Decimal& value) {
  return literal(decimal_literal_type(nullptr, value), value);
}

NodeRef literal_text(std::string_view value) { return LiteralNode::make_text(text_type, value); }

NodeRef literal_text(const NodeRef& like, std::string_view value) {
  SqlType type = text_type;
  type.variants = expression(like).type->variants;
  return LiteralNode::make_text(type, value);
}

NodeRef literal_value(const NodeRef& like, FieldType field, const void* value) {
  return literal_of(*expression(like).type, field, value);
}

NodeRef literal_of(const SqlType& type, FieldType field, const void* value) {
  const SqlType own = literal_type(type);
  const bool is_whole = is_kept_whole(own, value_in(field, value));
  return LiteralNode::make({is_whole ? own : standard_form(own), field}, value);
}

NodeRef assigned_value(const SqlType& column, FieldType field, const void* value) {
  return LiteralNode::make({column, field}, value);
}

NodeRef literal_field(const ColumnType& type, const void* field) {
  return LiteralNode::make(type, type.ops->value(field) == nullptr ? nullptr : field);
}

NodeRef make_in_integers(NodeRef operand, View<std::int64_t> values, bool negated) {
  const SqlType& type = *expression(operand).type;
  if (type.tag == TypeTag::decimal) {
    std::vector<Decimal> decimals(values.begin(), values.end());
    return make_in_decimals(std::move(operand), view_of(decimals), negated);
  }
  const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
  const TypeTag tag = values.empty() ? type.tag : tag_for(type.tag, *least, *greatest);
  switch (tag) {
    case TypeTag::int16:
      return integers_in<std::int16_t>(std::move(operand), tag, values, negated);
    case TypeTag::int32:
      return integers_in<std::int32_t>(std::move(operand), tag, values, negated);
    default:
      return integers_in<std::int64_t>(std::move(operand), TypeTag::int64, values, negated);
  }
}

// A list has one type, which is narrow only where 18 digits do for the one with most digits before
// the point and the one with most behind it.
NodeRef make_in_decimals(NodeRef operand, View<Decimal> values, bool negated) {
  const SqlType& type = *expression(operand).type;
  SqlType list = standard_form(type);
  list.stored_as = is_floating(type.stored_as) ? type.stored_as : StoredAs::standard;
  int whole_digits = 0;
  int own_scale = 0;
  for (const Decimal& value : values) {
    const SqlType own = decimal_literal_type(&type, value);
    list.scale = std::max(list.scale, own.scale);
    if (!value.is_zero()) whole_digits = std::max(whole_digits, value.precision() - value.scale());
    own_scale = std::max(own_scale, value.normalized().scale());
    if (own.stored_as == StoredAs::standard) list.stored_as = StoredAs::standard;
  }
  if (whole_digits + list.scale > Decimal::max_precision)
    list.scale = static_cast<std::uint8_t>(own_scale);
  const bool narrow = is_narrow(type) && whole_digits + list.scale <= narrow_precision;
  SqlType element = decimal_type(narrow, list.scale);
  element.stored_as = list.stored_as;
  element.variants = type.variants;
  return in_list(std::move(operand), element, values, negated);
}

NodeRef make_in_values(NodeRef operand, const FieldOps& ops, const void* first, std::size_t count,
                       bool negated) {
  SqlType type = literal_type(*expression(operand).type);
  const auto* const bytes = static_cast<const char*>(first);
  for (std::size_t i = 0; i < count; ++i)
    if (!is_kept_whole(type, bytes + i * ops.size)) type = standard_form(type);
  return make_in_list(std::move(operand), make<KeyListNode>(type, ops, first, count), negated);
}

}  // namespace sql
}  // namespace orp
