// SPDX-License-Identifier: MIT
// The options that objects were loaded under: kept with their peers, read by loading alone.
#pragma once
#include <memory>

namespace orp {

class LoadTree;
using LoadTreeRef = std::shared_ptr<const LoadTree>;  // nullptr: the schema's strategies

}  // namespace orp
