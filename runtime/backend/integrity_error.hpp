// SPDX-License-Identifier: MIT
#pragma once
#include "orpiment/base/error.hpp"

namespace orp::backend {

/// Throws the IntegrityError of a violated constraint, with its code and hint.
[[noreturn]] void throw_integrity_error(ConstraintKind kind, ErrorDetails details);

}  // namespace orp::backend
