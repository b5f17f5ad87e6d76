// SPDX-License-Identifier: MIT
// Refusals that are nobody's mistake, in one wording for all databases.
#pragma once
#include "orpiment/base/error.hpp"

namespace orp::backend {

/// What a database runs out of, or may not do.
enum class Want { disk_space, write_access, memory, working_disk, capacity, time };

/// Throws the OperationalError of it, with its code and hint.
[[noreturn]] void throw_operational_error(Want want, ErrorDetails details);

}  // namespace orp::backend
