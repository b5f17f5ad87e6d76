// SPDX-License-Identifier: MIT
#pragma once
#include <string_view>

#include "orpiment/base/shared_function.hpp"

namespace orp {

/// Whatever can be called with a line of a log.
using LogFunction = SharedFunction<std::string_view>;

}  // namespace orp
