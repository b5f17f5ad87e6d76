// SPDX-License-Identifier: MIT
// One column type of each kind, for targets that let the input choose.
#pragma once
#include <array>
#include <string>
#include <vector>

#include "orpiment/base/bytes.hpp"
#include "orpiment/base/date_time.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/json_text.hpp"
#include "orpiment/base/uuid.hpp"
#include "orpiment/meta/facts.hpp"

namespace orp::fuzz {

enum class Colour { red, green };
inline constexpr const char* colour_labels[] = {"red", "a \"green\" one\\"};
inline constexpr EnumInfo colours{"colour", colour_labels, &detail::enum_index<Colour>,
                                  &detail::set_enum_index<Colour>};

/// In the order of TypeTag, so that a corpus stays what it is when a type is added.
inline const std::array scalar_types{ColumnType(facts::types::boolean),
                                     ColumnType(facts::types::int16),
                                     ColumnType(facts::types::int32),
                                     ColumnType(facts::types::int64),
                                     ColumnType(facts::types::float32),
                                     ColumnType(facts::types::float64),
                                     ColumnType(facts::types::decimal(12, 3)),
                                     ColumnType(facts::types::string(8)),
                                     ColumnType(facts::types::text),
                                     ColumnType(facts::types::bytes),
                                     ColumnType(facts::types::uuid),
                                     ColumnType(facts::types::date),
                                     ColumnType(facts::types::time),
                                     ColumnType(facts::types::timestamp),
                                     ColumnType(facts::types::timestamptz),
                                     ColumnType(facts::types::interval),
                                     ColumnType(facts::types::json),
                                     ColumnType(facts::types::enumeration<Colour>(colours))};

namespace array_facts {
inline const ArrayInfo booleans = facts::array_of<std::vector<bool>>(scalar_types[0]);
inline const ArrayInfo int16s = facts::array_of<std::vector<std::int16_t>>(scalar_types[1]);
inline const ArrayInfo int32s = facts::array_of<std::vector<std::int32_t>>(scalar_types[2]);
inline const ArrayInfo int64s = facts::array_of<std::vector<std::int64_t>>(scalar_types[3]);
inline const ArrayInfo floats = facts::array_of<std::vector<float>>(scalar_types[4]);
inline const ArrayInfo doubles = facts::array_of<std::vector<double>>(scalar_types[5]);
inline const ArrayInfo decimals = facts::array_of<std::vector<Decimal>>(scalar_types[6]);
inline const ArrayInfo texts = facts::array_of<std::vector<std::string>>(scalar_types[8]);
inline const ArrayInfo bytes = facts::array_of<std::vector<Bytes>>(scalar_types[9]);
inline const ArrayInfo timestamps = facts::array_of<std::vector<TimestampTz>>(scalar_types[14]);
inline const ArrayInfo intervals = facts::array_of<std::vector<Interval>>(scalar_types[15]);
inline const ArrayInfo jsons = facts::array_of<std::vector<Json>>(scalar_types[16]);
inline const ArrayInfo colours = facts::array_of<std::vector<Colour>>(scalar_types[17]);
}  // namespace array_facts

inline const std::array array_types{
    ColumnType(facts::types::array<std::vector<bool>>(array_facts::booleans)),
    ColumnType(facts::types::array<std::vector<std::int16_t>>(array_facts::int16s)),
    ColumnType(facts::types::array<std::vector<std::int32_t>>(array_facts::int32s)),
    ColumnType(facts::types::array<std::vector<std::int64_t>>(array_facts::int64s)),
    ColumnType(facts::types::array<std::vector<float>>(array_facts::floats)),
    ColumnType(facts::types::array<std::vector<double>>(array_facts::doubles)),
    ColumnType(facts::types::array<std::vector<Decimal>>(array_facts::decimals)),
    ColumnType(facts::types::array<std::vector<std::string>>(array_facts::texts)),
    ColumnType(facts::types::array<std::vector<Bytes>>(array_facts::bytes)),
    ColumnType(facts::types::array<std::vector<TimestampTz>>(array_facts::timestamps)),
    ColumnType(facts::types::array<std::vector<Interval>>(array_facts::intervals)),
    ColumnType(facts::types::array<std::vector<Json>>(array_facts::jsons)),
    ColumnType(facts::types::array<std::vector<Colour>>(array_facts::colours))};

inline constexpr std::size_t type_count = scalar_types.size() + array_types.size();
inline const ColumnType& type_at(std::size_t number) {
  return number < scalar_types.size() ? scalar_types[number]
                                      : array_types[number - scalar_types.size()];
}

}  // namespace orp::fuzz
