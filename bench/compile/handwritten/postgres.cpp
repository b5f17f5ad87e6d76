// SPDX-License-Identifier: MIT
#include "postgres.hpp"

#include <endian.h>

#include <bit>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

namespace hand {
namespace {

constexpr int binary = 1;
constexpr std::int32_t days_to_2000 = 10'957;
constexpr std::int64_t microseconds_to_2000 = 946'684'800'000'000;
constexpr std::uint16_t negative = 0x4000;

template <class Unsigned>
Unsigned load(const char* bytes) {
  Unsigned value;
  std::memcpy(&value, bytes, sizeof value);
  return value;
}
std::int16_t load_int16(const char* bytes) {
  return static_cast<std::int16_t>(be16toh(load<std::uint16_t>(bytes)));
}

PGresult* checked(PGconn* connection, PGresult* result) {
  const ExecStatusType status = PQresultStatus(result);
  if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK) return result;
  PQclear(result);
  throw std::runtime_error(PQerrorMessage(connection));
}

}  // namespace

int PostgresResult::affected() const { return std::atoi(PQcmdTuples(handle_)); }
std::int32_t PostgresResult::int32(int row, int column) const {
  return static_cast<std::int32_t>(be32toh(load<std::uint32_t>(bytes(row, column))));
}
std::int64_t PostgresResult::int64(int row, int column) const {
  return static_cast<std::int64_t>(be64toh(load<std::uint64_t>(bytes(row, column))));
}
double PostgresResult::real(int row, int column) const {
  return std::bit_cast<double>(int64(row, column));
}
Date PostgresResult::date(int row, int column) const { return {int32(row, column) + days_to_2000}; }
Moment PostgresResult::moment(int row, int column) const {
  return {int64(row, column) + microseconds_to_2000};
}
// A numeric is digits of base 10,000; those behind the second one after the point are not there.
Amount PostgresResult::amount(int row, int column) const {
  const char* const from = bytes(row, column);
  const int digits = load_int16(from);
  const int weight = load_int16(from + 2);
  std::int64_t value = 0;
  for (int i = 0; i <= weight + 1; ++i)
    value = value * 10'000 + (i < digits ? load_int16(from + 8 + 2 * i) : 0);
  return {(load_int16(from + 4) == negative ? -value : value) / 100};
}

void PostgresParameters::add(bool value) { add_number(value ? 1 : 0, 1); }
void PostgresParameters::add(std::int32_t value) {
  add_number(htobe32(static_cast<std::uint32_t>(value)), sizeof value);
}
void PostgresParameters::add(std::int64_t value) {
  add_number(htobe64(static_cast<std::uint64_t>(value)), sizeof value);
}
void PostgresParameters::add(double value) { add(std::bit_cast<std::int64_t>(value)); }
void PostgresParameters::add(Date value) { add(value.days - days_to_2000); }
// Of up to 16 digits: three of base 10,000 before the point, one behind it.
void PostgresParameters::add(Amount value) {
  const bool is_negative = value.hundredths < 0;
  std::int64_t rest = is_negative ? -value.hundredths : value.hundredths;
  const std::int64_t whole = rest / 100;
  const std::int64_t parts[] = {
      4,
      2,
      is_negative ? negative : 0,
      2,
      whole / 100'000'000 % 10'000,
      whole / 10'000 % 10'000,
      whole % 10'000,
      rest % 100 * 100,
  };
  char* to = numbers_[size_].data();
  for (const std::int64_t part : parts) {
    const std::uint16_t big_endian = htobe16(static_cast<std::uint16_t>(part));
    std::memcpy(to, &big_endian, sizeof big_endian);
    to += sizeof big_endian;
  }
  add_bytes(numbers_[size_].data(), sizeof numbers_[size_]);
}

PostgresResult PostgresParameters::run(PGconn* connection, const char* prepared) const {
  return PostgresResult(checked(
      connection, PQexecPrepared(connection, prepared, static_cast<int>(size_), values_.data(),
                                 lengths_.data(), formats_.data(), binary)));
}

void PostgresParameters::add_number(std::uint64_t big_endian, std::size_t size) {
  std::memcpy(numbers_.at(size_).data(), &big_endian, size);
  add_bytes(numbers_[size_].data(), size);
}
void PostgresParameters::add_bytes(const char* data, std::size_t size) {
  values_.at(size_) = data;
  lengths_[size_] = static_cast<int>(size);
  formats_[size_] = 1;
  ++size_;
}

void prepare(PGconn* connection, const char* name, const char* sql) {
  PQclear(checked(connection, PQprepare(connection, name, sql, 0, nullptr)));
}

}  // namespace hand
