// SPDX-License-Identifier: MIT
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "orpiment/base/detail/hash.hpp"
#include "orpiment/base/printable.hpp"

namespace orp {

/// A string of bytes, zero bytes included. Its text form is hexadecimal ("00ff"); a string that
/// should become bytes as it stands goes through the constructor. Ordered byte by byte, as both
/// databases do.
class Bytes {
 public:
  Bytes() = default;
  /// The bytes of `content` as they stand.
  explicit Bytes(std::string content) noexcept : content_(std::move(content)) {}
  /// @overload
  explicit Bytes(std::string_view content) : content_(content) {}
  /// Up to the terminating zero.
  explicit Bytes(const char* content) : content_(content) {}
  /// A copy of `size` bytes.
  Bytes(const void* data, std::size_t size) : content_(static_cast<const char*>(data), size) {}
  /// The bytes listed.
  Bytes(std::initializer_list<std::uint8_t> bytes) : content_(bytes.begin(), bytes.end()) {}

  /// Reads hexadecimal digits of either case, two a byte; a leading `\x` is skipped. Throws
  /// DataError.
  static Bytes parse(std::string_view hex);
  /// The same; empty where parse() throws.
  static std::optional<Bytes> from_string(std::string_view hex);
  /// Lower-case hexadecimal digits, two a byte.
  std::string to_string() const;

  /// Valid until the object is changed or destroyed.
  const std::uint8_t* data() const noexcept {
    return reinterpret_cast<const std::uint8_t*>(content_.data());
  }
  /// In bytes.
  std::size_t size() const noexcept { return content_.size(); }
  /// There are no bytes.
  bool empty() const noexcept { return content_.empty(); }
  /// The first byte; valid as long as data().
  const std::uint8_t* begin() const noexcept { return data(); }
  /// Behind the last byte; valid as long as data().
  const std::uint8_t* end() const noexcept { return data() + size(); }
  std::uint8_t operator[](std::size_t index) const noexcept { return data()[index]; }

  /// The content as it stands; view() is valid until the object is changed or destroyed.
  std::string_view view() const noexcept { return content_; }
  /// Gives the content away and leaves the object without a defined one.
  std::string release() && noexcept { return std::move(content_); }

  /// Replaces the content, reusing the memory it has.
  void assign(const void* data, std::size_t size) {
    content_.assign(static_cast<const char*>(data), size);
  }

  /// Equal for equal values.
  std::uint64_t hash() const noexcept {
    return detail::hash_bytes(content_.data(), content_.size());
  }

  friend bool operator==(const Bytes&, const Bytes&) = default;
  friend std::strong_ordering operator<=>(const Bytes&, const Bytes&) = default;

 private:
  std::string content_;
};

}  // namespace orp
