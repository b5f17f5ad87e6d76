// SPDX-License-Identifier: MIT
#include "backend/value_fault.hpp"

#include "meta/type_word.hpp"
#include "orpiment/base/detail/text.hpp"
#include "orpiment/base/error.hpp"

namespace orp::backend {

namespace {

constexpr std::size_t longest_quote = 40;

std::string quote(std::string_view text) {
  std::string quoted = "\"" + std::string(text.substr(0, longest_quote)) + "\"";
  if (text.size() > longest_quote) quoted += "...";
  return detail::is_valid_utf8(quoted) ? quoted : std::string("a text that is not UTF-8");
}

}  // namespace

std::string ValueFault::words(bool hide_parameters) const {
  if (value.empty()) return message;
  return (hide_parameters ? kind : value) + message;
}

std::string type_name(const SqlType& type) {
  std::string name = type_word(type.tag);
  switch (type.tag) {
    case TypeTag::decimal:
      if (type.precision > 0) {
        name += "(" + std::to_string(type.precision) + ", " + std::to_string(type.scale) + ")";
      }
      return name;
    case TypeTag::string:
      if (type.length > 0) name += "(" + std::to_string(type.length) + ")";
      return name;
    case TypeTag::enumeration:
      return type.enumeration->name;
    case TypeTag::array:
      return type_name(*type.array->element) + "[]";
    case TypeTag::converted:
      return type_name(*type.conversion->stored);
    default:
      return name;
  }
}

void fault_null() {
  throw ValueFault{"ORP-2206", "NULL, and the C++ field cannot be empty",
                   "make the column nullable in the schema, or read it as std::optional"};
}

void fault_wrong_type(const SqlType& expected, std::string_view found, std::string_view text) {
  throw ValueFault{.code = "ORP-2207",
                   .message = " instead of " + type_name(expected),
                   .hint = "read it as what it is, or make the table and the schema agree",
                   .value = text.empty() ? std::string(found) : "the text " + quote(text),
                   .kind = std::string(found)};
}

void fault_out_of_range(const SqlType& type, std::string_view value) {
  throw ValueFault{.code = "ORP-2208",
                   .message = " is out of the range of " + type_name(type),
                   .hint = "use a type that can hold it, here or in the schema",
                   .value = std::string(value)};
}

void fault_out_of_range(const SqlType& type, std::int64_t value) {
  fault_out_of_range(type, std::to_string(value));
}

void fault_inexact(const SqlType& type, std::string_view value) {
  const bool is_float = type.tag == TypeTag::float32;
  throw ValueFault{
      .code = "ORP-2208",
      .message = " is not exactly a " + type_name(type) + ": the nearest one is another number",
      .hint = is_float ? "map the column as \"double\", or read the value as one"
                       : "map the column as \"int64\", or read the value as one",
      .value = std::string(value)};
}

void fault_unknown_label(const EnumInfo& enumeration, std::string_view label) {
  throw ValueFault{
      .code = "ORP-2209",
      .message = std::string(" is not one of the labels of ") + enumeration.name,
      .hint = "the enumeration of the database has labels that the schema does not know",
      .value = quote(label),
      .kind = "a text"};
}

void fault_not_a_number() {
  throw ValueFault{"ORP-2205", "NaN cannot be stored in this database", "store NULL instead"};
}

void fault_too_large(std::size_t size, std::size_t limit) {
  throw ValueFault{"ORP-2210",
                   "this value, or it and the others beside it, takes " + std::to_string(size) +
                       " bytes, and the database takes no more than " + std::to_string(limit) +
                       " at once",
                   "store it in parts, or outside the database"};
}

void throw_in_result(const ValueFault& fault, std::string_view column, bool hide_parameters) {
  throw DataError({.code = fault.code,
                   .message = "column \"" + std::string(column) +
                              "\" of the result: " + fault.words(hide_parameters),
                   .columns = {std::string(column)},
                   .hint = fault.hint});
}

void throw_in_result(const ValueFault& fault, std::string_view column, std::size_t position,
                     bool hide_parameters) {
  const bool has_name = !column.empty() && column != "?column?";
  std::string words = "column " + std::to_string(position + 1);
  if (has_name) words += ", \"" + std::string(column) + "\",";
  std::vector<std::string> columns;
  if (has_name) columns.emplace_back(column);
  throw DataError({.code = fault.code,
                   .message = words + " of the result: " + fault.words(hide_parameters),
                   .columns = std::move(columns),
                   .hint = fault.hint});
}

void throw_in_parameter(const ValueFault& fault, const BoundValue& parameter, std::size_t number,
                        std::string_view sql) {
  const std::string name = parameter.name != nullptr ? std::string(parameter.name)
                                                     : "parameter " + std::to_string(number);
  throw DataError({.code = fault.code,
                   .message = name + ": " + fault.words(true),
                   .sql = std::string(sql),
                   .hint = fault.hint});
}

void throw_in_batch(const ValueFault& fault, const RowBatch& batch, std::size_t row,
                    std::size_t column) {
  if (batch.failed_row != nullptr) *batch.failed_row = row;
  const char* const name = batch.table->columns[batch.columns[column]].name;
  std::string message = std::string(batch.table->name) + "." + name + ": " + fault.words(true);
  if (batch.row_count > 1) {
    message += " (row " + std::to_string(row + 1) + " of " + std::to_string(batch.row_count) + ")";
  }
  throw DataError({.code = fault.code,
                   .message = std::move(message),
                   .table = batch.table->name,
                   .columns = {name},
                   .hint = fault.hint});
}

}  // namespace orp::backend
