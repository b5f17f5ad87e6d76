// SPDX-License-Identifier: MIT
//
// Reading the text of a UUID, at compile time for literals and at run time. Apart from uuid.hpp,
// which every model includes, because few need it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "orpiment/base/detail/hex_digit.hpp"
#include "orpiment/base/uuid.hpp"

namespace orp::detail {

/// Sets `uuid` when the text is one, in any form that Uuid::parse reads.
constexpr bool read_uuid(std::string_view text, Uuid& uuid) noexcept {
  if (text.starts_with("urn:uuid:")) {
    text.remove_prefix(9);
  } else if (text.size() > 2 && text.front() == '{' && text.back() == '}') {
    text = text.substr(1, text.size() - 2);
  }
  const bool has_hyphens = text.size() == Uuid::text_size;
  if (!has_hyphens && text.size() != 2 * Uuid::size) return false;

  std::uint8_t bytes[Uuid::size] = {};
  std::size_t at = 0;
  for (std::size_t i = 0; i < Uuid::size; ++i) {
    const bool begins_group = i == 4 || i == 6 || i == 8 || i == 10;
    if (has_hyphens && begins_group && text[at++] != '-') return false;
    const int high = hex_value(text[at++]);
    const int low = hex_value(text[at++]);
    if (high < 0 || low < 0) return false;
    bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
  }
  uuid = Uuid::from_bytes(bytes);
  return true;
}

}  // namespace orp::detail
