// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>

namespace orp {

/// How rows are chosen for a sample of a table, see tablesample().
enum class Sampling : std::uint8_t {
  bernoulli,  ///< each row by itself
  system,     ///< whole pages of the table: faster, and neighbours come together
};

}  // namespace orp
