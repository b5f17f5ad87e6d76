// SPDX-License-Identifier: MIT
// The words that stand for an order's status in either database.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

#include "handwritten/records.hpp"

namespace bench {

inline constexpr std::string_view status_names[] = {"open", "paid", "shipped"};

inline std::string_view format_status(OrderStatus status) {
  return status_names[static_cast<std::size_t>(status)];
}

/// Throws std::runtime_error for another word. The first letters differ, so only one is compared.
inline OrderStatus parse_status(std::string_view text) {
  switch (text.empty() ? '\0' : text.front()) {
    case 'o':
      return OrderStatus::open;
    case 'p':
      return OrderStatus::paid;
    case 's':
      return OrderStatus::shipped;
    default:
      throw std::runtime_error("not a status: " + std::string(text));
  }
}

}  // namespace bench
