// SPDX-License-Identifier: MIT
// A random story as a list of values, so that one that fails can be cut down to what matters.
//
// Every act is total: it means something in any state, if only to do nothing. So any part of a list
// is a story, too, and smaller numbers make it a simpler one.
#pragma once
#include <array>
#include <functional>
#include <vector>

namespace orp::tests {

struct Act {
  unsigned verb = 0;                  ///< a number of Story::verbs()
  std::array<unsigned, 5> numbers{};  ///< whom it is about, and how it is done
};
using Acts = std::vector<Act>;

/// `count` acts of these verbs, the same ones for the same seed.
Acts random_acts(unsigned seed, std::size_t count, const std::vector<unsigned>& verbs);

/// The smallest part of `acts` that still fails which deleting acts one after another, in runs that
/// grow shorter, and then lowering numbers can find.
Acts shrink(Acts acts, const std::function<bool(const Acts&)>& fails);

}  // namespace orp::tests
