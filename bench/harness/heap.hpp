// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace bench {

/// Bytes that the program holds from malloc, in all arenas, without what SQLite holds: its page
/// cache grows while rows are read and belongs to neither side's objects.
std::int64_t heap_in_use();

}  // namespace bench
