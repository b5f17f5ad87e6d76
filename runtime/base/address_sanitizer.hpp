// SPDX-License-Identifier: MIT
// What the address sanitizer has to know of memory that is kept beyond its use.
#pragma once

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define __SANITIZE_ADDRESS__ 1  // as g++ says it
#endif
#endif

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#endif

#include <cstddef>

namespace orp {

#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool is_address_sanitized = true;
/// Who uses these bytes is told of.
inline void forbid_use(const void* memory, std::size_t bytes) {
  ASAN_POISON_MEMORY_REGION(memory, bytes);
}
/// They are used again.
inline void allow_use(const void* memory, std::size_t bytes) {
  ASAN_UNPOISON_MEMORY_REGION(memory, bytes);
}
#else
inline constexpr bool is_address_sanitized = false;
inline void forbid_use(const void*, std::size_t) {}
inline void allow_use(const void*, std::size_t) {}
#endif

}  // namespace orp
