// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>

namespace orp {

/// What others may not do with a locked row, from strong to weak.
enum class LockStrength : std::uint8_t {
  update,         ///< change, delete or lock it
  no_key_update,  ///< the same, but they may refer to it
  share,          ///< change or delete it
  key_share,      ///< change its key or delete it
};

/// What happens when another transaction has locked a row.
enum class LockWait : std::uint8_t {
  block,        ///< wait for its end
  nowait,       ///< ConflictError
  skip_locked,  ///< the row is left out
};

/// What SELECT ... FOR UPDATE asks for. A database without row locks ignores it.
struct RowLock {
  /// What others may not do with the rows.
  LockStrength strength = LockStrength::update;
  /// What happens at rows that others hold.
  LockWait wait = LockWait::block;
};

}  // namespace orp
