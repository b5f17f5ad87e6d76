// SPDX-License-Identifier: MIT
#pragma once

namespace orp {

/// Clears hash tables of which most are empty: clearing an empty one costs as much as it was once
/// large.
template <class... Tables>
void clear_filled(Tables&... tables) {
  (..., (tables.empty() ? void() : tables.clear()));
}

}  // namespace orp
