// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

namespace orp::detail {

/// A well scrambled hash of one integer (the finaliser of splitmix64).
constexpr std::uint64_t hash_integer(std::uint64_t value) noexcept {
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
  return value ^ (value >> 31);
}

/// Adds one more integer to a hash; the order matters.
constexpr std::uint64_t hash_combine(std::uint64_t hash, std::uint64_t value) noexcept {
  return hash_integer(hash * 0x9e3779b97f4a7c15u + value);
}

/// A hash of `size` bytes; equal on every run and machine of the same byte order. Not for
/// adversaries: it has no secret.
std::uint64_t hash_bytes(const void* data, std::size_t size) noexcept;

}  // namespace orp::detail
