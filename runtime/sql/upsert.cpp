// SPDX-License-Identifier: MIT
// What an INSERT does with rows that are there already.
#include <algorithm>
#include <cstddef>
#include <string>
#include <unordered_set>
#include <utility>

#include "meta/key_value.hpp"
#include "orpiment/base/error.hpp"
#include "sql/builder.hpp"
#include "sql/excluded_node.hpp"
#include "sql/own.hpp"
#include "sql/statement.hpp"
#include "sql/upsert.hpp"
#include "sql/write.hpp"

namespace orp::sql {
namespace {

using ColumnNumbers = std::vector<std::uint16_t>;

InsertNode& own_insert(NodeRef& insert) { return own<InsertNode>(insert); }

bool has_columns(const std::vector<IndexPart>& parts, const ColumnNumbers& columns) {
  return parts.size() == columns.size() &&
         std::all_of(parts.begin(), parts.end(), [&columns](const IndexPart& part) {
           return part.expression == nullptr &&
                  std::find(columns.begin(), columns.end(), part.column) != columns.end();
         });
}

std::vector<IndexPart> parts_of(View<std::uint16_t> columns) {
  std::vector<IndexPart> parts;
  for (const std::uint16_t column : columns) parts.push_back({.column = column});
  return parts;
}

/// A key of a table, as an INSERT meets it.
struct TableKey {
  const char* name;
  std::vector<IndexPart> parts;
  const char* where = nullptr;
};

std::vector<TableKey> keys_of(const TableInfo& table) {
  std::vector<TableKey> keys{{table.primary_key_name, parts_of(table.primary_key)}};
  for (const UniqueInfo& unique : table.uniques)
    keys.push_back({unique.name, parts_of(unique.columns)});
  for (const IndexInfo& index : table.indexes)
    if (index.unique)
      keys.push_back({index.name, {index.parts.begin(), index.parts.end()}, index.where});
  return keys;
}

[[noreturn]] void throw_no_key(const TableInfo& table, std::string_view name) {
  std::string names;
  for (const TableKey& key : keys_of(table))
    if (*key.name != '\0') names += (names.empty() ? "" : ", ") + std::string(key.name);
  throw UsageError(
      {.code = "ORP-1239",
       .message = "the schema has no key " + std::string(name) + " of the table " + table.name,
       .constraint = std::string(name),
       .table = table.name,
       .hint = names.empty()
                   ? "name the columns of the key: on_conflict(...)"
                   : "it has " + names + "; on_conflict(...) takes the columns of a key"});
}

/// The number, among the columns that the insert assigns, of each column of its key; empty where
/// that is not what the key consists of.
std::vector<std::size_t> key_places(const InsertNode& insert) {
  std::vector<std::size_t> places;
  for (const IndexPart& part : insert.conflict.key) {
    if (part.expression != nullptr) return {};
    const auto found =
        std::find_if(insert.columns.begin(), insert.columns.end(), [&](std::uint16_t column) {
          return insert.entity->number_in_table(column) == part.column;
        });
    if (found == insert.columns.end()) return {};
    places.push_back(static_cast<std::size_t>(found - insert.columns.begin()));
  }
  return places;
}

/// The key of a row that has values in it, of which none is NULL: no row with NULL meets another.
class RowKey {
 public:
  RowKey(const NodeRef* values, const std::vector<std::size_t>& places)
      : values_(values), places_(&places) {}

  bool is_known() const {
    return std::all_of(places_->begin(), places_->end(), [this](std::size_t place) {
      const auto* const value = as_if<LiteralNode>(values_[place]);
      return value != nullptr && !value->is_null;
    });
  }
  std::uint64_t hash() const {
    std::uint64_t all = 0;
    for (const std::size_t place : *places_) {
      const auto& value = as<LiteralNode>(values_[place]);
      all = all * 31 + hash_value(value.own_type, value.own_type.ops->value(value.field()));
    }
    return all;
  }
  friend bool operator==(const RowKey& a, const RowKey& b) {
    return std::all_of(a.places_->begin(), a.places_->end(), [&](std::size_t place) {
      const auto& one = as<LiteralNode>(a.values_[place]);
      const auto& other = as<LiteralNode>(b.values_[place]);
      return one.own_type.ops == other.own_type.ops &&
             one.own_type.ops->equal(one.field(), other.field());
    });
  }

