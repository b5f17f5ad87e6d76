// SPDX-License-Identifier: MIT
#pragma once
#include "session/flush/changes.hpp"

namespace orp {

struct LoadContext;

/// In which order unique values change hands is told by what the rows hold. Reads, by one query a
/// class, the rows of those who give up a value that memory does not know for another one, where
/// another row of the flush may take it and does not come later anyway.
void load_given_up_values(LoadContext context, const Changes& changes);

}  // namespace orp
