// SPDX-License-Identifier: MIT
// INSERT, UPDATE and DELETE as nodes.
#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "orpiment/base/error.hpp"
#include "sql/builder.hpp"
#include "sql/conversion_check.hpp"
#include "sql/own.hpp"
#include "sql/statement.hpp"
#include "sql/write.hpp"

namespace orp::sql {
namespace {

bool is_listed(const std::vector<std::uint16_t>& columns, std::uint16_t column) {
  return std::find(columns.begin(), columns.end(), column) != columns.end();
}

std::string names_of(const EntityInfo& entity, const std::vector<std::uint16_t>& columns) {
  std::string names;
  for (const std::uint16_t column : columns) {
    if (!names.empty()) names += ", ";
    names += entity.column(column).name;
  }
  return names.empty() ? "none" : names;
}

/// The value of a client default. `default_row`: a Row as C++ initialises it.
NodeRef default_value(const EntityInfo& entity, std::uint16_t number, const void* default_row) {
  const MappedColumn& column = entity.columns[number];
  const ColumnType& type = column.column->type;
  if (column.client_default != ClientDefault::literal) {
    return make<GeneratedNode>(type, column.client_default);
  }
  const std::size_t offset_in_row = column.offset - entity.row_offset;
  return literal_field(type, static_cast<const std::byte*>(default_row) + offset_in_row);
}

/// Columns of the entity that have a client default and are not in `columns`.
std::vector<std::uint16_t> defaulted(const EntityInfo& entity,
                                     const std::vector<std::uint16_t>& columns) {
  std::vector<std::uint16_t> found;
  for (std::uint16_t i = 0; i < entity.columns.size(); ++i) {
    if (entity.columns[i].client_default != ClientDefault::none && !is_listed(columns, i)) {
      found.push_back(i);
    }
  }
  return found;
}

bool is_one_for_all(ClientDefault made) {
  return made != ClientDefault::uuid4 && made != ClientDefault::uuid7;
}

/// A select is sent as it is: what the program makes stands in it once, and not once a row.
void check_one_for_all(const EntityInfo& entity, const std::vector<std::uint16_t>& columns) {
  for (const std::uint16_t column : columns) {
    if (is_one_for_all(entity.columns[column].client_default)) continue;
    const char* const name = entity.column(column).name;
    throw UsageError({.code = "ORP-1247",
                      .message = std::string("the rows of a select would all have one ") + name +
                                 ", whose default is a new uuid for each row",
                      .table = entity.table_of(column).name,
                      .columns = {name},
                      .entity = entity.name,
                      .hint = "select a value for it, too, and name the column; or insert rows"});
  }
}

[[noreturn]] void throw_repeated(const EntityInfo& entity, std::uint16_t column) {
  const char* const name = entity.column(column).name;
  throw UsageError({.code = "ORP-1205",
                    .message = std::string("column ") + name + " is assigned twice",
                    .table = entity.table_of(column).name,
                    .columns = {name}});
}

void check_assigned(const EntityInfo& entity, const ColumnValue& given) {
  check_same_storage(entity.column(given.column).type, *expression(given.value).type);
}

void add_returned(NodeRef& statement, Element element) {
  own<StatementNode>(statement).elements.push_back(std::move(element));
}

}  // namespace

NodeRef select_of(const NodeRef& query) {
  const NodeRef rows = make_derived(query, {});
  std::vector<ResultField> fields;
  for (const Element& each : as<QueryNode>(query).result_elements())
    fields.push_back({static_cast<const FieldType&>(each.type), each.type.tag});
  NodeRef select = make_select();
  add_columns_of(select, rows, view_of(fields));
  return select;
}

NodeRef make_insert(const EntityInfo& entity) { return make<InsertNode>(&entity); }

void add_row(NodeRef& insert, std::vector<ColumnValue> values, const void* default_row) {
  InsertNode& node = own<InsertNode>(insert);
  const EntityInfo& entity = *node.entity;
  for (const ColumnValue& value : values) check_assigned(entity, value);
  std::stable_sort(values.begin(), values.end(),
                   [](const ColumnValue& a, const ColumnValue& b) { return a.column < b.column; });
  std::vector<std::uint16_t> columns;
  for (const ColumnValue& value : values) {
    if (!columns.empty() && columns.back() == value.column) throw_repeated(entity, value.column);
    columns.push_back(value.column);
  }
  const std::vector<std::uint16_t> missing = defaulted(entity, columns);
  columns.insert(columns.end(), missing.begin(), missing.end());
  if (node.row_count == 0) {
    node.columns = columns;
    node.given_columns = values.size();
  } else if (node.columns != columns) {
    throw UsageError({.code = "ORP-1206",
                      .message = "the rows of one insert assign different columns: " +
                                 names_of(entity, node.columns) + "; then " +
                                 names_of(entity, columns),
                      .table = entity.table().name,
                      .hint = "one insert for each set of columns"});
  }
  for (ColumnValue& value : values) node.values.push_back(std::move(value.value));
  for (const std::uint16_t column : missing) {
    node.values.push_back(default_value(entity, column, default_row));
  }
  ++node.row_count;
}

void add_whole_row(NodeRef& insert, const void* row) {
  const EntityInfo& entity = *as<InsertNode>(insert).entity;
  std::vector<ColumnValue> values;
  for (std::uint16_t i = 0; i < entity.columns.size(); ++i) {
    if (entity.column(i).is_read_only()) continue;
    const std::size_t offset = entity.columns[i].offset - entity.row_offset;
    values.push_back(
        {i, literal_field(entity.column(i).type, static_cast<const std::byte*>(row) + offset)});
  }
  add_row(insert, std::move(values), nullptr);
}

void set_insert_select(NodeRef& insert, std::vector<std::uint16_t> columns, NodeRef query,
                       const void* default_row) {
  InsertNode& node = own<InsertNode>(insert);
  const EntityInfo& entity = *node.entity;
  const std::vector<Element>& selected = as<QueryNode>(query).result_elements();
  for (auto column = columns.begin(); column != columns.end(); ++column)
    if (std::find(columns.begin(), column, *column) != column) throw_repeated(entity, *column);
  for (std::size_t i = 0; i < columns.size(); ++i)
    check_same_storage(entity.column(columns[i]).type, selected.at(i).type);
  node.given_columns = columns.size();
  const std::vector<std::uint16_t> missing = defaulted(entity, columns);
  check_one_for_all(entity, missing);
  if (!missing.empty() && query->kind == NodeKind::compound) query = select_of(query);
  for (const std::uint16_t column : missing) {
    const ColumnType& type = entity.column(column).type;
    NodeRef value = default_value(entity, column, default_row);
    own<QueryNode>(query).elements.push_back({.expression = std::move(value), .type = type});
    columns.push_back(column);
  }
  node.columns = std::move(columns);
  node.query = std::move(query);
}

NodeRef make_update(const EntityInfo& entity) { return make<UpdateNode>(&entity); }

void add_assignment(NodeRef& update, ColumnValue value) {
  UpdateNode& node = own<UpdateNode>(update);
  if (node.assignments.empty()) {  // what the schema sets; the program may say otherwise
    for (std::uint16_t i = 0; i < node.entity->columns.size(); ++i) {
      const MappedColumn& column = node.entity->columns[i];
      if (column.on_update == ClientDefault::none) continue;
      node.assignments.push_back(
          {i, make<GeneratedNode>(column.column->type, column.on_update), true});
    }
  }
  add_assignment(*node.entity, node.assignments, std::move(value));
}

void add_assignment(const EntityInfo& entity, std::vector<AssignmentNode>& assignments,
                    ColumnValue value) {
  check_assigned(entity, value);
  const auto same =
      std::find_if(assignments.begin(), assignments.end(),
                   [&value](const AssignmentNode& a) { return a.column == value.column; });
  if (same != assignments.end()) {
    if (!same->is_default) throw_repeated(entity, value.column);
    assignments.erase(same);
  }
  const auto first_default = std::find_if(assignments.begin(), assignments.end(),
                                          [](const AssignmentNode& a) { return a.is_default; });
  assignments.insert(first_default, {value.column, std::move(value.value)});
}

NodeRef make_erase(const EntityInfo& entity) { return make<EraseNode>(&entity); }

void add_returning_entity(NodeRef& statement) {
  add_returned(statement, {.source = source_of(*as<WriteNode>(statement).entity)});
}

void add_returning(NodeRef& statement, const NodeRef& expression, ResultField field) {
  add_returned(statement, value_element(expression, field));
}

}  // namespace orp::sql
