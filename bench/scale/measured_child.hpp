// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace bench::scale {

/// A line of the table at one size.
struct Figure {
  std::string what;
  double value = 0;
};

/// Runs `measure` in a process of its own, so that its memory begins empty. Throws
/// std::runtime_error, with what was thrown there.
std::vector<Figure> measure_in_child(const std::function<std::vector<Figure>()>& measure);

}  // namespace bench::scale
