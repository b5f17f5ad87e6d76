// SPDX-License-Identifier: MIT
// How much each workload does: what both sides must agree on before they start.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace bench {

/// What all sizes are divided by. main() sets it before anything is made.
inline std::size_t shrink = 1;

inline std::size_t many_users() { return 100'000 / shrink; }
inline std::size_t some_users() { return 10'000 / shrink; }
inline std::size_t million_users() { return 1'000'000 / shrink; }
inline constexpr std::size_t orders_per_user = 10;
inline constexpr std::size_t items_per_order = 3;
inline std::size_t some_products() { return 10'000 / shrink; }
inline constexpr std::size_t tags_per_product = 5;
/// So few that fifty products share each.
inline std::size_t shared_tags() { return 1'000 / shrink; }
inline std::size_t lone_tags() { return some_products() * tags_per_product; }
inline constexpr std::size_t identity_map_passes = 10;

/// Users of one filtered query, of which nine in ten are active.
inline constexpr std::int64_t users_per_query = 64;
inline std::size_t some_queries() { return many_users() / users_per_query; }
/// How often one object of a million changes.
inline constexpr std::size_t lone_changes = 10;

inline std::int64_t first_of_query(std::size_t number) {
  return 1 + static_cast<std::int64_t>(number) * users_per_query;
}
/// An e-mail that no user has.
inline std::string nobody(std::size_t number) {
  return "nobody." + std::to_string(number) + "@example.com";
}

/// What the update workload writes: another value for every user, NULL never.
inline std::int32_t next_age(std::optional<std::int32_t> age) { return age.value_or(17) + 1; }

}  // namespace bench
