// SPDX-License-Identifier: MIT
// Statements about tables without classes.
#include "orpiment/sql/table.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>

#include "meta/assign_from.hpp"
#include "meta/filled_in.hpp"
#include "meta/key_value.hpp"
#include "meta/owned_table.hpp"
#include "meta/stored_value.hpp"
#include "orpiment/base/detail/text.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/sql/functions.hpp"
#include "sql/derived.hpp"
#include "sql/excluded_node.hpp"
#include "sql/names.hpp"
#include "sql/own.hpp"
#include "sql/statement.hpp"
#include "sql/types.hpp"
#include "sql/write.hpp"

namespace orp::sql {
namespace {

const AliasNode& table_node(const NodeRef& table) { return as<AliasNode>(table); }

bool is_text_like(TypeTag tag) { return tag == TypeTag::text || tag == TypeTag::string; }

/// Types whose values are given in the place of one another.
bool goes_with(TypeTag column, TypeTag asked) {
  return column == asked || (is_integer(column) && is_integer(asked)) ||
         (is_floating(column) && is_floating(asked)) ||
         (is_text_like(column) && is_text_like(asked));
}

/// Arrays are given with their elements as they are.
bool elements_go_with(const SqlType& column, const SqlType& given) {
  const ColumnType& own = *column.array->element;
  const ColumnType& other = *given.array->element;
  const bool are_alike = own.tag == other.tag || (is_text_like(own.tag) && is_text_like(other.tag));
  return are_alike && (own.nullable || !other.nullable);
}

/// A value that may be assigned: a number also to a column of numbers that hold it exactly, and a
/// label to one of an enumeration.
bool may_be_assigned(const SqlType& column, const SqlType& given) {
  if (column.tag == TypeTag::array && given.tag == TypeTag::array)
    return elements_go_with(column, given);
  return goes_with(column.tag, given.tag) ||
         (is_integer(given.tag) && (column.tag == TypeTag::decimal || is_floating(column.tag))) ||
         (column.tag == TypeTag::enumeration && is_text_like(given.tag));
}

[[noreturn]] void throw_other_type(const meta::OwnedTable& table, std::uint16_t number,
                                   const schema::Type& given, const char* fault) {
  const schema::Column& column = table.described().columns[number];
  throw UsageError({.code = "ORP-1373",
                    .message = "column " + column.name + " is of type " + column.type.to_string() +
                               ", and " + fault + ' ' + given.to_string(),
                    .table = table.described().name,
                    .columns = {column.name},
                    .hint = "ask for it, and give it values, as what it is; orp::cast() changes an "
                            "expression"});
}

schema::Type type_asked(detail::AskedType asked) {
  schema::Type type{.tag = asked.tag};
  type.is_array = asked.is_array;
  type.has_null_elements = asked.has_null_elements;
  return type;
}

/// Whether a column is read as what it is asked for.
bool is_read_as(const schema::Type& column, detail::AskedType asked) {
  if (column.is_array != asked.is_array || column.has_null_elements != asked.has_null_elements)
    return false;
  if (column.tag == TypeTag::enumeration) return is_text_like(asked.tag);
  if (asked.is_array && !is_text_like(asked.tag)) return column.tag == asked.tag;
  return goes_with(*column.tag, asked.tag);
}

std::uint16_t number_asked(const meta::OwnedTable& table, std::string_view name,
                           detail::AskedType asked) {
  const std::uint16_t number = table.number_of(name);
  if (!is_read_as(table.described().columns[number].type, asked))
    throw_other_type(table, number, type_asked(asked), "it is asked for as");
  return number;
}

constexpr SqlType label_type{.tag = TypeTag::text};

/// An enumeration as its label, which is what programs read.
NodeRef as_label(NodeRef column) {
  if (expression(column).type->tag != TypeTag::enumeration) return column;
  return make_cast(std::move(column), label_type);
}

/// The label as a value of the column. Throws DataError when it is none of its labels.
NodeRef label_for(const meta::OwnedTable& table, std::uint16_t number, std::string_view label) {
  const ColumnType& column = table.table().columns[number].type;
  const View<const char*> labels = column.enumeration->labels;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (label != labels[i]) continue;
    const auto place = static_cast<meta::LabelPlace>(i);
    return LiteralNode::make(
        {static_cast<const SqlType&>(column), FieldType::of<meta::LabelPlace>()}, &place);
  }
  throw DataError(
      {.code = "ORP-2209",
       .message = "column " + std::string(table.table().columns[number].name) +
                  " is given a text that is not one of the labels of " + column.enumeration->name,
       .table = table.described().name,
       .columns = {table.table().columns[number].name},
       .hint = "its labels are " +
               detail::join(table.described().columns[number].type.enumeration.labels)});
}

/// Of a literal that is a label, as a text or of a class's enumeration.
std::string_view label_in(const LiteralNode& literal) {
  const void* const value = literal.own_type.ops->value(literal.field());
  if (literal.own_type.tag != TypeTag::enumeration) return *static_cast<const std::string*>(value);
  const EnumInfo& info = *literal.own_type.enumeration;
  return info.labels[info.index(value)];
}

template <class V>
NodeRef number_literal(const SqlType& column, std::int64_t value) {
  const V same = detail::literal_cast<V>(value);
  return LiteralNode::make({column, FieldType::of<V>()}, &same);
}

/// An integer as the number that the column holds. Throws DataError when it does not.
NodeRef number_for(const SqlType& column, std::int64_t value) {
  switch (column.tag) {
    case TypeTag::int16:
      return number_literal<std::int16_t>(column, value);
    case TypeTag::int32:
      return number_literal<std::int32_t>(column, value);
    case TypeTag::float32:
      return number_literal<float>(column, value);
    case TypeTag::float64:
      return number_literal<double>(column, value);
    case TypeTag::decimal:
      return number_literal<Decimal>(column, value);
    default:
      return number_literal<std::int64_t>(column, value);
  }
}

std::int64_t integer_of(const LiteralNode& literal) {
  return integer_value(literal.own_type, literal.own_type.ops->value(literal.field()));
}

/// The same array with the column's elements, which live as long as the table.
NodeRef array_for(const ColumnType& column, const LiteralNode& literal) {
  StoredValue same(column);
  assign_from(column, same.field(), literal.own_type, literal.field());
  return LiteralNode::make(column, same.field());
}

/// What the column gets: a literal takes the form in which the column is kept.
NodeRef value_for(const meta::OwnedTable& table, std::uint16_t number, const NodeRef& given) {
  const ColumnType& column = table.table().columns[number].type;
  if (!given) return LiteralNode::make(column, nullptr);
  const SqlType& type = *expression(given).type;
  if (!may_be_assigned(column, type))
    throw_other_type(table, number, schema::from(type), "it is given a value of type");
  const auto* const literal = as_if<LiteralNode>(given);
  const bool is_label = column.tag == TypeTag::enumeration;
  if (literal == nullptr)
    return is_label && is_text_like(type.tag) ? make_cast(given, column) : given;
  if (literal->is_null) return LiteralNode::make(column, nullptr);
  if (is_integer(type.tag)) return number_for(column, integer_of(*literal));
  if (is_label) return label_for(table, number, label_in(*literal));
  if (is_floating(type.tag)) return given;
  if (type.tag == TypeTag::array) return array_for(column, *literal);
  return LiteralNode::make(
      {static_cast<const SqlType&>(column), static_cast<const FieldType&>(literal->own_type)},
      literal->field());
}

/// A column of a select that goes into one of an enumeration by its label.
bool is_by_label(const SqlType& column, const SqlType& selected) {
  return column.tag == TypeTag::enumeration && !is_same_sql_type(column, selected);
}

/// The same rows with labels, perhaps of other enumerations, as values of the columns.
NodeRef with_labels_as_values(const NodeRef& query, const meta::OwnedTable& table,
                              const std::vector<std::uint16_t>& columns) {
  const auto is_label = [&](std::size_t i, const NodeRef& rows) {
    return is_by_label(table.table().columns[columns[i]].type,
                       as<QueryNode>(rows).result_elements()[i].type);
  };
  bool has_labels = false;
  for (std::size_t i = 0; i < columns.size(); ++i) has_labels |= is_label(i, query);
  if (!has_labels) return query;
  NodeRef select = select_of(query);
  std::vector<Element>& elements = own<QueryNode>(select).elements;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!is_label(i, query)) continue;
    const ColumnType& type = table.table().columns[columns[i]].type;
    NodeRef value = make_cast(as_label(elements[i].expression), type);
    elements[i] = {.expression = std::move(value), .type = type};
  }
  return select;
}

