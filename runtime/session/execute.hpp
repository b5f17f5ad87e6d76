// SPDX-License-Identifier: MIT
#pragma once
#include "orpiment/backend/link.hpp"
#include "orpiment/sql/node_ref.hpp"

namespace orp {

class SessionState;

/// Runs a statement that returns rows on the session's link, in its transaction; no autoflush. The
/// statement may go when this returns; values that it borrows must outlive the cursor.
backend::Cursor& execute_query(SessionState& state, const sql::NodeRef& statement);

}  // namespace orp
