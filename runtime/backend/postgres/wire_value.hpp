// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>

#include "backend/postgres/oids.hpp"

namespace orp::backend::postgres {

/// Bytes of a value in binary form, of the server's type `oid`.
struct WireValue {
  const char* data;  ///< nullptr: NULL
  std::size_t size;
  Oid oid;
};

}  // namespace orp::backend::postgres