[[noreturn]] void throw_key_missing(const TableInfo& table, const ColumnInfo& column,
                                    const char* fault) {
  const bool is_filled = is_filled_in(column);
  throw UsageError({.code = "ORP-1379",
                    .message = "column " + std::string(column.name) + " of table " + table.name +
                               " belongs to the primary key and is " + fault,
                    .table = table.name,
                    .columns = {column.name},
                    .hint = is_filled ? "leave it out: the database fills it in"
                                      : "give it a value; a column that the database fills in is "
                                        "declared with identity() or server_default()"});
}

/// Some databases take NULL in a key, or number the row then.
void check_no_null_key(const TableInfo& table, const ColumnValue& given) {
  const ColumnInfo& column = table.columns[given.column];
  const auto* const literal = as_if<LiteralNode>(given.value);
  if (!column.primary_key || column.type.nullable || literal == nullptr || !literal->is_null)
    return;
  throw_key_missing(table, column, "given NULL");
}

/// Likewise of a key that is left out.
void check_key_given(const TableInfo& table, const std::vector<ColumnValue>& row) {
  for (const std::uint16_t number : table.primary_key) {
    const ColumnInfo& column = table.columns[number];
    const bool is_given = std::any_of(row.begin(), row.end(), [number](const ColumnValue& each) {
      return each.column == number;
    });
    if (!is_given && !column.type.nullable && !is_filled_in(column))
      throw_key_missing(table, column, "given no value");
  }
}

