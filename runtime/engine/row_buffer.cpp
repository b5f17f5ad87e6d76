// SPDX-License-Identifier: MIT
#include "orpiment/engine/detail/row_buffer.hpp"

#include <new>

namespace orp::detail {

namespace {

void construct_object(void* memory, Entity* const* objects) { ::new (memory) Entity*(objects[0]); }
void destroy_object(void*) {}

}  // namespace

const RowType object_row{sizeof(Entity*),   alignof(Entity*), nullptr,
                         &construct_object, &destroy_object,  nullptr};

RowBuffer::RowBuffer(RowBuffer&& other) noexcept
    : names(std::move(other.names)),
      statement(std::move(other.statement)),
      elements(std::move(other.elements)),
      type_(other.type_),
      size_(std::exchange(other.size_, 0)),
      made_(std::exchange(other.made_, 0)),
      chunks_(std::exchange(other.chunks_, {})),
      next_(std::exchange(other.next_, nullptr)),
      chunk_end_(std::exchange(other.chunk_end_, nullptr)) {}

RowBuffer& RowBuffer::operator=(RowBuffer&& other) noexcept {
  if (this == &other) return *this;
  this->~RowBuffer();
  return *::new (this) RowBuffer(std::move(other));
}

RowBuffer::~RowBuffer() {
  for (std::size_t i = 0; i < made_; ++i) type_.destroy((*this)[i]);
  for (std::byte* const chunk : chunks_)
    ::operator delete(chunk, std::align_val_t(type_.alignment));
}

void* RowBuffer::append(Entity* const* objects) {
  if (size_ < made_) return append_in_place(objects);
  void* const row = next();
  if (type_.construct != nullptr)
    type_.construct(row);
  else
    type_.construct_around(row, objects);
  add();
  return row;
}

// Values are read over those that stand there; which objects a row is of is said once.
void* RowBuffer::append_in_place(Entity* const* objects) {
  void* const row = (*this)[size_];
  if (type_.construct == nullptr) {
    type_.destroy(row);
    type_.construct_around(row, objects);
  }
  ++size_;
  return row;
}

void RowBuffer::describe_as(const RowBuffer& other, const std::vector<std::size_t>& picked) {
  statement = other.statement;
  names = other.names;
  elements = other.elements;
  if (picked.empty()) return;
  names.clear();
  elements.clear();
  for (const std::size_t i : picked) {
    names.push_back(other.names[i]);
    elements.push_back(other.elements.empty() ? i : other.elements[i]);
  }
}

void RowBuffer::begin_chunk() {
  const std::size_t bytes = (first_chunk_size << chunks_.size()) * type_.size;
  chunks_.reserve(chunks_.size() + 1);  // so that nothing fails between the two
  next_ = static_cast<std::byte*>(::operator new(bytes, std::align_val_t(type_.alignment)));
  chunks_.push_back(next_);
  chunk_end_ = next_ + bytes;
}

}  // namespace orp::detail
