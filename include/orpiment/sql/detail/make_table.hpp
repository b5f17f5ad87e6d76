// SPDX-License-Identifier: MIT
// What statements about tables without classes are made of.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "orpiment/meta/schema.hpp"
#include "orpiment/sql/detail/make_node.hpp"
#include "orpiment/sql/detail/make_statement.hpp"
#include "orpiment/sql/detail/value_rules.hpp"

namespace orp {

namespace detail {

/// What a column of a table without a class is asked for as.
struct AskedType {
  TypeTag tag;
  bool is_array;
  bool has_null_elements;
};
template <class T>
constexpr AskedType asked_type() {
  using V = value_t<T>;
  if constexpr (is_array<V>)
    return {tag_of<value_t<typename V::value_type>>(), true, is_optional<typename V::value_type>};
  else
    return {tag_of<V>(), false, false};
}

}  // namespace detail

namespace sql {

/// A column by its name, and its value; empty: NULL.
struct NamedNode {
  std::string name;
  NodeRef value;
};

NodeRef make_table(schema::Table table);
NodeRef make_table_alias(const NodeRef& table, std::string_view name);
const schema::Table& described(const NodeRef& table);
NodeRef make_column(const NodeRef& table, std::string_view name, detail::AskedType asked);
NodeRef make_excluded(const NodeRef& table, std::string_view name, detail::AskedType asked);
/// All its columns, which the program reads by name.
void add_columns_of_table(NodeRef& select, const NodeRef& table);
NodeRef make_insert_into(const NodeRef& table);
NodeRef make_update_of(const NodeRef& table);
NodeRef make_erase_from(const NodeRef& table);
void add_named_row(NodeRef& insert, std::vector<NamedNode> values);
void add_named_assignments(NodeRef& update, std::vector<NamedNode> values);
void set_named_insert_select(NodeRef& insert, const std::vector<std::string_view>& columns,
                             NodeRef query);
NodeRef with_named_conflict_key(NodeRef insert, const std::vector<std::string_view>& columns);
NodeRef with_named_update_done(NodeRef insert, const std::vector<NamedNode>& values);
NodeRef with_named_update_of_any(NodeRef insert, const std::vector<NamedNode>& values);
std::vector<ColumnValue> named_column_values(const NodeRef& table,
                                             const std::vector<NamedNode>& values);

}  // namespace sql

}  // namespace orp
