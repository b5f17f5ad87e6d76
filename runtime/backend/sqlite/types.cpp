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
using Column = ColumnSource;
using Copy = CellSource;

// clang-format off
constexpr TypeRow type_rows[] = {
    {TypeTag::boolean, "INTEGER", Order::native, integer_cell<bool>, read_boolean<Column>, read_boolean<Copy>, checks::boolean, literals::boolean},
    {TypeTag::int16, "INTEGER", Order::native, integer_cell<std::int16_t>, read_integer<std::int16_t, Column>, read_integer<std::int16_t, Copy>, checks::range<std::int16_t>, literals::number},
    {TypeTag::int32, "INTEGER", Order::native, integer_cell<std::int32_t>, read_integer<std::int32_t, Column>, read_integer<std::int32_t, Copy>, checks::range<std::int32_t>, literals::number},
    {TypeTag::int64, "INTEGER", Order::native, integer_cell<std::int64_t>, read_integer<std::int64_t, Column>, read_integer<std::int64_t, Copy>, checks::none, literals::number},
    {TypeTag::float32, "REAL", Order::native, float_cell, read_real<float, Column>, read_real<float, Copy>, checks::none, literals::number},
    {TypeTag::float64, "REAL", Order::native, double_cell, read_real<double, Column>, read_real<double, Copy>, checks::none, literals::number},
    {TypeTag::decimal, "TEXT", Order::none, decimal_cell, read_decimal<Column>, read_decimal<Copy>, checks::digits, literals::decimal},
    {TypeTag::string, "TEXT", Order::native, string_cell, read_text<Column>, read_text<Copy>, checks::length, literals::text},
    {TypeTag::text, "TEXT", Order::native, string_cell, read_text<Column>, read_text<Copy>, checks::none, literals::text},
    {TypeTag::bytes, "BLOB", Order::native, bytes_cell, read_bytes<Column>, read_bytes<Copy>, checks::none, literals::bytes},
    {TypeTag::uuid, "BLOB", Order::native, uuid_cell, read_uuid<Column>, read_uuid<Copy>, checks::sixteen_bytes, literals::uuid},
    {TypeTag::date, "TEXT", Order::native, spelled_cell<Date>, read_spelled<Date, Column>, read_spelled<Date, Copy>, checks::none, literals::spelled<Date>},
    {TypeTag::time, "TEXT", Order::native, spelled_cell<Time>, read_spelled<Time, Column>, read_spelled<Time, Copy>, checks::none, literals::spelled<Time>},
    {TypeTag::timestamp, "TEXT", Order::native, spelled_cell<Timestamp>, read_timestamp<Timestamp, Column>, read_timestamp<Timestamp, Copy>, checks::none, literals::spelled<Timestamp>},
    {TypeTag::timestamptz, "TEXT", Order::native, timestamptz_cell, read_timestamp<TimestampTz, Column>, read_timestamp<TimestampTz, Copy>, checks::none, literals::timestamptz},
    {TypeTag::interval, "TEXT", Order::none, spelled_cell<Interval>, read_spelled<Interval, Column>, read_spelled<Interval, Copy>, checks::none, literals::text},
    {TypeTag::json, "TEXT", Order::none, json_cell, read_json<Column>, read_json<Copy>, checks::json, literals::text},
    {TypeTag::enumeration, "TEXT", Order::by_position, label_cell, read_label<Column>, read_label<Copy>, checks::labels, literals::text},
    {TypeTag::array, "TEXT", Order::none, array_cell, read_array<Column>, read_array<Copy>, checks::json, literals::text},
    {TypeTag::converted, "TEXT", Order::none, converted_cell, read_converted<Column>, read_converted<Copy>, nullptr, nullptr},
};
// clang-format on

static_assert(have_a_row_each(type_rows));

}  // namespace orp::backend::sqlite
