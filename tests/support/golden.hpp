// SPDX-License-Identifier: MIT
// Comparing text with a file that a person has read and accepted.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

namespace orp::tests {

inline std::string file_content(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

/// Expects `text` to be what `path` holds. With ORPIMENT_ACCEPT in the environment, as the target
/// accept_goldens sets it, writes it there instead.
inline void expect_golden(const std::filesystem::path& path, const std::string& text) {
  if (std::getenv("ORPIMENT_ACCEPT") != nullptr) {
    if (file_content(path) != text) std::ofstream(path, std::ios::binary) << text;
    return;
  }
  EXPECT_EQ(file_content(path), text)
      << path << " differs; to accept it: cmake --build <folder> --target accept_goldens";
}

}  // namespace orp::tests
