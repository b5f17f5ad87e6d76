// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>

namespace orp {

/// Whether the database calculates a CTE once, or as a part of each place that names it.
enum class Materialized : std::uint8_t {
  by_default,  ///< as the database thinks best
  yes,         ///< once: MATERIALIZED
  no           ///< NOT MATERIALIZED
};

}  // namespace orp
