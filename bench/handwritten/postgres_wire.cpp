// SPDX-License-Identifier: MIT
// A numeric is: digit count, weight of the first digit, sign, digits after the point; then digits
// to the base 10,000. So hundredths end in a digit that is a multiple of 100, or before the point.
#include "handwritten/postgres_wire.hpp"

#include <array>

namespace bench {
namespace {

constexpr std::int64_t base = 10'000;
constexpr std::int16_t negative = 0x4000;

}  // namespace

std::int64_t load_hundredths(const char* bytes) {
  const int count = load_int16(bytes);
  const int weight = load_int16(bytes + 2);
  const bool is_negative = load_int16(bytes + 4) == negative;
  std::int64_t value = 0;
  for (int i = 0; i < count; ++i) value = value * base + load_int16(bytes + 8 + 2 * i);

  int exponent = weight - (count - 1);
  if (exponent < 0) {
    value /= 100;
  } else {
    for (value *= 100; exponent > 0; --exponent) value *= base;
  }
  return is_negative ? -value : value;
}

void WireWriter::hundredths_field(std::int64_t value) {
  const bool is_negative = value < 0;
  if (is_negative) value = -value;
  std::array<std::int16_t, 6> digits;  // from the last: the two behind the point, then fours
  std::size_t count = 0;
  digits[count++] = static_cast<std::int16_t>(value % 100 * 100);
  for (value /= 100; value > 0; value /= base) {
    digits[count++] = static_cast<std::int16_t>(value % base);
  }
  int32(static_cast<std::int32_t>(8 + 2 * count));
  int16(static_cast<std::int16_t>(count));
  int16(static_cast<std::int16_t>(count - 2));
  int16(is_negative ? negative : std::int16_t{0});
  int16(2);
  while (count > 0) int16(digits[--count]);
}

void begin_array(WireWriter& writer, ElementType type, std::size_t count) {
  writer.int32(1);  // dimensions
  writer.int32(1);  // may hold nulls
  writer.int32(static_cast<std::int32_t>(type));
  writer.int32(static_cast<std::int32_t>(count));
  writer.int32(1);  // lower bound
}

}  // namespace bench
