// SPDX-License-Identifier: MIT
#include "session/objects/object_memory.hpp"

#include <algorithm>
#include <cstdlib>
#include <new>
#include <utility>

#include "base/address_sanitizer.hpp"
#include "entity/slab.hpp"

namespace orp {

namespace {

constexpr std::size_t most_slabs_per_region = 16;  // 1 MiB
constexpr std::size_t chunk_size = 64 * 1024;

}  // namespace

ObjectMemory::~ObjectMemory() {
  for (void* region : regions_) std::free(region);
}

void ObjectMemory::swap(ObjectMemory& other) noexcept {
  regions_.swap(other.regions_);
  slabs_.swap(other.slabs_);
  spare_.swap(other.spare_);
  chunks_.swap(other.chunks_);
  std::swap(size_, other.size_);
  std::swap(slab_bytes_, other.slab_bytes_);
  std::swap(rest_, other.rest_);
}

void* ObjectMemory::allocate_slab() {
  slabs_.reserve(slabs_.size() + 1);
  if (!spare_.empty()) {
    slabs_.push_back(spare_.back());
    spare_.pop_back();
    allow_use(slabs_.back(), Slab::bytes);
    return slabs_.back();
  }
  if (rest_.slab_count == 0) add_region();
  --rest_.slab_count;
  slabs_.push_back(std::exchange(rest_.slabs, rest_.slabs + Slab::bytes));
  return slabs_.back();
}

void ObjectMemory::rewind() {
  spare_.insert(spare_.end(), slabs_.rbegin(), slabs_.rend());
  slabs_.clear();
  free_collections();
}

void ObjectMemory::free_collections() {
  chunks_.clear();
  rest_.chunk_bytes = 0;
  size_ = slab_bytes_;
}

void ObjectMemory::take(ObjectMemory& other) {
  regions_.insert(regions_.end(), other.regions_.begin(), other.regions_.end());
  other.regions_.clear();
  for (std::unique_ptr<std::byte[]>& chunk : other.chunks_) chunks_.push_back(std::move(chunk));
  size_ += other.size_;
  ObjectMemory().swap(other);
}

void ObjectMemory::add_region() {
  const std::size_t bytes = rest_.next_region * Slab::bytes;
  void* region = std::aligned_alloc(Slab::bytes, bytes);
  if (region == nullptr) throw std::bad_alloc();
  try {
    regions_.push_back(region);
  } catch (...) {
    std::free(region);
    throw;
  }
  size_ += bytes;
  slab_bytes_ += bytes;
  rest_.slabs = static_cast<std::byte*>(region);
  rest_.slab_count = rest_.next_region;
  rest_.next_region = std::min(2 * rest_.next_region, most_slabs_per_region);
}

void* ObjectMemory::allocate(std::size_t bytes) {
  bytes = round_up(bytes, alignof(void*));
  if (bytes > rest_.chunk_bytes) {
    // Large ones stand alone, so that no chunk's rest is wasted.
    if (bytes > chunk_size / 4) return add_chunk(bytes);
    rest_.chunk = add_chunk(chunk_size);
    rest_.chunk_bytes = chunk_size;
  }
  rest_.chunk_bytes -= bytes;
  return std::exchange(rest_.chunk, rest_.chunk + bytes);
}

std::byte* ObjectMemory::add_chunk(std::size_t bytes) {
  std::byte* chunk = chunks_.emplace_back(std::make_unique_for_overwrite<std::byte[]>(bytes)).get();
  size_ += bytes;
  return chunk;
}

}  // namespace orp
