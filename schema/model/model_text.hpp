// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "schema/model/model.hpp"

namespace orp::language {

/// All that the model says, as indented lines: what defaults and conventions made of a schema, for
/// people and for tests. Requires: `check` accepted the model.
[[nodiscard]] std::string to_text(const Model& model);

}  // namespace orp::language
