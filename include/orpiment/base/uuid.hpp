// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "orpiment/base/detail/hash.hpp"
#include "orpiment/base/printable.hpp"

namespace orp {

/// A universally unique identifier: sixteen bytes in the order they are written, ordered byte by
/// byte as both databases do. A default one is the nil UUID.
class Uuid {
 public:
  /// Bytes of a UUID.
  static constexpr std::size_t size = 16;
  /// Characters of the text form.
  static constexpr std::size_t text_size = 36;

  constexpr Uuid() = default;
  /// Takes sixteen bytes.
  static constexpr Uuid from_bytes(const std::uint8_t* bytes) noexcept {
    Uuid uuid;
    for (std::size_t i = 0; i < size; ++i) uuid.bytes_[i] = bytes[i];
    return uuid;
  }

  /// 122 random bits (version 4).
  static Uuid random();
  /// Milliseconds since 1970, then random bits (version 7): those made later sort later, strictly
  /// so within one process. Friendlier to an index than random().
  static Uuid v7();

  /// Reads 8-4-4-4-12 hexadecimal digits or 32 in a row, of either case, maybe in braces or after
  /// "urn:uuid:". Throws DataError.
  static Uuid parse(std::string_view text);
  /// The same; empty where parse() throws.
  static std::optional<Uuid> from_string(std::string_view text) noexcept;
  /// Lower case, with hyphens.
  std::string to_string() const;
  /// Writes text_size characters, no terminator; returns the end.
  char* write_to(char* buffer) const noexcept;

  /// Sixteen bytes; valid as long as the object.
  constexpr const std::uint8_t* data() const noexcept { return bytes_; }
  /// All bits are zero.
  constexpr bool is_nil() const noexcept { return *this == Uuid(); }
  /// The version field: 4 of random(), 7 of v7().
  constexpr int version() const noexcept { return bytes_[6] >> 4; }

  /// Equal for equal values.
  constexpr std::uint64_t hash() const noexcept { return detail::hash_combine(word(0), word(8)); }

  friend constexpr bool operator==(const Uuid&, const Uuid&) = default;
  friend constexpr std::strong_ordering operator<=>(const Uuid&, const Uuid&) = default;

 private:
  constexpr std::uint64_t word(std::size_t at) const noexcept {
    std::uint64_t word = 0;
    for (std::size_t i = at; i < at + 8; ++i) word = word << 8 | bytes_[i];
    return word;
  }

  std::uint8_t bytes_[size] = {};
};

}  // namespace orp
