// SPDX-License-Identifier: MIT
#include "session/load/running_statement.hpp"

#include <utility>

#include "engine/engine_state.hpp"
#include "session/session_state.hpp"

namespace orp {

namespace {

backend::Statement planned(backend::Statement statement, Planning planning) {
  if (planning == Planning::each_time) statement.cache_key = 0;
  return statement;
}

}  // namespace

Execution::Execution(SessionState& state, sql::NodeRef statement, Planning planning)
    : statement_(std::move(statement)),
      bound_(state.engine.state().statements.bind(statement_)),
      cursor_(state.link().open(planned(bound_.statement(), planning), bound_.parameters())) {}

}  // namespace orp
