// SPDX-License-Identifier: MIT
#include "orpiment/version.hpp"

#include <gtest/gtest.h>

#include <string>

namespace orp {
namespace {

TEST(Version, is_that_of_the_project) {
  EXPECT_STREQ(version, ORPIMENT_PROJECT_VERSION);
  EXPECT_EQ(std::to_string(version_major) + '.' + std::to_string(version_minor) + '.' +
                std::to_string(version_patch),
            version);
}

}  // namespace
}  // namespace orp
