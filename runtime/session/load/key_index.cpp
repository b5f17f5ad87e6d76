// SPDX-License-Identifier: MIT
#include "session/load/key_index.hpp"

#include <algorithm>
#include <bit>

#include "orpiment/base/detail/hash.hpp"
#include "session/load/keyed_query.hpp"

namespace orp {

KeyIndex::KeyIndex(View<const ColumnType*> types, std::size_t size)
    : types_(types),
      integer_key_(types.size() == 1 && is_integer_type(*types[0])),
      table_(std::bit_ceil(size + size / 4 + 2)),
      keys_(integer_key_ ? 0 : table_.size() * types.size()) {}

std::uint64_t KeyIndex::hash_of_any(const void* const* key) const {
  std::uint64_t hash = 0;
  for (std::size_t i = 0; i < types_.size(); ++i)
    hash = detail::hash_combine(hash, hash_value(*types_[i], key[i]));
  return hash;
}

bool KeyIndex::has_key(std::size_t slot, const void* const* key) const {
  const void* const* const known = keys_.data() + slot * types_.size();
  for (std::size_t i = 0; i < types_.size(); ++i)
    if (!types_[i]->ops->equal(known[i], key[i])) return false;
  return true;
}

std::size_t KeyIndex::locate(std::uint64_t hash, const void* const* key) const {
  for (Probe at = probe(hash);; at.advance()) {
    const Entry& entry = table_[at.slot()];
    if (entry.number == none) return at.slot();
    if (entry.hash == hash && (integer_key_ || has_key(at.slot(), key))) return at.slot();
  }
}

void KeyIndex::grow() {
  std::vector<Entry> table(2 * table_.size());
  std::vector<const void*> keys(2 * keys_.size());
  table.swap(table_);
  keys.swap(keys_);
  for (std::size_t old = 0; old < table.size(); ++old) {
    if (table[old].number == none) continue;
    Probe at = probe(table[old].hash);
    while (table_[at.slot()].number != none) at.advance();
    table_[at.slot()] = table[old];
    if (!integer_key_)
      std::copy_n(keys.data() + old * types_.size(), types_.size(),
                  keys_.data() + at.slot() * types_.size());
  }
}

bool KeyIndex::add(const void* const* key, std::uint32_t number) {
  if (5 * (used_ + 1) > 4 * table_.size()) grow();
  const std::uint64_t hash = hash_of(key);
  std::size_t slot = hash & (table_.size() - 1);
  if (table_[slot].number != none) slot = locate(hash, key);
  if (table_[slot].number != none) return false;
  table_[slot] = {hash, number};
  ++used_;
  if (!integer_key_) std::copy_n(key, types_.size(), keys_.data() + slot * types_.size());
  return true;
}

std::uint32_t KeyIndex::find(const void* const* key) const {
  return table_[locate(hash_of(key), key)].number;
}

KeyReader::KeyReader(const KeyIndex& index, const KeyedQuery& query) : index_(&index) {
  for (std::size_t i = 0; i < index.types().size(); ++i)
    columns_.push_back(query.owner_key_column(i));
  if (index.has_integer_key()) return;
  for (const ColumnType* type : index.types())
    fields_.push_back(std::make_unique<StoredValue>(*type));
  values_.resize(fields_.size());
}

std::uint32_t KeyReader::read_any(backend::Cursor& cursor) {
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    if (cursor.is_null(columns_[i])) return KeyIndex::none;
    cursor.read(columns_[i], *index_->types()[i], fields_[i]->field());
    values_[i] = fields_[i]->value();
  }
  return index_->find(values_.data());
}

}  // namespace orp
