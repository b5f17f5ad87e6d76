// SPDX-License-Identifier: MIT
// Values on their way from the server, straight into the fields of C++ objects.
#pragma once
#include <cstddef>

#include "backend/postgres/oids.hpp"
#include "orpiment/meta/column_type.hpp"

namespace orp::backend::postgres {

/// Bytes of a value in binary form, of the server's type `oid`.
struct WireValue {
  const char* data;  ///< nullptr: NULL
  std::size_t size;
  Oid oid;
};

/// Decodes a value into `field`, a field of `type`. Throws ValueFault.
void decode(const WireValue& value, const ColumnType& type, void* field);

}  // namespace orp::backend::postgres
