// SPDX-License-Identifier: MIT
#include "backend/postgres/types.hpp"

namespace orp::backend::postgres {

Oid oid_of(const ColumnType& type) {
  switch (type.tag) {
    case TypeTag::boolean:
      return oid::boolean;
    case TypeTag::int16:
      return oid::int2;
    case TypeTag::int32:
      return oid::int4;
    case TypeTag::int64:
      return oid::int8;
    case TypeTag::float32:
      return oid::float4;
    case TypeTag::float64:
      return oid::float8;
    case TypeTag::decimal:
      return oid::numeric;
    case TypeTag::string:
    case TypeTag::text:
      return oid::text;
    case TypeTag::bytes:
      return oid::bytea;
    case TypeTag::uuid:
      return oid::uuid;
    case TypeTag::date:
      return oid::date;
    case TypeTag::time:
      return oid::time;
    case TypeTag::timestamp:
      return oid::timestamp;
    case TypeTag::timestamptz:
      return oid::timestamptz;
    case TypeTag::interval:
      return oid::interval;
    case TypeTag::json:
      return oid::jsonb;
    case TypeTag::enumeration:
    case TypeTag::array:
      return oid::none;
    case TypeTag::converted:
      return oid_of(*type.conversion->stored);
  }
  return oid::none;
}

Oid array_oid_of(const ColumnType& element) {
  switch (oid_of(element)) {
    case oid::boolean:
      return 1000;
    case oid::bytea:
      return 1001;
    case oid::int2:
      return 1005;
    case oid::int4:
      return 1007;
    case oid::text:
      return oid::text_array;
    case oid::int8:
      return 1016;
    case oid::float4:
      return 1021;
    case oid::float8:
      return 1022;
    case oid::timestamp:
      return 1115;
    case oid::date:
      return 1182;
    case oid::time:
      return 1183;
    case oid::timestamptz:
      return 1185;
    case oid::interval:
      return 1187;
    case oid::numeric:
      return 1231;
    case oid::uuid:
      return 2951;
    case oid::jsonb:
      return 3807;
    default:
      return oid::none;
  }
}

}  // namespace orp::backend::postgres
