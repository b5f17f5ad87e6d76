// SPDX-License-Identifier: MIT
#include "orpiment/engine/connection.hpp"

#include <utility>

#include "engine/access.hpp"
#include "engine/connection_state.hpp"
#include "engine/engine_state.hpp"
#include "engine/known_rows.hpp"
#include "engine/result_columns.hpp"
#include "engine/row_filler.hpp"
#include "engine/value_stream.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/engine/engine.hpp"
#include "sql/statement_cache.hpp"

namespace orp {

Connection::Connection(std::shared_ptr<detail::ConnectionState> state) : state_(std::move(state)) {}
Connection::Connection(Connection&&) noexcept = default;

Connection& Connection::operator=(Connection&& other) noexcept {
  if (this != &other) {
    if (state_ != nullptr) state_->close();
    state_ = std::move(other.state_);
  }
  return *this;
}

Connection::~Connection() {
  if (state_ != nullptr) state_->close();
}

DynamicResult Connection::execute(const Executable& statement) {
  const sql::NodeRef& node = StatementAccess::node(statement);
  const sql::BoundStatement bound = state_->statements().bind(node);
  const backend::CursorHandle cursor =
      state_->link().open(bound.statement(), bound.parameters(), {.values_stay = true});
  std::shared_ptr<const backend::StoredRows> rows = known_rows(cursor->store(), bound, *node);
  return {std::move(rows), cursor->affected_rows()};
}

void Connection::read(const Executable& statement, detail::RowBuffer& rows) {
  const sql::NodeRef& node = StatementAccess::node(statement);
  const sql::BoundStatement bound = state_->statements().bind(node);
  const sql::CompiledStatement& compiled = bound.compiled();
  const backend::CursorHandle cursor =
      state_->link().open(bound.statement(), bound.parameters(), {.values_stay = true});
  check_column_count(compiled, *cursor);
  RowFiller filler(rows);
  filler.add_values(compiled);
  try {
    while (cursor->next()) filler.take_row(*cursor);
  } catch (DataError& error) {
    error.with_details({.sql = compiled.sql});
    throw;
  }
  rows.names = column_names(*node, compiled, *cursor);
  rows.statement = bound.shared();
}

void Connection::open(const Executable& statement, detail::StreamRows& rows) {
  rows.open(
      open_stream(state_->link(), state_->statements(), StatementAccess::node(statement), rows));
}

namespace {

/// Numbers of the table's columns, in place of the entity's; of none given all that `takes` takes.
template <class Takes>
std::vector<std::uint16_t> copied_columns(const EntityInfo& info,
                                          std::vector<std::uint16_t> columns, Takes takes) {
  if (columns.empty())
    for (std::uint16_t i = 0; i < info.columns.size(); ++i)
      if (takes(i)) columns.push_back(i);
  for (std::uint16_t& column : columns) column = info.number_in_table(column);
  return columns;
}

void check_copied(const sql::BoundStatement& query) {
  if (query.compiled().writes)
    throw UsageError({.code = "ORP-1281",
                      .message = "a statement that writes is to be copied",
                      .hint = "execute() it"});
  if (!query.parameters().empty())
    throw UsageError({.code = "ORP-1281",
                      .message = "a query with values is to be copied, and COPY takes none",
                      .hint = "stream(query).to_csv(out) writes the rows of any query"});
}

}  // namespace

std::int64_t Connection::copy_out(const EntityInfo& info, std::vector<std::uint16_t> columns,
                                  backend::CopySink& sink, const CopyOptions& options) {
  const std::vector<std::uint16_t> copied =
      copied_columns(info, std::move(columns), [](std::uint16_t) { return true; });
  return state_->link().copy_out(
      {.table = &info.table(), .columns = view_of(copied), .options = options}, sink);
}

std::int64_t Connection::copy_out_query(const Executable& query, backend::CopySink& sink,
                                        const CopyOptions& options) {
  const sql::BoundStatement bound = state_->statements().bind(StatementAccess::node(query));
  check_copied(bound);
  return state_->link().copy_out({.query = bound.compiled().sql, .options = options}, sink);
}

std::int64_t Connection::copy_in(const EntityInfo& info, std::vector<std::uint16_t> columns,
                                 backend::CopySource& source, const CopyOptions& options) {
  const std::vector<std::uint16_t> copied = copied_columns(
      info, std::move(columns), [&](std::uint16_t i) { return !info.column(i).identity_always; });
  return state_->link().copy_in(
      {.table = &info.table(), .columns = view_of(copied), .options = options}, source);
}

void Connection::execute_script(detail::GivenText sql) { state_->execute_script(sql); }

Transaction Connection::begin() { return Transaction(state_, state_->begin()); }
Savepoint Connection::begin_nested() { return Savepoint(state_, state_->set_savepoint()); }
void Connection::commit() { state_->commit(); }
void Connection::rollback() { state_->rollback(); }
bool Connection::in_transaction() const { return state_->in_transaction(); }

void Connection::execution_options(const ConnectionOptions& options) {
  state_->translate(state_->engine().translations.find(options.schema_translate_map));
}

void Connection::close() { state_->close(); }
bool Connection::is_closed() const { return state_ == nullptr || state_->is_closed(); }

Engine Connection::engine() const { return state_->engine().handle(); }

Connection::Block::Block(Connection& connection)
    : state_(connection.state_), transaction_(connection.begin()) {
  state_->enter_block();
}

Connection::Block::~Block() { state_->leave_block(); }

void Connection::Block::finish() {
  if (transaction_.is_active()) transaction_.commit();
}

backend::Link& EngineAccess::link(const Connection& connection) {
  return connection.state_->link();
}

void EngineAccess::translate(const Connection& connection,
                             std::shared_ptr<detail::Translation> translation) {
  connection.state_->translate(std::move(translation));
}

}  // namespace orp
