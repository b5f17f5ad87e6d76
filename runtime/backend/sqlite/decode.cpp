// SPDX-License-Identifier: MIT
#include "backend/sqlite/decode.hpp"

namespace orp::backend::sqlite {

void fault_wrong_kind(const ColumnType& expected, Cell::Kind found) {
  switch (found) {
    case Cell::Kind::null:
      fault_null();
    case Cell::Kind::integer:
      fault_wrong_type(expected, "an integer");
    case Cell::Kind::real:
      fault_wrong_type(expected, "a real number");
    case Cell::Kind::text:
      fault_wrong_type(expected, "a text");
    case Cell::Kind::blob:
      fault_wrong_type(expected, "a blob");
  }
  fault_null();
}

}  // namespace orp::backend::sqlite