std::vector<ColumnValue> column_values(const NodeRef& table, const std::vector<NamedNode>& named) {
  const meta::OwnedTable& owned = *table_node(table).owned;
  std::vector<ColumnValue> values;
  for (const NamedNode& each : named) {
    const std::uint16_t number = owned.number_of(each.name);
    values.push_back({number, value_for(owned, number, each.value)});
    check_no_null_key(owned.table(), values.back());
  }
  return values;
}

std::vector<std::uint16_t> numbers_of(const NodeRef& table,
                                      const std::vector<std::string_view>& columns) {
  std::vector<std::uint16_t> numbers;
  for (const std::string_view column : columns)
    numbers.push_back(table_node(table).owned->number_of(column));
  return numbers;
}

template <class Statement>
NodeRef make_write(const NodeRef& table) {
  return make<Statement>(&table_node(table).owned->entity(), table);
}

}  // namespace

NodeRef make_table(schema::Table table) {
  auto owned = std::make_shared<const meta::OwnedTable>(std::move(table));
  std::string name = owned->described().name;
  return make<AliasNode>(std::move(owned), std::move(name));
}

NodeRef make_table_alias(const NodeRef& table, std::string_view name) {
  check_given_name(name, "name of an alias");
  return make<AliasNode>(table_node(table).owned, std::string(name));
}

const schema::Table& described(const NodeRef& table) {
  return table_node(table).owned->described();
}

NodeRef make_column(const NodeRef& table, std::string_view name, detail::AskedType asked) {
  const meta::OwnedTable& owned = *table_node(table).owned;
  return as_label(make<ColumnNode>(&owned.table(), number_asked(owned, name, asked), table));
}

NodeRef make_excluded(const NodeRef& table, std::string_view name, detail::AskedType asked) {
  const std::shared_ptr<const meta::OwnedTable>& owned = table_node(table).owned;
  return as_label(make<ExcludedColumnNode>(owned, number_asked(*owned, name, asked)));
}

