// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

namespace orp::backend {

/// What a link has prepared.
///
/// (1) The text decides whether an entry is the wanted one; the key only leads to it. Of two texts
///     with one key the newer one stays.
/// (2) What was used longest ago falls out, and lets go of what it holds. An entry stays where it
///     is until then.
template <class Prepared>
class PreparedCache {
 public:
  explicit PreparedCache(std::size_t capacity) : capacity_(capacity) {}

  /// The entry of this text, if any. `key` is the text's hash or its number, 0 when it is not to be
  /// cached.
  Prepared* find(std::uint64_t key, std::string_view sql) {
    if (entries_.empty() || entries_.front().key != key) {
      const auto found = by_key_.find(key);
      if (found == by_key_.end()) return nullptr;
      entries_.splice(entries_.begin(), entries_, found->second);
    }
    return entries_.front().sql == sql ? &entries_.front().prepared : nullptr;
  }

  /// Requires: capacity > 0, and find() found nothing.
  Prepared& insert(std::uint64_t key, std::string_view sql, Prepared prepared) {
    erase(key);  // (1)
    if (entries_.size() >= capacity_) {
      by_key_.erase(entries_.back().key);
      entries_.pop_back();
    }
    entries_.push_front({key, std::string(sql), std::move(prepared)});
    by_key_.emplace(key, entries_.begin());
    return entries_.front().prepared;
  }

  void erase(std::uint64_t key) {
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return;
    entries_.erase(found->second);
    by_key_.erase(found);
  }

  void clear() {
    by_key_.clear();
    entries_.clear();
  }

  std::size_t size() const { return entries_.size(); }
  std::size_t capacity() const { return capacity_; }

 private:
  struct Entry {
    std::uint64_t key;
    std::string sql;
    Prepared prepared;
  };

  std::size_t capacity_;
  std::list<Entry> entries_;
  std::unordered_map<std::uint64_t, typename std::list<Entry>::iterator> by_key_;
};

}  // namespace orp::backend
