// SPDX-License-Identifier: MIT
#include "session/load/query_run.hpp"

#include <algorithm>

#include "engine/result_columns.hpp"
#include "orpiment/base/error.hpp"
#include "session/load/relation_loader.hpp"
#include "sql/statement.hpp"

namespace orp {

namespace {

std::size_t count_elements(const sql::Node& statement) {
  const auto* const text = sql::as_if<sql::TextStatementNode>(statement);
  const std::size_t unnamed = text != nullptr ? text->results.size() : 0;
  return unnamed + sql::as<sql::LinkedNode>(statement).result_elements().size();
}

LoadTrees trees_of(const sql::Node& statement) {
  if (const auto* const select = sql::as_if<sql::SelectNode>(statement))
    return LoadTrees(select->elements, select->options);
  if (const sql::WriteNode* const write = sql::as_write(statement))
    return LoadTrees(write->elements, write->options);
  return LoadTrees();
}

std::optional<JoinedPlan> joined_to(const sql::NodeRef& statement, const LoadTrees& trees) {
  if (sql::as_if<sql::SelectNode>(statement) == nullptr) return std::nullopt;
  return JoinedPlan(statement, trees);
}

std::optional<Renewed> renewed_by(const sql::Node& statement) {
  const auto* const select = sql::as_if<sql::SelectNode>(statement);
  const auto* const insert = sql::as_if<sql::InsertNode>(statement);
  const sql::WriteNode* const write = sql::as_write(statement);
  const bool is_told = (select != nullptr && select->execution.populate_existing) ||
                       (write != nullptr && write->execution.populate_existing);
  const bool is_upsert =
      insert != nullptr && insert->conflict.action == sql::ConflictClause::Action::update;
  if (!is_told && !is_upsert) return std::nullopt;
  return Renewed{.objects = {}, .keeps_changes = !is_told};
}

void name_elements(const QueryPlan& plan, const backend::Cursor& cursor, detail::RowBuffer& rows) {
  if (rows.is_of_objects()) return;
  rows.names = plan.names(cursor);
  rows.statement = plan.bound.shared();
}

// A collection may go on in the next part, and its owner would not be known by then.
void check_joins(const QueryPlan& plan) {
  if (!plan.joined) return;
  for (const JoinedRelation& join : plan.joined->joins()) {
    if (!join.info().is_collection()) continue;
    const std::string name = std::string(join.owner->name) + "::c." + join.info().name;
    throw UsageError(
        {.code = "ORP-1255",
         .message = "a stream cannot load the collection " + name + " by the strategy joined",
         .entity = join.owner->name,
         .hint =
             "add .options(orp::selectinload(" + name + ")), which loads it for each partition"});
  }
}

}  // namespace

QueryPlan::QueryPlan(LoadContext load_context, const sql::NodeRef& query)
    : context(load_context),
      element_count(count_elements(*query)),
      trees(trees_of(*query)),
      joined(joined_to(query, trees)),
      statement(joined ? joined->statement() : query),
      renewed(renewed_by(*query)),
      bound(load_context.runner.statements().bind(statement)) {}

std::vector<std::string> QueryPlan::names(const backend::Cursor& cursor) const {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < element_count; ++i) {
    const sql::ResultElement& element = compiled().elements[i];
    names.push_back(element.entity != nullptr
                        ? element.entity->name
                        : column_name(*statement, compiled(), cursor, element.first));
  }
  return names;
}

QueryPart::QueryPart(QueryPlan& plan, detail::RowBuffer& rows, std::size_t expected)
    : plan_(plan), rows_(rows), filler_(rows), readers_(plan.element_count) {
  for (std::size_t i = 0; i < readers_.size(); ++i) prepare(i, expected);
  const std::optional<JoinedPlan>& joined = plan.joined;
  if (joined && !joined->joins().empty())
    joined_reader_.emplace(plan.context.objects, *joined, plan.compiled().elements,
                           plan.renewed_objects(), false);
  repeats_rows_ = joined && joined->has_collection();
  if (repeats_rows_ || eager_below()) kept_.resize(readers_.size());
  is_of_objects_alone_ =
      readers_.size() == 1 && rows.is_of_objects() && kept_.empty() && !joined_reader_;
  if (!is_of_objects_alone_) row_.resize(readers_.size());
}

