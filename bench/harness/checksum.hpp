// SPDX-License-Identifier: MIT
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "handwritten/records.hpp"

namespace bench {

/// A number over rows, whatever their order. Compare within one process only.
class Checksum {
 public:
  template <class... Fields>
  void add(const Fields&... fields) {
    std::uint64_t row = sizeof...(fields);
    ((row = mix(row ^ hash(fields))), ...);
    sum_ += row;
  }

  void add(const User& user) {
    add(user.id, user.name, user.email, user.age, user.created_at, user.active);
  }

  std::uint64_t value() const { return sum_; }

 private:
  static std::uint64_t hash(std::string_view text) { return std::hash<std::string_view>()(text); }
  static std::uint64_t hash(std::integral auto number) {
    return static_cast<std::uint64_t>(number);
  }
  static std::uint64_t hash(const std::optional<std::int32_t>& number) {
    return number ? hash(*number) : UINT64_MAX;
  }
  static std::uint64_t mix(std::uint64_t bits) {  // the finaliser of MurmurHash3
    bits = (bits ^ bits >> 33) * 0xff51afd7ed558ccd;
    bits = (bits ^ bits >> 33) * 0xc4ceb9fe1a85ec53;
    return bits ^ bits >> 33;
  }

  std::uint64_t sum_ = 0;
};

inline std::uint64_t checksum_of(std::span<const User> users) {
  Checksum sum;
  for (const User& user : users) sum.add(user);
  return sum.value();
}

}  // namespace bench
