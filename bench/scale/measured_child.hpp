// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <vector>

#include "scale/figures.hpp"

namespace bench::scale {

/// Runs `measure` in a process of its own, so that its memory begins empty. Throws
/// std::runtime_error, with what was thrown there.
std::vector<Figure> measure_in_child(const std::function<Figures()>& measure);

}  // namespace bench::scale
