// SPDX-License-Identifier: MIT
#include "sql/node_memory.hpp"

#include <array>
#include <new>

#include "base/address_sanitizer.hpp"

namespace orp::sql {

namespace {

constexpr std::size_t size_step = 64;  // bytes
constexpr std::size_t sizes = 8;
constexpr unsigned most_kept = is_address_sanitized ? 0 : 32;  // of a size

struct Piece {
  Piece* next;
};

/// The pieces of one size that a thread keeps.
struct Pieces {
  Piece* first = nullptr;
  unsigned count = 0;

  void* take() {
    Piece* const piece = first;
    first = piece->next;
    --count;
    return piece;
  }
  void keep(void* memory) {
    first = ::new (memory) Piece{first};
    ++count;
  }
};

// Nodes are freed even when a thread's other variables are gone: of a statement that is static.
struct Kept {
  std::array<Pieces, sizes> by_size{};
  bool is_watched = false;  // who frees them at the end of the thread stands
  bool is_over = false;
};
constinit thread_local Kept kept;

struct EndOfThread {
  ~EndOfThread() {
    kept.is_over = true;
    for (Pieces& pieces : kept.by_size)
      while (pieces.first != nullptr) ::operator delete(pieces.take());
  }
  void watch() { kept.is_watched = true; }
};
thread_local EndOfThread end_of_thread;

std::size_t size_number(std::size_t bytes) { return (bytes - 1) / size_step; }

}  // namespace

void* allocate_node(std::size_t bytes) {
  const std::size_t number = size_number(bytes);
  if (number >= sizes) return ::operator new(bytes);
  Pieces& pieces = kept.by_size[number];
  return pieces.first != nullptr ? pieces.take() : ::operator new((number + 1) * size_step);
}

void free_node(void* memory, std::size_t bytes) noexcept {
  const std::size_t number = size_number(bytes);
  if (number >= sizes || kept.is_over || kept.by_size[number].count >= most_kept)
    return ::operator delete(memory);
  if (!kept.is_watched) end_of_thread.watch();
  kept.by_size[number].keep(memory);
}

}  // namespace orp::sql
