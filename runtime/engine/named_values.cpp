// SPDX-License-Identifier: MIT
#include "meta/stored_value.hpp"
#include "meta/visit.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/engine/dynamic_result.hpp"
#include "orpiment/sql/table.hpp"

namespace orp::meta {

namespace {

[[noreturn]] void throw_unknown(const DynamicValue& value) {
  throw UsageError({.code = "ORP-1374",
                    .message = "the database does not say of what type the value of column " +
                               std::string(value.name()) + " is, or it is none of ours",
                    .columns = {std::string(value.name())},
                    .hint = "select it as a column of a table, or cast it"});
}

/// As a value of the column that it comes from, which says what the elements are.
sql::NodeRef array_literal(const backend::StoredRows& rows, std::size_t row, std::size_t column) {
  const ColumnType& type = *rows.type(row, column);
  StoredValue value(type);
  rows.read(row, column, type, value.field());
  return sql::literal_field(type, value.field());
}

NamedValue scalar_value(std::string_view name, const DynamicValue& value) {
  if (value.is_null()) return {name, std::nullopt};
  const std::optional<TypeTag> tag = value.type();
  if (!tag) throw_unknown(value);
  if (*tag == TypeTag::enumeration) return {name, value.get<std::string>()};  // its label
  return visit_type(
      *tag, [&]<class T>(std::type_identity<T>) { return NamedValue(name, value.get<T>()); },
      [&]() -> NamedValue { throw_unknown(value); });
}

}  // namespace

std::vector<NamedValue> named_values(const DynamicRow& row) {
  std::vector<NamedValue> values;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i].type() == TypeTag::array)
      values.push_back(NamedValue(row.name(i), array_literal(*row.rows_, row.number_, i)));
    else
      values.push_back(scalar_value(row.name(i), row[i]));
  }
  return values;
}

}  // namespace orp::meta
