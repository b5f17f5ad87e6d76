// SPDX-License-Identifier: MIT
// Operations and functions in a FROM, as texts with places for what they work on.
#pragma once
#include "orpiment/backend/operation.hpp"
#include "orpiment/backend/table_function.hpp"

namespace orp::backend::postgres {

/// How this database spells the operation; of no text where it has none.
OperationSpelling spelling_of(Operation operation);
/// The same of a function in a FROM.
TableFunctionSpelling spelling_of(TableFunction function);

}  // namespace orp::backend::postgres
