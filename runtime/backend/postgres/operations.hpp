// SPDX-License-Identifier: MIT
#pragma once
#include "orpiment/backend/operation.hpp"

namespace orp::backend::postgres {

/// How this database spells the operation; of no text where it has none.
OperationSpelling spelling_of(Operation operation);

}  // namespace orp::backend::postgres
