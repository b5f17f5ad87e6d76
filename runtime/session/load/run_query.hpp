// SPDX-License-Identifier: MIT
// A query of the program, from the statement to the objects: options -> joins -> execute -> hydrate
// -> what is loaded by further queries.
#pragma once
#include <string>
#include <vector>

#include "orpiment/sql/executable.hpp"
#include "session/load/load_context.hpp"

namespace orp {

namespace detail {
struct RowSink;
}

/// Runs `statement` and hands its rows to `sink`. Throws what executing throws, and
/// DataError for a value that does not fit its C++ type. Returns the elements' names.
std::vector<std::string> run_query(LoadContext context, const sql::NodeRef& statement,
                                   const detail::RowSink& sink);

}  // namespace orp
