// SPDX-License-Identifier: MIT
#include "orpiment/engine/connection.hpp"

#include <utility>

#include "engine/access.hpp"
#include "engine/connection_state.hpp"
#include "engine/engine_state.hpp"
#include "engine/result_columns.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/engine/engine.hpp"
#include "sql/statement_cache.hpp"

namespace orp {

struct Connection::Running::State {
  sql::NodeRef node;  // its values are what is bound
  sql::BoundStatement bound;
  backend::CursorHandle cursor;

  State(detail::ConnectionState& connection, const Executable& statement)
      : node(StatementAccess::node(statement)),
        bound(connection.engine().statements.bind(node)),
        cursor(connection.link().open(bound.statement(), bound.parameters())) {
    check_column_count(bound.compiled(), *cursor);
  }
};

Connection::Running::Running(Connection& connection, const Executable& statement)
    : state_(std::make_unique<State>(*connection.state_, statement)) {}

Connection::Running::~Running() = default;

std::vector<std::string> Connection::Running::names() const {
  const sql::CompiledStatement& compiled = state_->bound.compiled();
  std::vector<std::string> names;
  for (std::size_t i = 0; i < compiled.columns.size(); ++i)
    names.push_back(column_name(*state_->node, compiled, *state_->cursor, i));
  return names;
}

bool Connection::Running::next() { return state_->cursor->next(); }

void Connection::Running::read(void* const* fields) {
  const std::vector<sql::ResultColumn>& columns = state_->bound.compiled().columns;
  try {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      state_->cursor->read(i, columns[i].type, fields[i]);
    }
  } catch (DataError& error) {
    error.with_details({.sql = state_->bound.compiled().sql});
    throw;
  }
}

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
  const backend::CursorHandle cursor = state_->link().open(bound.statement(), bound.parameters());
  std::shared_ptr<const backend::StoredRows> rows = cursor->store();
  return {std::move(rows), cursor->affected_rows()};
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
