// SPDX-License-Identifier: MIT
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace orp {

/// As string.assign(text), for a string that mostly is new and empty; it gets exactly the memory
/// it needs.
inline void set_text(std::string& string, std::string_view text) {
  if (text.size() <= std::string().capacity()) {  // so it needs no memory: nothing is thrown
    std::destroy_at(&string);
    std::construct_at(&string, text);
  } else if (text.size() <= string.capacity()) {
    string.assign(text);
  } else {
    std::string other(text);
    std::destroy_at(&string);
    std::construct_at(&string, std::move(other));
  }
}

}  // namespace orp
