// SPDX-License-Identifier: MIT
// A value as the server sends it.
#pragma once
#include <cstddef>
#include <string_view>

#include "backend/postgres/oids.hpp"

namespace orp::backend::postgres {

/// Bytes of a value in binary form, of the server's type `oid`.
struct WireValue {
  const char* data;  ///< nullptr: NULL
  std::size_t size;
  Oid oid;
  bool is_column = false;  ///< of a table, as it stands there: nothing is calculated of it
};

/// The bytes of a text; of a char(n) without the blanks that fill it up, which the server does not
/// count either when it compares.
inline std::string_view without_padding(const WireValue& value) {
  const std::string_view text(value.data, value.size);
  return value.oid == oid::bpchar ? text.substr(0, text.find_last_not_of(' ') + 1) : text;
}

}  // namespace orp::backend::postgres