void QueryPart::prepare(std::size_t element, std::size_t expected) {
  const auto& elements = plan_.compiled().elements;
  Reader& reader = readers_[element];
  reader.info = elements[element].entity;
  if (reader.info == nullptr) {
    const std::size_t column = elements[element].first;
    return filler_.add_value(column, plan_.compiled().columns[column].type);
  }
  has_objects_ = true;
  Objects& objects = plan_.context.objects;
  const std::size_t extent = extent_number(elements, element);
  reader.hydrator.emplace(objects, *elements[element].shape, plan_.renewed_objects(), extent);
  if (!elements[element].is_optional) reader.hydrator->require_object();
  if (elements.size() == 1) reader.hydrator->reserve(expected);
  objects.store.begin_peers(objects.store.extent(*reader.info, extent), plan_.trees.of(element));
}

bool QueryPart::eager_below() const {
  for (std::size_t i = 0; i < readers_.size(); ++i)
    if (readers_[i].hydrator && LoadTree::loads_eagerly(plan_.trees.of(i).get(), *readers_[i].info))
      return true;
  return false;
}

void QueryPart::take_rows(backend::Cursor& cursor) {
  try {
    if (is_of_objects_alone_)
      while (cursor.next()) rows_.append_object(readers_[0].hydrator->hydrate(cursor));
    else if (has_objects_)
      while (cursor.next()) take_elements(cursor);
    else
      while (cursor.next()) filler_.take_row(cursor);
  } catch (DataError& error) {
    error.with_details({.sql = plan_.compiled().sql});
    throw;
  }
}

void QueryPart::take_elements(backend::Cursor& cursor) {
  bool is_again = false;  // only what is joined is new
  for (std::size_t i = 0; i < readers_.size(); ++i) {
    Reader& reader = readers_[i];
    if (!reader.hydrator) continue;
    row_[i] = reader.hydrator->hydrate(cursor);
    if (kept_.empty() || row_[i] == nullptr) continue;
    const bool is_first = kept_[i].add(row_[i]);
    if (repeats_rows_ && i == plan_.joined->identity()) is_again = !is_first;
  }
  if (joined_reader_) joined_reader_->take_row(cursor, row_);
  if (!is_again) filler_.take_row(cursor, row_.data());
}

void QueryPart::finish() {
  if (joined_reader_) joined_reader_->finish();
  for (std::size_t i = 0; i < kept_.size(); ++i)
    if (!kept_[i].objects.empty())
      RelationLoader(plan_.context, plan_.renewed_below())
          .load_below(*readers_[i].info, kept_[i].objects, plan_.trees.of(i));
}

void run_query(LoadContext context, const sql::NodeRef& statement, detail::RowBuffer& rows) {
  QueryPlan plan(context, statement);
  backend::CursorHandle cursor = context.runner.link().open(
      plan.bound.statement(), plan.bound.parameters(), {.values_stay = true});
  check_column_count(plan.compiled(), *cursor);
  QueryPart part(plan, rows, cursor->rows_left());
  part.take_rows(*cursor);
  if (plan.compiled().writes) context.objects.transactions.note_written(rows.size());
  name_elements(plan, *cursor, rows);
  cursor.reset();
  part.finish();
}

StreamedQuery::StreamedQuery(LoadContext context, const sql::NodeRef& statement,
                             detail::RowBuffer& rows, std::size_t rows_at_once)
    : plan_(context, statement) {
  check_streamable(plan_.compiled());
  check_joins(plan_);
  cursor_.open(context.runner.link(), plan_.bound.statement(), plan_.bound.parameters(),
               rows_at_once);
  check_column_count(plan_.compiled(), cursor_.cursor());
  name_elements(plan_, cursor_.cursor(), rows);
}

bool StreamedQuery::has_objects() const {
  const auto& elements = plan_.compiled().elements;
  return std::any_of(elements.begin(), elements.end(),
                     [](const sql::ResultElement& element) { return element.entity != nullptr; });
}

void StreamedQuery::read(detail::RowBuffer& rows, std::size_t count) {
  if (is_over()) return;
  QueryPart part(plan_, rows, 0);
  backend::Cursor& cursor = cursor_.cursor();
  cursor_.read(plan_.compiled(), count, [&] { part.take_row(cursor); });
  part.finish();
}

}  // namespace orp
