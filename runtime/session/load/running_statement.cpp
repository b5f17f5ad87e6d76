// SPDX-License-Identifier: MIT
#include "session/load/running_statement.hpp"

#include <utility>

#include "session/load/load_context.hpp"

namespace orp {

namespace {

backend::Statement planned(backend::Statement statement, Planning planning) {
  if (planning == Planning::each_time) statement.cache_key = 0;
  return statement;
}

}  // namespace

RunningStatement::RunningStatement(QueryRunner& runner, sql::NodeRef statement, Planning planning)
    : statement_(std::move(statement)),
      bound_(runner.statements().bind(statement_)),
      cursor_(runner.link().open(planned(bound_.statement(), planning), bound_.parameters(),
                                 {.values_stay = true})) {}

RunningStatement::RunningStatement(QueryRunner& runner,
                                   std::shared_ptr<const sql::CompiledStatement> compiled,
                                   View<backend::BoundValue> values)
    : bound_(std::move(compiled), values),
      cursor_(runner.link().open(bound_.statement(), bound_.parameters())) {}

}  // namespace orp
