// SPDX-License-Identifier: MIT
#include "backend/sqlite/types.hpp"

#include <cstddef>

#include "backend/sqlite/checks.hpp"
#include "backend/sqlite/decoders.hpp"
#include "backend/sqlite/encoders.hpp"
#include "backend/sqlite/literals.hpp"
#include "backend/type_rows.hpp"

namespace orp::backend::sqlite {

using namespace decoding;
using namespace encoding;
using Live = ColumnSource;  // of the row that a cursor stands on
using Kept = CellSource;    // of rows that were copied

// clang-format off
constexpr TypeRow type_rows[] = {
    {TypeTag::boolean, "INTEGER", Order::native, integer_cell<bool>, read_boolean<Live>, read_boolean<Kept>, checks::boolean, literals::boolean},
    {TypeTag::int16, "INTEGER", Order::native, integer_cell<std::int16_t>, read_integer<std::int16_t, Live>, read_integer<std::int16_t, Kept>, checks::range<std::int16_t>, literals::number},
    {TypeTag::int32, "INTEGER", Order::native, integer_cell<std::int32_t>, read_integer<std::int32_t, Live>, read_integer<std::int32_t, Kept>, checks::range<std::int32_t>, literals::number},
    {TypeTag::int64, "INTEGER", Order::native, integer_cell<std::int64_t>, read_integer<std::int64_t, Live>, read_integer<std::int64_t, Kept>, checks::none, literals::number},
    {TypeTag::float32, "REAL", Order::native, float_cell, read_real<float, Live>, read_real<float, Kept>, checks::none, literals::single},
    {TypeTag::float64, "REAL", Order::native, double_cell, read_real<double, Live>, read_real<double, Kept>, checks::none, literals::number},
    {TypeTag::decimal, "TEXT", Order::none, decimal_cell, read_decimal<Live>, read_decimal<Kept>, checks::digits, literals::decimal},
    {TypeTag::string, "TEXT", Order::native, string_cell, read_text<Live>, read_text<Kept>, checks::length, literals::text},
    {TypeTag::text, "TEXT", Order::native, string_cell, read_text<Live>, read_text<Kept>, checks::none, literals::text},
    {TypeTag::bytes, "BLOB", Order::native, bytes_cell, read_bytes<Live>, read_bytes<Kept>, checks::none, literals::bytes},
    {TypeTag::uuid, "BLOB", Order::native, uuid_cell, read_uuid<Live>, read_uuid<Kept>, checks::uuid, literals::uuid},
    {TypeTag::date, "TEXT", Order::native, spelled_cell<Date>, read_spelled<Date, Live>, read_spelled<Date, Kept>, checks::date, literals::spelled<Date>},
    {TypeTag::time, "TEXT", Order::native, time_of_day_cell, read_time<Live>, read_time<Kept>, checks::time, literals::as_encoded<Time>},
    {TypeTag::timestamp, "TEXT", Order::native, moment_cell<Timestamp>, read_moment<Timestamp, Live>, read_moment<Timestamp, Kept>, checks::moment, literals::as_encoded<Timestamp>},
    {TypeTag::timestamptz, "TEXT", Order::native, moment_cell<TimestampTz>, read_moment<TimestampTz, Live>, read_moment<TimestampTz, Kept>, checks::moment, literals::as_encoded<TimestampTz>},
    {TypeTag::interval, "TEXT", Order::none, spelled_cell<Interval>, read_spelled<Interval, Live>, read_spelled<Interval, Kept>, checks::none, literals::spelled<Interval>},
    {TypeTag::json, "TEXT", Order::none, json_cell, read_json<Live>, read_json<Kept>, checks::json, literals::text},
    {TypeTag::enumeration, "TEXT", Order::by_position, label_cell, read_label<Live>, read_label<Kept>, checks::labels, literals::text},
    {TypeTag::array, "TEXT", Order::none, array_cell, read_array<Live>, read_array<Kept>, checks::json, literals::text},
    {TypeTag::converted, "TEXT", Order::none, converted_cell, read_converted<Live>, read_converted<Kept>, nullptr, nullptr},
};
// clang-format on

static_assert(have_a_row_each(type_rows));

}  // namespace orp::backend::sqlite
