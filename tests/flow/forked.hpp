// SPDX-License-Identifier: MIT
// Work in a process of its own, so that a crash and a loop that never ends are failures like
// others.
//
// The process has memory and open files of its own from then on, and shares no connection with its
// parent: it opens those that it needs.
#pragma once
#include <functional>
#include <string>

namespace orp::tests {

struct Outcome {
  bool ended_well = false;
  std::string said;  ///< also of what came before a crash
};

using Say = std::function<void(const std::string& text)>;

/// Ends well when `work` returns. What it throws is said last, and so is the signal that ended it.
Outcome run_forked(const std::function<void(const Say& say)>& work);

}  // namespace orp::tests
