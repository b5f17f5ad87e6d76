// SPDX-License-Identifier: MIT
// What is measured at several sizes, to see whether it grows in proportion.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "harness/database.hpp"
#include "scale/figures.hpp"

namespace bench::scale {

using Measure = Figures (*)(const Database& database, std::size_t size);

/// One work, and the figures that it gives at each size.
struct Scene {
  std::string title;
  std::vector<std::size_t> sizes;
  Dataset (*dataset)(std::size_t size);  // what the tables hold before
  Measure measure = nullptr;
  Measure measure_by_hand = nullptr;  // null: nothing to compare with
  bool writes = false;
};

std::span<const Scene> scenes();

}  // namespace bench::scale