 private:
  const NodeRef* values_;
  const std::vector<std::size_t>* places_;
};

struct HashOfKey {
  std::size_t operator()(const RowKey& key) const { return key.hash(); }
};

/// Leaves rows out whose key a later one has: the last one counts, also for databases that cannot
/// change a row twice in a statement.
void fold(InsertNode& insert) {
  if (insert.conflict.key_where != nullptr) return;  // rows beside a partial index may be alike
  const std::vector<std::size_t> places = key_places(insert);
  if (places.empty()) return;
  const std::size_t width = insert.columns.size();
  std::unordered_set<RowKey, HashOfKey> known;
  std::vector<bool> is_kept(insert.row_count, true);
  for (std::size_t row = insert.row_count; row-- > 0;) {
    const RowKey key(&insert.values[row * width], places);
    if (key.is_known() && !known.insert(key).second) is_kept[row] = false;
  }
  std::vector<NodeRef> values;
  for (std::size_t i = 0; i < insert.values.size(); ++i)
    if (is_kept[i / width]) values.push_back(insert.values[i]);
  insert.folded_rows += insert.row_count - values.size() / width;
  insert.row_count = values.size() / width;
  insert.values = std::move(values);
}

std::vector<ColumnValue> all_but_key(const InsertNode& insert) {
  std::vector<ColumnValue> assignments;
  for (std::size_t i = 0; i < insert.given_columns; ++i) {
    const std::uint16_t column = insert.columns[i];
    const std::uint16_t number = insert.entity->number_in_table(column);
    const bool is_key = std::any_of(
        insert.conflict.key.begin(), insert.conflict.key.end(),
        [number](const IndexPart& p) { return p.expression == nullptr && p.column == number; });
    if (!is_key) assignments.push_back({column, make_excluded(*insert.entity, column)});
  }
  if (assignments.empty())
    throw UsageError({.code = "ORP-1206",
                      .message = "the insert assigns nothing but the key, so there is nothing to "
                                 "update",
                      .table = insert.entity->table().name,
                      .hint = "do_nothing(), or say what changes: do_update(User::c.name = ...)"});
  return assignments;
}

}  // namespace

NodeRef make_excluded(const EntityInfo& entity, std::uint16_t index) {
  return make<ExcludedColumnNode>(&entity.table_of(index), entity.number_in_table(index));
}

NodeRef with_conflict_key(NodeRef insert, const ColumnNumbers& columns) {
  InsertNode& node = own_insert(insert);
  ColumnNumbers numbers;
  for (const std::uint16_t column : columns)
    numbers.push_back(node.entity->number_in_table(column));
  node.conflict.key = parts_of(view_of(numbers));
  node.conflict.key_where = nullptr;
  // Where only a partial index has these columns, its condition belongs to the key.
  for (const TableKey& key : keys_of(node.entity->table())) {
    if (columns.empty() || !has_columns(key.parts, numbers)) continue;
    node.conflict.key_where = key.where;
    if (key.where == nullptr) break;
  }
  return insert;
}

NodeRef with_conflict_constraint(NodeRef insert, std::string_view constraint) {
  InsertNode& node = own_insert(insert);
  const std::vector<TableKey> keys = keys_of(node.entity->table());
  const auto key = std::find_if(keys.begin(), keys.end(),
                                [&](const TableKey& each) { return each.name == constraint; });
  if (constraint.empty() || key == keys.end()) throw_no_key(node.entity->table(), constraint);
  node.conflict.key = key->parts;
  node.conflict.key_where = key->where;
  return insert;
}

NodeRef with_nothing_done(NodeRef insert) {
  own_insert(insert).conflict.action = ConflictClause::Action::nothing;
  return insert;
}

NodeRef with_update_done(NodeRef insert, std::vector<ColumnValue> assignments) {
  NodeRef changed = with_update_of_any(std::move(insert), std::move(assignments));
  InsertNode& node = own_insert(changed);
  complete_update(node);
  fold(node);
  return changed;
}

NodeRef with_update_of_any(NodeRef rule, std::vector<ColumnValue> assignments) {
  InsertNode& node = own_insert(rule);
  if (node.conflict.key.empty())
    throw UsageError({.code = "ORP-1239",
                      .message = std::string("an upsert of ") + node.entity->table().name +
                                 " is to change rows, and names no key by which they meet",
                      .table = node.entity->table().name,
                      .hint = "on_conflict(columns of the key); without them it can do_nothing()"});
  node.conflict.action = ConflictClause::Action::update;
  for (ColumnValue& each : assignments)
    add_assignment(*node.entity, node.conflict.assignments, std::move(each));
  return rule;
}

void complete_update(InsertNode& insert) {
  ConflictClause& conflict = insert.conflict;
  if (conflict.action != ConflictClause::Action::update || !conflict.assignments.empty()) return;
  for (ColumnValue& each : all_but_key(insert))
    add_assignment(*insert.entity, conflict.assignments, std::move(each));
}

std::size_t folded_rows(const NodeRef& insert) { return as<InsertNode>(insert).folded_rows; }

}  // namespace orp::sql
