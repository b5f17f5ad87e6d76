// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace orp {

/// As string.assign(text), for a string that mostly is new and empty: it gets exactly the memory
/// it needs. Memory that it has is used again, unless more than a kilobyte of it would be idle.
inline void set_text(std::string& string, std::string_view text) {
  constexpr std::size_t most_idle = 1'024;
  const std::size_t without_memory = std::string().capacity();
  const std::size_t room = string.capacity();
  if (room > without_memory && text.size() <= room && room - text.size() <= most_idle) {
    string.assign(text);
  } else if (text.size() <= without_memory) {  // nothing is thrown
    std::destroy_at(&string);
    std::construct_at(&string, text);
  } else {
    std::string other(text);
    std::destroy_at(&string);
    std::construct_at(&string, std::move(other));
  }
}

}  // namespace orp
