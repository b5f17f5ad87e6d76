// SPDX-License-Identifier: MIT
#include "backend/postgres/types.hpp"

#include <cstddef>

#include "backend/postgres/decoders.hpp"
#include "backend/postgres/encoders.hpp"
#include "backend/postgres/interval.hpp"
#include "backend/type_rows.hpp"
#include "orpiment/backend/dialect.hpp"

namespace orp::backend::postgres {

using namespace decoding;
using namespace encoding;
using Form = LiteralForm;

// clang-format off
constexpr TypeRow type_rows[] = {
    {TypeTag::boolean, "boolean", oid::boolean, 1000, Form::as_is, false, true, put_boolean, read_boolean},
    {TypeTag::int16, "smallint", oid::int2, 1005, Form::as_is, false, true, put_int16, read_integer<std::int16_t, oid::int2>},
    {TypeTag::int32, "integer", oid::int4, 1007, Form::as_is, false, true, put_int32, read_integer<std::int32_t, oid::int4>},
    {TypeTag::int64, "bigint", oid::int8, 1016, Form::as_is, false, true, put_int64, read_integer<std::int64_t, oid::int8>},
    {TypeTag::float32, "real", oid::float4, 1021, Form::as_is, false, false, put_float, read_real<float>},
    {TypeTag::float64, "double precision", oid::float8, 1022, Form::as_is, false, false, put_double, read_real<double>},
    {TypeTag::decimal, "numeric", oid::numeric, 1231, Form::as_is, false, false, put_decimal, read_decimal},
    {TypeTag::string, "text", oid::text, oid::text_array, Form::quoted, false, true, put_text, read_text},
    {TypeTag::text, "text", oid::text, oid::text_array, Form::quoted, false, true, put_text, read_text},
    {TypeTag::bytes, "bytea", oid::bytea, 1001, Form::hexadecimal, false, true, put_blob, read_bytes},
    {TypeTag::uuid, "uuid", oid::uuid, 2951, Form::quoted, false, true, put_uuid, read_uuid},
    {TypeTag::date, "date", oid::date, 1182, Form::quoted, false, true, put_date, read_date},
    {TypeTag::time, "time", oid::time, 1183, Form::quoted, false, true, put_time, read_time},
    {TypeTag::timestamp, "timestamp", oid::timestamp, 1115, Form::quoted, false, true, put_timestamp<Timestamp>, read_timestamp<Timestamp, oid::timestamp>},
    {TypeTag::timestamptz, "timestamptz", oid::timestamptz, 1185, Form::quoted, false, true, put_timestamp<TimestampTz>, read_timestamp<TimestampTz, oid::timestamptz>},
    {TypeTag::interval, "interval", oid::interval, 1187, Form::quoted, false, false, put_interval, read_interval},
    {TypeTag::json, "jsonb", oid::none, oid::none, Form::quoted, true, false, put_json, read_json},
    {TypeTag::enumeration, nullptr, oid::none, oid::none, Form::quoted, true, true, put_label, read_label},
    {TypeTag::array, nullptr, oid::none, oid::none, Form::quoted, true, false, put_array, read_array},
    {TypeTag::converted, nullptr, oid::none, oid::none, Form::quoted, false, false, put_converted, read_converted},
};
// clang-format on

static_assert(have_a_row_each(type_rows));

const TypeRow& stored_row_of(const SqlType& type) { return row_of(stored_type(type)); }

}  // namespace orp::backend::postgres
