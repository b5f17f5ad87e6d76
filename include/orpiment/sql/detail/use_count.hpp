// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>

namespace orp::sql {

/// How many own something, one at first; any number of threads may count at once. By the compiler's
/// own functions: `<atomic>` takes it a tenth of what all of Orpiment takes.
class UseCount {
 public:
  void add() noexcept { __atomic_fetch_add(&count_, 1U, __ATOMIC_RELAXED); }
  /// Takes one away; true for the last one, to which everything shows that the others have done.
  bool drop() noexcept {
    // The last owner need not subtract: nobody else can add.
    return is_one() || __atomic_fetch_sub(&count_, 1U, __ATOMIC_ACQ_REL) == 1;
  }
  /// Whoever asks is the only owner.
  bool is_one() const noexcept { return __atomic_load_n(&count_, __ATOMIC_ACQUIRE) == 1; }

 private:
  std::uint32_t count_ = 1;
};

}  // namespace orp::sql
