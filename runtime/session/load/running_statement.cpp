// SPDX-License-Identifier: MIT
#include "session/load/running_statement.hpp"

#include "session/load/load_context.hpp"

namespace orp {

RunningStatement::RunningStatement(QueryRunner& runner, sql::NodeRef statement)
    : RunningStatement(runner.statements(), std::move(statement), Planning::once) {
  open(runner.link());
}

RunningStatement::RunningStatement(sql::StatementCache& statements, sql::NodeRef statement,
                                   Planning planning)
    : statement_(std::move(statement)), planning_(planning), bound_(statements.bind(statement_)) {}

backend::PipelinedStatement RunningStatement::pipelined() const {
  backend::Statement statement = bound_.statement();
  if (planning_ == Planning::each_time) statement.cache_key = 0;
  return {statement, bound_.parameters()};
}

void RunningStatement::open(backend::Link& link) {
  const auto [statement, values] = pipelined();
  // Values of a statement that was compiled before may stand in objects, which change.
  cursor_ = link.open(statement, values, {.values_stay = static_cast<bool>(statement_)});
}

}  // namespace orp
