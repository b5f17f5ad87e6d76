// SPDX-License-Identifier: MIT
#include "session/objects/identity_map.hpp"

#include <algorithm>
#include <utility>

#include "orpiment/base/detail/hash.hpp"
#include "session/objects/change_log.hpp"

namespace orp {

namespace {

constexpr unsigned first_shift = 3;  // the smallest table has 4 << 3 slots
constexpr std::size_t fullness_percent = 80;
constexpr std::size_t large_table = 256 * 1024;  // slots, from which on memory counts: 4 MiB

const ColumnType& key_type(const EntityInfo& info, std::size_t i) {
  return info.column(info.key[i]).type;
}

// x modulo a number of 5 to 7, by constants the compiler can multiply with.
std::uint64_t modulo(std::uint64_t x, unsigned parts) {
  switch (parts) {
    case 5:
      return x % 5;
    case 6:
      return x % 6;
    default:
      return x % 7;
  }
}

}  // namespace

KeyTable::KeyTable(const EntityInfo& info, const ChangeLog& changes, detail::IdentityView& view)
    : info_(&info),
      changes_(&changes),
      view_(&view),
      integer_type_(info.key.size() == 1 && is_integer_type(key_type(info, 0)) ? &key_type(info, 0)
                                                                               : nullptr) {}

void KeyTable::show() {
  constexpr unsigned whole = 4;  // parts: the number of slots is a power of two
  if (has_integer_key() && !slots_.empty() && capacity_.parts == whole)
    *view_ = {info_, slots_.data(), slots_.size() - 1};
}

std::size_t KeyTable::first_slot_in_parts(std::uint64_t hash) const {
  const unsigned shift = capacity_.shift;
  const std::uint64_t block = modulo(hash >> shift, capacity_.parts);
  return static_cast<std::size_t>(block << shift | (hash & ((std::uint64_t{1} << shift) - 1)));
}

std::uint64_t KeyTable::hash_of(KeyValues key) const {
  if (integer_type_ != nullptr)
    return static_cast<std::uint64_t>(integer_value(*integer_type_, key[0]));
  std::uint64_t hash = 0;
  for (std::size_t i = 0; i < info_->key.size(); ++i)
    hash = detail::hash_combine(hash, hash_value(key_type(*info_, i), key[i]));
  return hash;
}

bool KeyTable::has_key(Entity& entity, KeyValues key) const {
  KeyBuffer buffer(info_->key.size());
  const KeyValues known = changes_->database_key(entity, *info_, buffer.data());
  for (std::size_t i = 0; i < info_->key.size(); ++i)
    if (!equal_values(key_type(*info_, i), known[i], key[i])) return false;
  return true;
}

// The slot of `key`; nullptr when no object has it.
const KeyTable::Slot* KeyTable::locate(KeyValues key) const {
  if (size_ == 0) return nullptr;
  const std::uint64_t hash = hash_of(key);
  for (Probe at = probe(hash);; at.advance()) {
    const Slot& slot = slots_[at.slot()];
    if (slot.is_empty()) return nullptr;
    if (slot.hash == hash && slot.is_taken() && (has_integer_key() || has_key(*slot.entity, key)))
      return &slot;
  }
}

void KeyTable::place(std::uint64_t hash, Entity& entity) {
  if (used_ >= limit_) grow();
  Probe at = probe(hash);
  while (slots_[at.slot()].is_taken()) at.advance();
  Slot& slot = slots_[at.slot()];
  used_ += slot.is_empty();
  slot.hash = hash;
  slot.entity = &entity;
  ++size_;
}

void KeyTable::insert(Entity& entity) {
  KeyBuffer key(info_->key.size());
  place(hash_of(changes_->database_key(entity, *info_, key.data())), entity);
}

void KeyTable::insert_integer(std::int64_t key, Entity& entity) {
  place(static_cast<std::uint64_t>(key), entity);
}

void KeyTable::erase(KeyValues key) {
  const Slot* slot = locate(key);
  if (slot == nullptr) return;
  slots_[static_cast<std::size_t>(slot - slots_.data())].leave();
  --size_;
}

// Nothing happens when another one has its key.
void KeyTable::erase_integer(std::int64_t key, const Entity& entity) {
  if (size_ == 0) return;
  const auto hash = static_cast<std::uint64_t>(key);
  for (Probe at = probe(hash);; at.advance()) {
    Slot& slot = slots_[at.slot()];
    if (slot.is_empty()) return;
    if (slot.entity != &entity) continue;
    slot.leave();
    if (--size_ == 0) forget_those_that_left();
    return;
  }
}

// As often as half of the table was used since.
void KeyTable::forget_those_that_left() {
  if (used_ <= limit_ / 2) return;
  std::fill(slots_.begin(), slots_.end(), Slot{});
  used_ = 0;
}

void KeyTable::erase(Entity& entity) {
  if (has_integer_key() && !has_flag(entity, entity_flag::key_changed))
    return erase_integer(integer_value(*integer_type_, field_of(entity, *info_, info_->key[0])),
                         entity);
  KeyBuffer key(info_->key.size());
  const KeyValues known = changes_->database_key(entity, *info_, key.data());
  if (find(known) == &entity) erase(known);
}

// Grows, unless slots that were left are what fills the table.
void KeyTable::grow() {
  rehash(slots_.empty() || size_ > limit_ / 2 ? capacity_.wider() : capacity_);
}

void KeyTable::reserve(std::size_t count) {
  if (used_ + count <= limit_) return;
  Capacity capacity = capacity_;
  while (capacity.limit() < size_ + count) capacity = capacity.wider();
  rehash(capacity);
}

std::size_t KeyTable::Capacity::limit() const { return slots() * fullness_percent / 100; }

KeyTable::Capacity KeyTable::Capacity::wider() const {
  if (shift == 0) return {first_shift, parts};
  if (slots() < large_table) return {shift + 1, parts};
  return parts == 7 ? Capacity{shift + 1, 4} : Capacity{shift, parts + 1};
}

KeyTable::Slot& KeyTable::free_slot(std::uint64_t hash) {
  Probe at = probe(hash);
  while (!slots_[at.slot()].is_empty()) at.advance();
  return slots_[at.slot()];
}

void KeyTable::rehash(Capacity capacity) {
  *view_ = {};
  std::vector<Slot> old(capacity.slots());
  old.swap(slots_);
  capacity_ = capacity;
  limit_ = capacity.limit();
  used_ = size_;
  for (const Slot& slot : old) {
    if (!slot.is_taken()) continue;
    Slot* to = &slots_[first_slot(slot.hash)];
    if (!to->is_empty()) [[unlikely]]
      to = &free_slot(slot.hash);
    *to = slot;
  }
}

void KeyTable::clear() {
  *view_ = {};
  slots_ = {};
  size_ = used_ = limit_ = 0;
  capacity_ = {};
}

KeyTable& IdentityMap::add_table(const EntityInfo& info) {
  return tables_.get(info, info, *changes_, view_);
}

std::size_t IdentityMap::size() const {
  std::size_t size = 0;
  for (const KeyTable& table : tables_) size += table.size();
  return size;
}

void IdentityMap::clear() {
  for (KeyTable& table : tables_) table.clear();
}

void IdentityMap::swap(IdentityMap& other) noexcept {
  tables_.swap(other.tables_);
  for (IdentityMap* map : {this, &other}) {
    map->hide();
    for (KeyTable& table : map->tables_) table.belong_to(*map->changes_, map->view_);
  }
}

// Of classes met since then there was nobody.
void IdentityMap::put_back(std::vector<KeyTable> tables) noexcept {
  hide();
  auto former = tables.begin();
  for (KeyTable& table : tables_)
    if (former != tables.end())
      table = std::move(*former++);
    else
      table.clear();
}

}  // namespace orp
