// SPDX-License-Identifier: MIT
#pragma once
#include <cstdlib>
#include <exception>
#include <sstream>
#include <string>

#include <gtest/gtest.h>

namespace orp::tests {

/// Calls tell(seed) for the seeds of ORPIMENT_STORIES, else of `otherwise`, both "FIRST LAST", and
/// stops at the first one that fails or throws.
template <class Tell>
void on_each_seed(const char* otherwise, Tell tell) {
  const char* const range = std::getenv("ORPIMENT_STORIES");
  std::istringstream seeds(range != nullptr ? range : otherwise);
  unsigned first = 0;
  unsigned last = 0;
  seeds >> first >> last;
  for (unsigned seed = first; seed <= last; ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    try {
      tell(seed);
    } catch (const std::exception& error) {
      ADD_FAILURE() << error.what();
    }
    if (::testing::Test::HasFailure()) return;
  }
}

}  // namespace orp::tests
