// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

namespace bench {

/// One contestant in a workload. Every round calls prepare, run, checksum and release, in this
/// order, and measures run alone. A side lives through all rounds, so its connections and prepared
/// statements do too. Functions throw std::exception to end the row with a message.
class Side {
 public:
  virtual ~Side() = default;

  virtual void prepare() {}
  virtual void run() = 0;
  /// A number over what run() produced, by which the two sides are held to the same result. May
  /// read from the database.
  virtual std::uint64_t checksum() = 0;
  /// Gives back what run() produced. Until then it counts as memory in use.
  virtual void release() {}
  /// Of threads: how much of the last run() the busiest did, of what the least busy one did.
  virtual double unevenness() const { return 1; }
};

}  // namespace bench
