// SPDX-License-Identifier: MIT
#include <string>
#include <utility>
#include <vector>

#include "orpiment/base/error.hpp"
#include "sql/builder.hpp"
#include "sql/connections.hpp"
#include "sql/renderer.hpp"

namespace orp::sql {
namespace {

/// What a statement names besides its target.
Sources further_sources(const Source& target, const std::vector<NodeRef>& operands) {
  Sources found;
  for (const NodeRef& operand : operands) add_named_sources(operand, found);
  std::erase_if(found, [&target](const Source& source) { return source.is(target); });
  return found;
}

[[noreturn]] void throw_cannot_return(const TableInfo& table, const Source& other,
                                      const char* fault) {
  throw UsageError({.code = "ORP-1214",
                    .message = "returning() names " + source_name(other) + ", " + fault,
                    .table = table.name,
                    .hint = "return columns of " + std::string(table.name) +
                            ", and select the others before or after"});
}

void check_connected(const Source& target, const Sources& further, const NodeRef& where) {
  Sources visible = further;
  visible.push_back(target);
  std::vector<Sources> groups{{target}};
  for (const Source& source : further) groups.push_back({source});
  Connections connections(std::move(groups), visible);
  connections.connect(where);
  const std::size_t apart = connections.find_apart();
  if (apart > further.size()) return;
  throw UsageError({.code = "ORP-1201",
                    .message = "nothing connects " + source_name(target) + " and " +
                               source_name(further[apart - 1]) +
                               " in this statement: every row would meet every row",
                    .table = target.table->name,
                    .hint = "compare their columns in where(), or use exists() or in_() of a "
                            "select"});
}

}  // namespace

void Renderer::assigned(const NodeRef& value) {
  if (is_parameter(*value))
    parameter(as<Expression>(value), false);
  else
    expression(value);
}

void Renderer::insert(const InsertNode& node) {
  const TableInfo& table = node.entity->table();
  if (node.row_count == 0 && !node.query) {
    throw UsageError({.code = "ORP-1206",
                      .message = "an insert has no rows",
                      .table = table.name,
                      .hint = "values(...) adds one; without arguments, one of defaults"});
  }
  out_ += "INSERT ";
  affixes(node, false);
  out_ += "INTO ";
  name_of(table);
  for (std::size_t i = 0; i < node.columns.size(); ++i) {
    out_ += i == 0 ? " (" : ", ";
    quote(node.entity->column(node.columns[i]).name);
  }
  if (!node.columns.empty()) out_ += ')';

  if (node.query) {
    out_ += ' ';
    inserted_query(node);
  } else if (node.columns.empty()) {
    if (node.row_count > 1) {
      throw UsageError({.code = "ORP-1206",
                        .message = "one insert makes one row of defaults, not several",
                        .table = table.name});
    }
    word(facts().default_values);
  } else {
    values(node);
  }
  on_conflict(node);
  check_returning(node, {}, false);
  returning(node, facts().returning.from_insert);
}

void Renderer::values(const InsertNode& node) {
  std::size_t next = 0;
  for (std::size_t row = 0; row < node.row_count; ++row) {
    out_ += row == 0 ? " VALUES (" : ", (";
    for (std::size_t i = 0; i < node.columns.size(); ++i) {
      if (i > 0) out_ += ", ";
      assigned(node.values[next++]);
    }
    out_ += ')';
  }
}

void Renderer::assignments(const WriteNode& of, const std::vector<AssignmentNode>& assignments) {
  for (std::size_t i = 0; i < assignments.size(); ++i) {
    out_ += i == 0 ? " SET " : ", ";
    quote(of.entity->column(assignments[i].column).name);
    out_ += " = ";
    assigned(assignments[i].value);
  }
}

void Renderer::update(const UpdateNode& node) {
  const TableInfo& table = node.entity->table();
  if (node.assignments.empty()) {
    throw UsageError({.code = "ORP-1206",
                      .message = "an update assigns nothing",
                      .table = table.name,
                      .hint = "set(User::c.name = ...)"});
  }
  const Source target = node.target();
  std::vector<NodeRef> operands{node.where};
  for (const AssignmentNode& assignment : node.assignments) operands.push_back(assignment.value);
  const Sources further = further_sources(target, operands);
  check_connected(target, further, node.where);
  check_returning(node, further, facts().returning.of_further_tables);
  enter(target, further);
  out_ += "UPDATE ";
  name_of(table);
  assignments(node, node.assignments);
  further_tables(table, "update", facts().update_from, further);
  if (node.where) {
    out_ += " WHERE ";
    expression(node.where);
  }
  returning(node, facts().returning.from_update);
}

void Renderer::erase(const EraseNode& node) {
  const TableInfo& table = node.entity->table();
  const Source target = node.target();
  const Sources further = further_sources(target, {node.where});
  const bool by_keys =
      !further.empty() && facts().delete_using.empty() && !table.primary_key.empty();
  check_connected(target, further, node.where);
  check_returning(node, further, facts().returning.of_further_tables && !by_keys);
  enter(target, further);
  out_ += "DELETE FROM ";
  name_of(table);
  if (by_keys) {
    keys_of_rows(node, target, further);
  } else {
    further_tables(table, "delete from", facts().delete_using, further);
    if (node.where) {
      out_ += " WHERE ";
      expression(node.where);
    }
  }
  returning(node, facts().returning.from_delete);
}

// Within the subquery the table's name means the subquery's own.
void Renderer::keys_of_rows(const EraseNode& node, const Source& target, const Sources& further) {
  const View<std::uint16_t> key = target.table->primary_key;
  const auto columns = [&](std::string_view separator) {
    for (std::size_t i = 0; i < key.size(); ++i) {
      if (i > 0) out_ += separator;
      expression(column_of(target, key[i]));
    }
  };
  out_ += key.size() == 1 ? " WHERE " : " WHERE (";
  columns(", ");
  out_ += key.size() == 1 ? " IN (SELECT " : ") IN (SELECT ";
  columns(", ");
  out_ += " FROM ";
  source(target);
  for (const Source& each : further) {
    out_ += ", ";
    source(each);
  }
  out_ += " WHERE ";
  expression(node.where);
  out_ += ')';
}

void Renderer::check_returning(const StatementNode& node, const Sources& further,
                               bool of_further) const {
  const Source& target = as<WriteNode>(node).target();
  for (const Element& each : node.elements) {
    if (each.is_entity()) continue;
    for (const Source& named : further_sources(target, {each.expression})) {
      if (!contains(further, named))
        throw_cannot_return(*target.table, named, "which is no table of the statement");
      if (!of_further)
        throw_cannot_return(*target.table, named, "and this database returns no columns of it");
    }
  }
}

void Renderer::enter(const Source& target, const Sources& further) {
  visible_.push_back(target);
  visible_.insert(visible_.end(), further.begin(), further.end());
}

void Renderer::further_tables(const TableInfo& table, const char* verb, std::string_view keyword,
                              const Sources& sources) {
  if (!sources.empty() && keyword.empty()) {
    throw UsageError({.code = "ORP-1214",
                      .message = std::string(facts().name) + " cannot " + verb + ' ' + table.name +
                                 " by the rows of " + source_name(sources.front()),
                      .table = table.name,
                      .hint = "use exists() or in_() of a select"});
  }
  for (std::size_t i = 0; i < sources.size(); ++i) {
    if (i == 0)
      infix(keyword);
    else
      out_ += ", ";
    source(sources[i]);
  }
}

void Renderer::returning(const StatementNode& node, bool is_possible) {
  const std::vector<Element>& elements = node.elements;
  if (elements.empty()) return;
  if (!is_possible) {
    throw UsageError({.code = "ORP-1214",
                      .message = std::string(facts().name) + " has no RETURNING for this statement",
                      .hint = "select the rows before or after"});
  }
  const std::vector<std::string> names = result_names(elements, facts().max_identifier_bytes);
  std::size_t first = 0;
  for (const Element& each : elements) {
    out_ += first == 0 ? " RETURNING " : ", ";
    element(each, {names.data() + first, each.width()});
    first += each.width();
  }
}

void Renderer::text_statement(const TextStatementNode& node) {
  expression(node.text);
  for (const ColumnType& type : node.results) {
    const auto index = static_cast<std::uint16_t>(result_.columns.size());
    result_.columns.push_back({"column_" + std::to_string(index + 1), type});
    result_.elements.push_back({.first = index});
  }
}

}  // namespace orp::sql
