// SPDX-License-Identifier: MIT
#include "harness/heap.hpp"

#include <malloc.h>
#include <sqlite3.h>

namespace bench {

std::int64_t heap_in_use() {
  const struct mallinfo2 info = mallinfo2();
  return static_cast<std::int64_t>(info.uordblks + info.hblkhd) - sqlite3_memory_used();
}

}  // namespace bench