void add_columns_of_table(NodeRef& select, const NodeRef& table) {
  const TableInfo& info = table_node(table).owned->table();
  for (std::uint16_t i = 0; i < info.columns.size(); ++i) {
    const ColumnType& type = info.columns[i].type;
    add_value(select, make<ColumnNode>(&info, i, table),
              {static_cast<const FieldType&>(type), type.tag});
  }
}

NodeRef make_insert_into(const NodeRef& table) { return make_write<InsertNode>(table); }
NodeRef make_update_of(const NodeRef& table) { return make_write<UpdateNode>(table); }
NodeRef make_erase_from(const NodeRef& table) { return make_write<EraseNode>(table); }

void add_named_row(NodeRef& insert, std::vector<NamedNode> values) {
  const NodeRef& table = as<InsertNode>(insert).alias;
  std::vector<ColumnValue> row = column_values(table, values);
  check_key_given(table_node(table).owned->table(), row);
  add_row(insert, std::move(row), nullptr);
}

void add_named_assignments(NodeRef& update, std::vector<NamedNode> values) {
  const NodeRef table = as<UpdateNode>(update).alias;
  for (ColumnValue& each : column_values(table, values)) add_assignment(update, std::move(each));
}

void set_named_insert_select(NodeRef& insert, const std::vector<std::string_view>& columns,
                             NodeRef query) {
  const NodeRef table = as<InsertNode>(insert).alias;
  const meta::OwnedTable& owned = *table_node(table).owned;
  const std::vector<Element>& selected = as<QueryNode>(query).result_elements();
  const std::vector<std::uint16_t> numbers = numbers_of(table, columns);
  if (numbers.size() != selected.size())
    throw UsageError({.code = "ORP-1206",
                      .message = "the select has " + std::to_string(selected.size()) +
                                 " columns, and " + std::to_string(numbers.size()) + " are named",
                      .table = owned.described().name});
  for (std::size_t i = 0; i < numbers.size(); ++i)
    if (!may_be_assigned(owned.table().columns[numbers[i]].type, selected[i].type))
      throw_other_type(owned, numbers[i], schema::from(selected[i].type),
                       "it is given a column of type");
  query = with_labels_as_values(query, owned, numbers);
  set_insert_select(insert, numbers, std::move(query), nullptr);
}

NodeRef with_named_update_done(NodeRef insert, const std::vector<NamedNode>& values) {
  std::vector<ColumnValue> assigned = column_values(as<InsertNode>(insert).alias, values);
  return with_update_done(std::move(insert), std::move(assigned));
}

NodeRef with_named_update_of_any(NodeRef insert, const std::vector<NamedNode>& values) {
  std::vector<ColumnValue> assigned = column_values(as<InsertNode>(insert).alias, values);
  return with_update_of_any(std::move(insert), std::move(assigned));
}

std::vector<ColumnValue> named_column_values(const NodeRef& table,
                                             const std::vector<NamedNode>& values) {
  return column_values(table, values);
}

NodeRef with_named_conflict_key(NodeRef insert, const std::vector<std::string_view>& columns) {
  const std::vector<std::uint16_t> numbers = numbers_of(as<InsertNode>(insert).alias, columns);
  return with_conflict_key(std::move(insert), numbers);
}

}  // namespace orp::sql

namespace orp::meta {

namespace {

schema::Table table_of(std::string_view name, std::vector<schema::Column> columns,
                       std::vector<std::string> key) {
  schema::Table table{.name = std::string(name), .columns = std::move(columns)};
  table.primary_key.columns = std::move(key);
  return table;
}

}  // namespace

Table::Table(std::string_view name, std::initializer_list<ColumnDraft> drafts)
    : Derived<>(sql::NodeRef()) {
  std::vector<schema::Column> columns;
  std::vector<std::string> key;
  for (const ColumnDraft& draft : drafts) {
    columns.push_back(draft.column_);
    if (draft.is_key_) key.push_back(draft.column_.name);
  }
  *this = Table(table_of(name, std::move(columns), std::move(key)));
}

}  // namespace orp::meta
