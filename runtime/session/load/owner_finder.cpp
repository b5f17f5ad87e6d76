// SPDX-License-Identifier: MIT
#include "session/load/owner_finder.hpp"

#include "meta/key_value.hpp"
#include "orpiment/base/hash.hpp"
#include "session/load/keyed_query.hpp"

namespace orp {

namespace {
constexpr std::size_t first_size = 16;

constexpr ColumnType integer_type{.tag = TypeTag::int64, .ops = &FieldOpsOf<std::int64_t>::value};
}  // namespace

OwnerFinder::OwnerFinder(View<const ColumnType*> types)
    : types_(types), integer_key_(types.size() == 1 && is_integer(*types[0])) {}

// An integer key is its own hash, as in the identity map, so equal hashes are equal keys.
std::uint64_t OwnerFinder::hash_of(const void* const* key) const {
  if (integer_key_) return static_cast<std::uint64_t>(integer_value(*types_[0], key[0]));
  std::uint64_t hash = 0;
  for (std::size_t i = 0; i < types_.size(); ++i)
    hash = hash_combine(hash, hash_value(*types_[i], key[i]));
  return hash;
}

bool OwnerFinder::has_key(const Entry& entry, const void* const* key) const {
  for (std::size_t i = 0; i < types_.size(); ++i)
    if (!types_[i]->ops->equal(keys_[entry.key + i], key[i])) return false;
  return true;
}

std::size_t OwnerFinder::locate(std::uint64_t hash, const void* const* key) const {
  for (Probe at = probe(hash);; at.advance()) {
    const Entry& entry = table_[at.slot()];
    const bool is_key = entry.hash == hash && (integer_key_ || has_key(entry, key));
    if (entry.owner == nullptr || is_key) return at.slot();
  }
}

bool OwnerFinder::add(const void* const* key, Entity& owner) {
  if (2 * (size_ + 1) > table_.size()) grow();
  const std::uint64_t hash = hash_of(key);
  Entry& entry = table_[locate(hash, key)];
  if (entry.owner != nullptr) return false;
  entry = {hash, &owner, static_cast<std::uint32_t>(keys_.size())};
  if (!integer_key_) keys_.insert(keys_.end(), key, key + types_.size());
  ++size_;
  return true;
}

Entity* OwnerFinder::find(const void* const* key) const {
  return size_ == 0 ? nullptr : table_[locate(hash_of(key), key)].owner;
}

Entity* OwnerFinder::find_integer(std::int64_t key) const {
  return size_ == 0 ? nullptr : table_[locate(static_cast<std::uint64_t>(key), nullptr)].owner;
}

void OwnerFinder::grow() {
  const std::vector<Entry> old = std::move(table_);
  table_ = std::vector<Entry>(old.empty() ? first_size : 2 * old.size());
  for (const Entry& entry : old) {
    if (entry.owner == nullptr) continue;
    Probe at = probe(entry.hash);
    while (table_[at.slot()].owner != nullptr) at.advance();
    table_[at.slot()] = entry;
  }
}

OwnerReader::OwnerReader(const OwnerFinder& owners, const KeyedQuery& query) : owners_(&owners) {
  for (std::size_t i = 0; i < owners.types().size(); ++i) {
    columns_.push_back(query.owner_key_column(i));
    fields_.push_back(std::make_unique<StoredValue>(*owners.types()[i]));
  }
  values_.resize(fields_.size());
}

Entity* OwnerReader::read(backend::Cursor& cursor) {
  if (owners_->has_integer_key()) {
    std::int64_t key = 0;
    cursor.read(columns_[0], integer_type, &key);
    return owners_->find_integer(key);
  }
  for (std::size_t i = 0; i < fields_.size(); ++i) {
    cursor.read(columns_[i], *owners_->types()[i], fields_[i]->field());
    values_[i] = fields_[i]->value();
  }
  return owners_->find(values_.data());
}

}  // namespace orp
