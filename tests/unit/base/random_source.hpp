// SPDX-License-Identifier: MIT
//
// Random input for tests, repeatable: a failure prints the seed, ORPIMENT_TEST_SEED sets it.
#pragma once

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>

namespace orp::test {

class RandomSource {
 public:
  RandomSource() : seed_(choose_seed()), engine_(seed_), trace_(__FILE__, __LINE__, message()) {}

  /// From low to high, both included.
  std::int64_t integer(std::int64_t low, std::int64_t high) {
    return std::uniform_int_distribution<std::int64_t>(low, high)(engine_);
  }
  std::uint64_t bits() { return engine_(); }
  bool coin() { return (bits() & 1) != 0; }

  /// At most `longest` characters out of `alphabet`.
  std::string text(std::size_t longest, std::string_view alphabet) {
    std::string text(static_cast<std::size_t>(integer(0, static_cast<std::int64_t>(longest))), ' ');
    const auto last = static_cast<std::int64_t>(alphabet.size()) - 1;
    for (char& c : text) c = alphabet[static_cast<std::size_t>(integer(0, last))];
    return text;
  }

 private:
  static std::uint64_t choose_seed() {
    const char* wanted = std::getenv("ORPIMENT_TEST_SEED");
    return wanted != nullptr ? std::strtoull(wanted, nullptr, 10) : std::random_device()();
  }
  std::string message() const { return "ORPIMENT_TEST_SEED=" + std::to_string(seed_); }

  std::uint64_t seed_;
  std::mt19937_64 engine_;
  ::testing::ScopedTrace trace_;
};

}  // namespace orp::test
