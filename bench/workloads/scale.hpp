// SPDX-License-Identifier: MIT
// How much each workload does: what both sides must agree on before they start.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

namespace bench {

/// What all sizes are divided by. main() sets it before anything is made.
inline std::size_t shrink = 1;

inline std::size_t many_users() { return 100'000 / shrink; }
inline std::size_t some_users() { return 10'000 / shrink; }
inline std::size_t million_users() { return 1'000'000 / shrink; }
inline constexpr std::size_t orders_per_user = 10;
inline constexpr std::size_t items_per_order = 3;
inline constexpr std::size_t identity_map_passes = 10;

/// What the update workload writes: another value for every user, NULL never.
inline std::int32_t next_age(std::optional<std::int32_t> age) { return age.value_or(17) + 1; }

}  // namespace bench
