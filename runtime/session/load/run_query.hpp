// SPDX-License-Identifier: MIT
// A query of the program, from the statement to the objects: options -> joins -> execute -> hydrate
// -> what is loaded by further queries.
#pragma once
#include "orpiment/engine/detail/row_buffer.hpp"
#include "session/load/load_context.hpp"

namespace orp {

/// Runs `statement` and appends its rows, whose type `rows` knows, and names its elements. Throws
/// what executing throws, and DataError for a value that does not fit its C++ type.
void run_query(LoadContext context, const sql::NodeRef& statement, detail::RowBuffer& rows);

}  // namespace orp
