// SPDX-License-Identifier: MIT
#include "session/execution.hpp"

#include <utility>

#include "engine/engine_state.hpp"
#include "session/session_state.hpp"

namespace orp {

Execution::Execution(SessionState& state, sql::NodeRef statement)
    : statement_(std::move(statement)),
      bound_(state.engine.state().statements.bind(statement_)),
      cursor_(&state.link().query(bound_.statement(), bound_.parameters())) {}

}  // namespace orp
