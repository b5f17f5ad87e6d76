// SPDX-License-Identifier: MIT
// Intervals in the server's binary form: microseconds, days, months.
#pragma once
#include "backend/postgres/decoders.hpp"
#include "backend/postgres/encoders.hpp"
#include "orpiment/base/interval.hpp"

namespace orp::backend::postgres {

namespace encoding {
inline void put_interval(ByteWriter& out, const SqlType&, const void* value) {
  const auto& interval = as<Interval>(value);
  out.put64(interval.microseconds());
  out.put32(interval.days());
  out.put32(interval.months());
}
}  // namespace encoding

namespace decoding {
inline void read_interval(const WireValue& value, const ColumnType& type, void* field) {
  check_wire(value, oid::interval, 16, type);
  slot<Interval>(type, field) =
      Interval(wire::load_int32(value.data + 12), wire::load_int32(value.data + 8),
               wire::load_int64(value.data));
}
}  // namespace decoding

}  // namespace orp::backend::postgres
