// SPDX-License-Identifier: MIT
// How much each workload does: what both sides must agree on before they start.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

namespace bench {

inline constexpr std::size_t many_users = 100'000;
inline constexpr std::size_t some_users = 10'000;
inline constexpr std::size_t million_users = 1'000'000;
inline constexpr std::size_t orders_per_user = 10;
inline constexpr std::size_t items_per_order = 3;
inline constexpr int identity_map_passes = 10;

/// What the update workload writes: another value for every user, NULL never.
inline std::int32_t next_age(std::optional<std::int32_t> age) { return age.value_or(17) + 1; }

}  // namespace bench
