// SPDX-License-Identifier: MIT
// PostgreSQL's binary format: what parameters, COPY rows, array elements and results are made of.
#pragma once

#include <endian.h>

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace bench {

/// Type numbers that an array's header names; they are fixed in PostgreSQL's catalog.
enum class ElementType : std::int32_t {
  boolean = 16,
  bigint = 20,
  integer = 23,
  text = 25,
  timestamptz = 1184
};

inline constexpr std::int64_t postgres_epoch =
    946'684'800'000'000;  // 2000-01-01 in our microseconds

inline std::int16_t load_int16(const char* bytes) {
  std::uint16_t value;
  std::memcpy(&value, bytes, sizeof value);
  return static_cast<std::int16_t>(be16toh(value));
}

inline std::int32_t load_int32(const char* bytes) {
  std::uint32_t value;
  std::memcpy(&value, bytes, sizeof value);
  return static_cast<std::int32_t>(be32toh(value));
}

inline std::int64_t load_int64(const char* bytes) {
  std::uint64_t value;
  std::memcpy(&value, bytes, sizeof value);
  return static_cast<std::int64_t>(be64toh(value));
}

/// A numeric with two digits after the point, as hundredths.
std::int64_t load_hundredths(const char* bytes);

/// Appends values; a field is a value behind its length, as in a COPY row or an array.
class WireWriter {
 public:
  const std::string& bytes() const { return bytes_; }
  void clear() { bytes_.clear(); }

  void int16(std::int16_t value) { append(htobe16(static_cast<std::uint16_t>(value))); }
  void int32(std::int32_t value) { append(htobe32(static_cast<std::uint32_t>(value))); }
  void int64(std::int64_t value) { append(htobe64(static_cast<std::uint64_t>(value))); }
  void raw(std::string_view value) { bytes_.append(value); }

  void field(std::int32_t value) {
    int32(sizeof value);
    int32(value);
  }
  void field(std::int64_t value) {
    int32(sizeof value);
    int64(value);
  }
  void field(bool value) {
    int32(1);
    bytes_.push_back(value ? '\1' : '\0');
  }
  void field(std::string_view value) {
    int32(static_cast<std::int32_t>(value.size()));
    bytes_.append(value);
  }
  void null_field() { int32(-1); }
  void hundredths_field(std::int64_t value);

 private:
  template <class Unsigned>
  void append(Unsigned big_endian) {
    bytes_.append(reinterpret_cast<const char*>(&big_endian), sizeof big_endian);
  }

  std::string bytes_;
};

/// The bytes before the first field of an array of one dimension.
inline constexpr std::size_t array_header_size = 20;

/// Begins an array of one dimension; `count` fields must follow.
void begin_array(WireWriter& writer, ElementType type, std::size_t count);

}  // namespace bench
