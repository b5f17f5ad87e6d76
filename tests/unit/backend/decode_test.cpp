// SPDX-License-Identifier: MIT
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "backend/postgres/numeric.hpp"
#include "backend/postgres/types.hpp"
#include "backend/value_fault.hpp"
#include "meta/stored_value.hpp"
#include "orpiment/meta/facts.hpp"

namespace orp::backend::postgres {
namespace {

namespace types = facts::types;

void read(const std::string& bytes, Oid oid, const ColumnType& type) {
  StoredValue field(type);
  const std::vector<char> exact(bytes.begin(), bytes.end());  // so that a sanitizer sees its end
  decode({exact.empty() ? "" : exact.data(), exact.size(), oid}, type, field.field());
}

TEST(PostgresDecode, a_number_has_the_length_of_its_type) {
  const std::string bytes(16, '\0');
  for (const Oid oid : {oid::int2, oid::int4, oid::int8, oid::oid, oid::float4, oid::float8}) {
    const std::size_t right = oid == oid::int2 ? 2 : oid == oid::int8 || oid == oid::float8 ? 8 : 4;
    for (std::size_t size = 0; size <= bytes.size(); ++size) {
      const auto convert = [&] { read(bytes.substr(0, size), oid, types::float64); };
      if (size == right)
        EXPECT_NO_THROW(convert()) << oid;
      else
        EXPECT_THROW(convert(), ValueFault) << oid << ' ' << size;
    }
  }
  EXPECT_THROW(read(std::string(1, '\0'), oid::int4, types::int32), ValueFault);
  EXPECT_NO_THROW(read(std::string(4, '\0'), oid::int4, types::int32));
  EXPECT_THROW(read(std::string(2, '\0'), oid::int8, types::int64.nullable()), ValueFault);
}

TEST(PostgresDecode, an_element_of_an_array_has_the_length_of_its_type) {
  static const ArrayInfo numbers = facts::array_of<std::vector<std::int32_t>>(types::int32);
  const auto array = types::array<std::vector<std::int32_t>>(numbers);
  const std::string head("\0\0\0\1\0\0\0\0\0\0\0\x17\0\0\0\1\0\0\0\1", 20);
  EXPECT_NO_THROW(read(head + std::string("\0\0\0\4\0\0\0\5", 8), 1007, array));
  EXPECT_THROW(read(head + std::string("\0\0\0\1\5", 5), 1007, array), ValueFault);
  EXPECT_THROW(read(head + std::string("\0\0\0\4\5", 5), 1007, array), ValueFault);
}

/// `number` as the server sends it: of a column, or as the result of a calculation.
Decimal decimal_of(const char* number, bool is_column) {
  ByteWriter bytes;
  put_numeric(bytes, Decimal::parse(number));
  const ColumnType type = types::decimal(12, 2);
  StoredValue field(type);
  decode({bytes.view().data(), bytes.view().size(), oid::numeric, is_column}, type, field.field());
  return *static_cast<const Decimal*>(field.value());
}

TEST(PostgresDecode, a_decimal_of_a_column_has_the_digits_of_the_schema) {
  EXPECT_EQ(decimal_of("12.5", true).to_string(), "12.50");
  EXPECT_EQ(decimal_of("12.5000", true).to_string(), "12.50");
  EXPECT_EQ(decimal_of("-9999999999.99", true).to_string(), "-9999999999.99");
  for (const char* const number : {"12.505", "10000000000", "-10000000000.00"}) {
    EXPECT_THROW(decimal_of(number, true), ValueFault) << number;
    EXPECT_EQ(decimal_of(number, false).to_string(), number);
  }
}

TEST(PostgresDecode, what_no_server_sends_is_a_fault) {
  EXPECT_THROW(read("", oid::jsonb, types::json), ValueFault);
  EXPECT_THROW(read(std::string(8, '\x7f'), oid::time, types::time), ValueFault);
  EXPECT_THROW(read(std::string(8, '\xff'), oid::time, types::time), ValueFault);
}

}  // namespace
}  // namespace orp::backend::postgres
