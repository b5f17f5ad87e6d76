// SPDX-License-Identifier: MIT
#include "orpiment/engine/connection.hpp"

#include <utility>

#include "engine/access.hpp"
#include "engine/connection_state.hpp"
#include "engine/engine_state.hpp"
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
  const sql::BoundStatement bound =
      state_->engine().statements.bind(StatementAccess::node(statement));
  const backend::CursorHandle cursor =
      state_->link().open(bound.statement(), bound.parameters(), {.values_stay = true});
  std::shared_ptr<const backend::StoredRows> rows = cursor->store();
  return {std::move(rows), cursor->affected_rows()};
}

void Connection::read(const Executable& statement, detail::RowBuffer& rows) {
  const sql::NodeRef& node = StatementAccess::node(statement);
  const sql::BoundStatement bound = state_->engine().statements.bind(node);
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
  rows.open(open_stream(state_->link(), state_->engine().statements,
                        StatementAccess::node(statement), rows));
}

void Connection::execute_script(detail::GivenText sql) { state_->link().execute_script(sql); }

Transaction Connection::begin() { return Transaction(state_, state_->begin()); }
Savepoint Connection::begin_nested() { return Savepoint(state_, state_->set_savepoint()); }
void Connection::commit() { state_->commit(); }
void Connection::rollback() { state_->rollback(); }
bool Connection::in_transaction() const { return state_->in_transaction(); }

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

}  // namespace orp
