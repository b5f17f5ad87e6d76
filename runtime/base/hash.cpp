// SPDX-License-Identifier: MIT
#include "orpiment/base/detail/hash.hpp"

#include <cstring>

namespace orp::detail {

std::uint64_t hash_bytes(const void* data, std::size_t size) noexcept {
  const char* at = static_cast<const char*>(data);
  std::uint64_t hash = size;
  std::uint64_t word = 0;
  for (; size >= sizeof word; size -= sizeof word, at += sizeof word) {
    std::memcpy(&word, at, sizeof word);
    hash = hash_combine(hash, word);
  }
  if (size != 0) {
    word = 0;
    std::memcpy(&word, at, size);
    hash = hash_combine(hash, word);
  }
  return hash;
}

}  // namespace orp::detail
