// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>

#include "orpiment/base/detail/hash.hpp"
#include "orpiment/base/detail/int128.hpp"

namespace orp {

/// The slots of an open-addressing table where a key may stand, one after the other: its first,
/// then slots all over the table. First slots may be as crowded as they like, as those of integer
/// keys become that are their own hashes and come in random order, or in steps of 1024: whoever
/// finds his taken does not take the next one's.
class Probe {
 public:
  Probe(std::uint64_t hash, std::size_t first_slot, std::size_t slot_count)
      : slot_(first_slot), slot_count_(slot_count), hash_(hash) {}

  std::size_t slot() const { return slot_; }
  void advance() {
    hash_ = detail::hash_combine(hash_, 1);
    slot_ = static_cast<std::size_t>(static_cast<detail::Uint128>(hash_) * slot_count_ >> 64);
  }

 private:
  std::size_t slot_;
  std::size_t slot_count_;
  std::uint64_t hash_;
};

}  // namespace orp
