// SPDX-License-Identifier: MIT
#include "orpiment/backend/stored_rows.hpp"

namespace orp::backend {

const ColumnType* StoredRows::type(std::size_t /*row*/, std::size_t /*column*/) const {
  return nullptr;
}

}  // namespace orp::backend
