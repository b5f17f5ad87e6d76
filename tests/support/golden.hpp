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

/// ORPIMENT_ACCEPT is in the environment, as the target accept_goldens sets it.
inline bool is_accepting() { return std::getenv("ORPIMENT_ACCEPT") != nullptr; }

/// Expects `text` to be what `path` holds; when accepting, writes it there instead.
inline void expect_golden(const std::filesystem::path& path, const std::string& text) {
  if (is_accepting()) {
    std::filesystem::create_directories(path.parent_path());
    if (file_content(path) != text) std::ofstream(path, std::ios::binary) << text;
    return;
  }
  EXPECT_EQ(file_content(path), text)
      << path << " differs; to accept it: cmake --build <folder> --target accept_goldens";
}

}  // namespace orp::tests
