// SPDX-License-Identifier: MIT
// What every fuzz target is made of: foreign bytes, of which the first ones choose what is read as
// what, and properties. A program in this folder defines LLVMFuzzerTestOneInput(), libFuzzer's
// name; corpus_main.cpp runs it where there is no libFuzzer. An exception that leaves it, a broken
// property or a sanitizer's report ends the program.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace orp::fuzz {

class Input {
 public:
  Input(const std::uint8_t* data, std::size_t size)
      : rest_(reinterpret_cast<const char*>(data), size) {}

  /// A number below `count`.
  std::size_t choose(std::size_t count) {
    if (rest_.empty()) return 0;
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
    return byte % count;
  }
  /// What was not taken; it ends where the memory does, so that a sanitizer sees who reads on.
  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

inline void require(bool holds, const char* property) {
  if (holds) return;
  std::fprintf(stderr, "broken property: %s\n", property);
  std::abort();
}

}  // namespace orp::fuzz
