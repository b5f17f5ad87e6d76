// SPDX-License-Identifier: MIT
// Numbers and bytes as the protocol has them: big-endian, one after the other.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>

namespace orp::backend::postgres {

namespace wire {

inline std::uint16_t swapped(std::uint16_t value) { return __builtin_bswap16(value); }
inline std::uint32_t swapped(std::uint32_t value) { return __builtin_bswap32(value); }
inline std::uint64_t swapped(std::uint64_t value) { return __builtin_bswap64(value); }

template <class T>
T big_endian(T value) {
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
  return swapped(value);
#else
  return value;
#endif
}

template <class T>
T load(const char* from) {
  T value;
  std::memcpy(&value, from, sizeof value);
  return big_endian(value);
}

inline std::int16_t load_int16(const char* from) {
  return static_cast<std::int16_t>(load<std::uint16_t>(from));
}
inline std::int32_t load_int32(const char* from) {
  return static_cast<std::int32_t>(load<std::uint32_t>(from));
}
inline std::int64_t load_int64(const char* from) {
  return static_cast<std::int64_t>(load<std::uint64_t>(from));
}

}  // namespace wire

/// Bytes before the first element of an array of one dimension, which stands behind its length.
inline constexpr std::size_t array_header_size = 20;

/// A growing run of bytes that keeps its memory when it is cleared.
class ByteWriter {
 public:
  void clear() { size_ = 0; }
  const char* data() const { return data_.get(); }
  std::size_t size() const { return size_; }
  std::string_view view() const { return {data_.get(), size_}; }

  void put8(std::uint8_t value) { *grow(1) = static_cast<char>(value); }
  void put16(std::int16_t value) { put(static_cast<std::uint16_t>(value)); }
  void put32(std::int32_t value) { put(static_cast<std::uint32_t>(value)); }
  void put64(std::int64_t value) { put(static_cast<std::uint64_t>(value)); }
  void put_bytes(const void* bytes, std::size_t size) {
    if (size > 0) std::memcpy(grow(size), bytes, size);
  }
  void put_bytes(std::string_view bytes) { put_bytes(bytes.data(), bytes.size()); }

  /// Leaves room for the length of what follows; returns the place for end_length().
  std::size_t begin_length() {
    grow(4);
    return size_;
  }
  void end_length(std::size_t begun) {
    overwrite32(begun - 4, static_cast<std::int32_t>(size_ - begun));
  }
  void overwrite32(std::size_t at, std::int32_t value) {
    const std::uint32_t wire_value = wire::big_endian(static_cast<std::uint32_t>(value));
    std::memcpy(data_.get() + at, &wire_value, sizeof wire_value);
  }

 private:
  template <class T>
  void put(T value) {
    const T wire_value = wire::big_endian(value);
    std::memcpy(grow(sizeof value), &wire_value, sizeof value);
  }

  char* grow(std::size_t by) {
    if (size_ + by > capacity_) [[unlikely]]
      reserve(size_ + by);
    char* const end = data_.get() + size_;
    size_ += by;
    return end;
  }

  void reserve(std::size_t wanted) {
    std::size_t capacity = capacity_ < 512 ? 512 : capacity_ * 2;
    if (capacity < wanted) capacity = wanted;
    std::unique_ptr<char[]> larger(new char[capacity]);
    if (size_ > 0) std::memcpy(larger.get(), data_.get(), size_);
    data_ = std::move(larger);
    capacity_ = capacity;
  }

  std::unique_ptr<char[]> data_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

}  // namespace orp::backend::postgres
