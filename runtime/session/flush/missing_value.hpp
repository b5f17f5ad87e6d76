// SPDX-License-Identifier: MIT
// A new object lacks what its row must have.
#pragma once
#include <cstddef>

#include "orpiment/meta/entity_info.hpp"

namespace orp {

/// Throws the DataError (ORP-2301) of a new `info` without a value of its column `column`: it names
/// the member that would give one.
[[noreturn]] void throw_missing(const EntityInfo& info, std::size_t column);

}  // namespace orp
