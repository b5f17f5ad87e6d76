// SPDX-License-Identifier: MIT
#include "sql/compiler.hpp"

#include <algorithm>
#include <atomic>
#include <string>

#include "orpiment/backend/database.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/sql/executable.hpp"
#include "sql/grouping.hpp"
#include "sql/lower.hpp"
#include "sql/renderer.hpp"
#include "sql/source_walk.hpp"

namespace orp::sql {
namespace {

std::uint64_t next_cache_key() {
  static std::atomic<std::uint64_t> last{0};
  return ++last;
}

/// Tables of others may keep the values in another form, which nothing but their declaration tells.
bool may_be_kept_otherwise(const backend::Dialect& dialect, const SqlType& type) {
  if (type.tag != TypeTag::uuid) return dialect.is_scaled_decimal(type);
  const SqlType as_text{.tag = TypeTag::uuid, .stored_as = StoredAs::text};
  return type.stored_as == StoredAs::standard && !dialect.is_standard(as_text);
}

std::vector<NodeRef> owners_of_tables(const Node& statement) {
  std::vector<NodeRef> owners;
  SourceWalk walk(
      [&owners](const Source& source) {
        if (owned_table(source.alias) != nullptr) owners.push_back(source.alias);
      },
      [](const Source&) {});
  walk.visit(statement);
  return owners;
}

}  // namespace

Renderer::Renderer(const backend::Dialect& dialect, const Shape& shape)
    : dialect_(dialect), names_(dialect.facts().max_identifier_bytes) {
  for (const Expression* parameter : shape.parameters()) {
    ordinals_.emplace(parameter, static_cast<std::uint32_t>(ordinals_.size()));
  }
  numbers_.resize(ordinals_.size());
}

void Renderer::name_of(const TableInfo& table) {
  dialect_.quote_table(out_, table);
  const auto has_forms = [this](const ColumnInfo& column) {
    return may_be_kept_otherwise(dialect_, backend::stored_type(column.type));
  };
  std::vector<const TableInfo*>& all = result_.tables;
  if (std::any_of(table.columns.begin(), table.columns.end(), has_forms) &&
      std::find(all.begin(), all.end(), &table) == all.end())
    all.push_back(&table);
}

void Renderer::comment(const StatementNode& statement) {
  if (statement.comment.empty()) return;
  const bool is_hint = statement.comment.front() == '+';
  out_ += (is_hint ? "/*" : "/* ") + statement.comment + " */ ";
}

CompiledStatement Renderer::render(const Node& statement) {
  check_outer_joins(statement);
  names_.take_given(statement);
  if (statement.kind >= NodeKind::select && statement.kind != NodeKind::text_statement)
    comment(as<StatementNode>(statement));
  ctes(statement);
  node(statement, Place::none);
  describe_result(as<LinkedNode>(statement).result_elements());
  result_.owners = owners_of_tables(statement);
  return take_result();
}

CompiledStatement Renderer::render_conflict(const InsertNode& insert, std::size_t row_width) {
  names_.take_given(insert);
  result_.slots.resize(row_width);  // so that numbers go on behind them
  on_conflict(insert);
  result_.slots.erase(result_.slots.begin(),
                      result_.slots.begin() + static_cast<std::ptrdiff_t>(row_width));
  return take_result();
}

CompiledStatement Renderer::take_result() {
  result_.sql = std::move(out_);
  result_.cache_key = next_cache_key();
  if (result_.slots.size() > facts().max_parameters) {
    throw UsageError({.code = "ORP-1215",
                      .message = "the statement has " + std::to_string(result_.slots.size()) +
                                 " values, and " + std::string(facts().name) + " takes at most " +
                                 std::to_string(facts().max_parameters),
                      .hint = "use several statements, or add objects to a session"});
  }
  return std::move(result_);
}

CompiledStatement compile(const Node& statement, const Shape& shape,
                          const backend::Dialect& dialect) {
  check_grouping(statement);
  return Renderer(dialect, shape).render(*lower(NodeRef::share(&statement), dialect));
}

CompiledStatement compile(const Node& statement, const backend::Dialect& dialect) {
  return compile(statement, Shape(statement), dialect);
}

CompiledStatement compile_conflict(const Node& insert, const Shape& shape,
                                   const backend::Dialect& dialect, std::size_t row_width) {
  const NodeRef lowered = lower(NodeRef::share(&insert), dialect);
  return Renderer(dialect, shape).render_conflict(as<InsertNode>(lowered), row_width);
}

}  // namespace orp::sql

namespace orp {

std::string Executable::to_sql(const backend::Dialect& dialect) const {
  return sql::compile(*node_, dialect).sql;
}

std::string Executable::to_sql() const { return to_sql(backend::default_dialect()); }

}  // namespace orp
