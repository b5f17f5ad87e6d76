// SPDX-License-Identifier: MIT
// Where the bytes of a session's slabs and collections come from.
#pragma once
#include <cstddef>
#include <memory>
#include <vector>

namespace orp {

constexpr std::size_t round_up(std::size_t size, std::size_t multiple) {
  return (size + multiple - 1) / multiple * multiple;
}

/// The memory that objects and their collections stand in, given out and freed as a whole.
class ObjectMemory {
 public:
  ObjectMemory() = default;
  ObjectMemory(ObjectMemory&& other) noexcept { swap(other); }
  ObjectMemory& operator=(ObjectMemory&&) = delete;
  ~ObjectMemory();
  void swap(ObjectMemory& other) noexcept;

  /// For one slab.
  void* allocate_slab();
  /// For collections. Aligned for pointers.
  void* allocate(std::size_t bytes);
  /// Nothing of it is in use any longer: what comes next has its slabs.
  void rewind();
  /// No collection is in use any longer.
  void free_collections();
  /// What `other` has is freed with this.
  void take(ObjectMemory& other);
  /// All that it has.
  std::size_t size() const { return size_; }

 private:
  // What of the last region and of the last chunk is not given out.
  struct Rest {
    std::byte* slabs = nullptr;
    std::size_t slab_count = 0;
    std::size_t next_region = 1;  // slabs in it
    std::byte* chunk = nullptr;
    std::size_t chunk_bytes = 0;
  };

  void add_region();
  std::byte* add_chunk(std::size_t bytes);

  std::vector<void*> regions_;     // aligned memory that slabs are cut from
  std::vector<std::byte*> slabs_;  // given out of them
  std::vector<std::byte*> spare_;  // to be given out again
  std::vector<std::unique_ptr<std::byte[]>> chunks_;
  std::size_t size_ = 0;
  std::size_t slab_bytes_ = 0;  // of that, in regions
  Rest rest_;
};

}  // namespace orp
