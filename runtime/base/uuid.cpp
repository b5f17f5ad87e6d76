// SPDX-License-Identifier: MIT
#include "orpiment/base/uuid.hpp"

#include <sys/random.h>

#include <atomic>
#include <cerrno>
#include <chrono>

#include "base/value_errors.hpp"
#include "orpiment/base/detail/hex_digit.hpp"
#include "orpiment/base/detail/uuid_text.hpp"
#include "orpiment/base/error.hpp"

namespace orp {

namespace {

/// Fills from the system's generator, which also a forked process or a copied virtual machine does
/// not repeat. It costs a quarter of a microsecond: not worth a buffer of our own.
void fill_random(std::uint8_t* bytes, std::size_t size) {
  while (size != 0) {
    const ssize_t got = getrandom(bytes, size, 0);
    if (got < 0) {
      if (errno == EINTR) continue;
      throw Error({.code = "ORP-2006", .message = "the system gave no random numbers"});
    }
    bytes += got;
    size -= static_cast<std::size_t>(got);
  }
}

Uuid with_version(std::uint8_t* bytes, unsigned version) {
  bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0fu) | version << 4);
  bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3fu) | 0x80u);
  return Uuid::from_bytes(bytes);
}

/// The time in 1/4096 of a millisecond since 1970, never the same twice in one process.
std::uint64_t unique_time() {
  static std::atomic<std::uint64_t> last = 0;
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  const auto nanoseconds = static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(since_epoch).count());
  const std::uint64_t now =
      (nanoseconds / 1'000'000) << 12 | nanoseconds % 1'000'000 * 4096 / 1'000'000;
  std::uint64_t previous = last.load(std::memory_order_relaxed);
  std::uint64_t next = 0;
  do {
    next = now > previous ? now : previous + 1;
  } while (!last.compare_exchange_weak(previous, next, std::memory_order_relaxed));
  return next;
}

}  // namespace

Uuid Uuid::random() {
  std::uint8_t bytes[size];
  fill_random(bytes, size);
  return with_version(bytes, 4);
}

Uuid Uuid::v7() {
  const std::uint64_t time = unique_time();
  const std::uint64_t milliseconds = time >> 12;
  std::uint8_t bytes[size];
  for (int i = 0; i < 6; ++i) {
    bytes[i] = static_cast<std::uint8_t>(milliseconds >> (40 - 8 * i));
  }
  bytes[6] = static_cast<std::uint8_t>(time >> 8 & 0x0f);
  bytes[7] = static_cast<std::uint8_t>(time);
  fill_random(bytes + 8, size - 8);
  return with_version(bytes, 7);
}

Uuid Uuid::parse(std::string_view text) {
  Uuid uuid;
  if (detail::read_uuid(text, uuid)) return uuid;
  throw_malformed(
      "a UUID", text,
      {"32 hexadecimal digits expected, as 8-4-4-4-12 or in a row", Malformed::nowhere});
}

std::optional<Uuid> Uuid::from_string(std::string_view text) noexcept {
  Uuid uuid;
  if (!detail::read_uuid(text, uuid)) return std::nullopt;
  return uuid;
}

char* Uuid::write_to(char* buffer) const noexcept {
  char* at = buffer;
  for (std::size_t i = 0; i < size; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) *at++ = '-';
    *at++ = detail::hex_digit(bytes_[i] >> 4u);
    *at++ = detail::hex_digit(bytes_[i] & 15u);
  }
  return at;
}

std::string Uuid::to_string() const {
  char buffer[text_size];
  return std::string(buffer, write_to(buffer));
}

}  // namespace orp
