// SPDX-License-Identifier: MIT
#include "session/load/run_query.hpp"

#include <unordered_set>

#include "engine/result_columns.hpp"
#include "engine/row_filler.hpp"
#include "orpiment/base/error.hpp"
#include "session/load/joined_reader.hpp"
#include "session/load/relation_loader.hpp"
#include "session/load/running_statement.hpp"
#include "sql/statement.hpp"

namespace orp {

namespace {

std::vector<LoadTreeRef> trees_of(const sql::Node& statement) {
  if (const auto* const select = sql::as_if<sql::SelectNode>(statement))
    return LoadTree::of_elements(*select);
  const auto* const text = sql::as_if<sql::TextStatementNode>(statement);
  return std::vector<LoadTreeRef>(
      text != nullptr ? text->results.size()
                      : sql::as<sql::LinkedNode>(statement).result_elements().size());
}

class QueryRun {
 public:
  QueryRun(LoadContext context, const sql::NodeRef& statement, detail::RowBuffer& rows)
      : context_(context),
        rows_(rows),
        filler_(rows),
        trees_(trees_of(*statement)),
        width_(trees_.size()) {
    if (const auto* const select = sql::as_if<sql::SelectNode>(statement)) {
      joined_.emplace(statement, trees_);
      if (select->execution.populate_existing) renewed_.emplace();
    } else if (const auto* const insert = sql::as_if<sql::InsertNode>(statement)) {
      if (insert->conflict.action == sql::ConflictClause::Action::update) renewed_.emplace();
    }
    execution_.emplace(context.runner, joined_ ? joined_->statement() : statement);
    check_column_count(execution_->compiled(), execution_->cursor());
    prepare();
  }

  void run() {
    read_rows();
    if (!rows_.is_of_objects()) {
      rows_.names = names();
      rows_.statement = execution_->shared();
    }
    if (execution_->compiled().writes) context_.objects.transactions.note_written(rows_.size());
    execution_.reset();
    if (joined_reader_) joined_reader_->finish();
    load_below();
  }

 private:
  // What one element of the result becomes.
  struct Reader {
    const sql::ResultElement* element;
    const EntityInfo* info;  // of an object
    std::optional<Hydrator> hydrator;
  };

  // Whom an element has brought, where they have to be known: distinct, in order.
  struct Kept {
    std::vector<Entity*> objects;
    std::unordered_set<const Entity*> known;
    const Entity* last = nullptr;

    // False: it was there already.
    bool add(Entity* object) {
      const bool is_first = object != last && known.insert(object).second;
      last = object;
      if (is_first) objects.push_back(object);
      return is_first;
    }
  };

  void prepare() {
    const auto& elements = execution_->compiled().elements;
    readers_.resize(width_);
    for (std::size_t i = 0; i < width_; ++i) {
      Reader& reader = readers_[i];
      reader.element = &elements[i];
      const EntityInfo* info = reader.info = elements[i].entity;
      if (info == nullptr) {
        const std::size_t column = elements[i].first;
        filler_.add_value(column, execution_->compiled().columns[column].type);
        continue;
      }
      has_objects_ = true;
      const std::size_t extent = extent_number(elements, i);
      reader.hydrator.emplace(context_.objects, *elements[i].shape, renewed(), extent);
      if (elements.size() == 1) reader.hydrator->reserve(execution_->cursor().rows_left());
      context_.objects.store.begin_peers(context_.objects.store.extent(*info, extent), trees_[i]);
    }
    if (joined_ && !joined_->joins().empty())
      joined_reader_.emplace(context_.objects, *joined_, elements, renewed(), false);
    repeats_rows_ = joined_ && joined_->has_collection();
    if (repeats_rows_ || eager_below()) kept_.resize(width_);
    is_of_objects_alone_ = width_ == 1 && rows_.is_of_objects() && kept_.empty() && !joined_reader_;
    if (!is_of_objects_alone_) row_.resize(width_);
  }

  std::vector<std::string> names() const {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < width_; ++i) {
      const sql::ResultElement& element = *readers_[i].element;
      names.push_back(element.entity != nullptr
                          ? element.entity->name
                          : column_name(execution_->statement(), execution_->compiled(),
                                        execution_->cursor(), element.first));
    }
    return names;
  }

  Renewed* renewed() { return renewed_ ? &*renewed_ : nullptr; }

  bool eager_below() const {
    for (std::size_t i = 0; i < readers_.size(); ++i)
      if (readers_[i].hydrator && LoadTree::loads_eagerly(trees_[i].get(), *readers_[i].info))
        return true;
    return false;
  }

  void read_rows() {
    backend::Cursor& cursor = execution_->cursor();
    try {
      if (is_of_objects_alone_)
        while (cursor.next()) rows_.append_object(readers_[0].hydrator->hydrate(cursor));
      else if (has_objects_)
        while (cursor.next()) take_row(cursor);
      else
        while (cursor.next()) filler_.take_row(cursor);
    } catch (DataError& error) {
      error.with_details({.sql = execution_->compiled().sql});
      throw;
    }
  }

  void take_row(backend::Cursor& cursor) {
    bool is_again = false;  // only what is joined is new
    for (std::size_t i = 0; i < readers_.size(); ++i) {
      Reader& reader = readers_[i];
      if (!reader.hydrator) continue;
      row_[i] = reader.hydrator->hydrate(cursor);
      if (kept_.empty() || row_[i] == nullptr) continue;
      const bool is_first = kept_[i].add(row_[i]);
      if (repeats_rows_ && i == joined_->identity()) is_again = !is_first;
    }
    if (joined_reader_) joined_reader_->take_row(cursor, row_);
    if (!is_again) filler_.take_row(cursor, row_.data());
  }

  void load_below() {
    for (std::size_t i = 0; i < kept_.size(); ++i)
      if (!kept_[i].objects.empty())
        RelationLoader(context_, renewed())
            .load_below(*readers_[i].info, kept_[i].objects, trees_[i]);
  }

  LoadContext context_;
  detail::RowBuffer& rows_;
  RowFiller filler_;
  std::vector<LoadTreeRef> trees_;
  std::size_t width_;  // elements that the program asked for; joined ones follow
  std::optional<JoinedPlan> joined_;
  std::optional<RunningStatement> execution_;
  std::optional<Renewed> renewed_;  // populate_existing
  std::optional<JoinedReader> joined_reader_;
  std::vector<Reader> readers_;
  std::vector<Kept> kept_;    // of each element, or none
  std::vector<Entity*> row_;  // unless the query is for one object a row, and nothing is kept
  bool has_objects_ = false;
  bool repeats_rows_ = false;
  bool is_of_objects_alone_ = false;
};

}  // namespace

void run_query(LoadContext context, const sql::NodeRef& statement, detail::RowBuffer& rows) {
  QueryRun(context, statement, rows).run();
}

}  // namespace orp
