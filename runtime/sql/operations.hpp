// SPDX-License-Identifier: MIT
#pragma once
#include "orpiment/backend/operation.hpp"

namespace orp::sql {

/// What a program calls it: for messages.
const char* name_of(backend::Operation operation);

}  // namespace orp::sql
