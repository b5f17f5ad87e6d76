// SPDX-License-Identifier: MIT
#pragma once
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "orpiment/meta/entity_info.hpp"

namespace orp {

/// What follows from a class alone, made when it is asked for first, and kept. May be used by
/// several threads at once, and reading takes no lock: a table is searched while it is filled, so
/// an entry is seen whole or not at all, and a table that has become too small stays for those who
/// search it.
template <class T>
class KeptByClass {
 public:
  KeptByClass() { add_table(64); }

  const T& get(const EntityInfo& info) {
    if (const Entry* known = find(*table_.load(std::memory_order_acquire), info)) [[likely]]
      return known->value;
    return make(info);
  }

 private:
  struct Entry {
    explicit Entry(const EntityInfo& entity) : info(&entity), value(entity) {}

    const EntityInfo* info;
    T value;
  };
  using Slot = std::atomic<const Entry*>;

  // A power of two of them, of which most are free.
  struct Table {
    explicit Table(std::size_t slot_count) : size(slot_count), slots(new Slot[slot_count]()) {}

    Slot& slot(const EntityInfo& info, std::size_t hop) const {
      return slots[(reinterpret_cast<std::uintptr_t>(&info) / sizeof(EntityInfo) + hop) &
                   (size - 1)];
    }

    std::size_t size;
    std::unique_ptr<Slot[]> slots;
  };

  static const Entry* find(const Table& table, const EntityInfo& info) {
    for (std::size_t hop = 0;; ++hop) {
      const Entry* entry = table.slot(info, hop).load(std::memory_order_acquire);
      if (entry == nullptr || entry->info == &info) return entry;
    }
  }

  const T& make(const EntityInfo& info) {
    const std::lock_guard lock(mutex_);
    if (const Entry* known = find(*tables_.back(), info)) return known->value;
    auto made = std::make_unique<const Entry>(info);
    if (2 * (entries_.size() + 1) > tables_.back()->size) add_table(2 * tables_.back()->size);
    entries_.push_back(std::move(made));
    place(*tables_.back(), *entries_.back());
    return entries_.back()->value;
  }

  void add_table(std::size_t size) {
    auto table = std::make_unique<const Table>(size);
    for (const auto& entry : entries_) place(*table, *entry);
    tables_.push_back(std::move(table));
    table_.store(tables_.back().get(), std::memory_order_release);
  }

  static void place(const Table& table, const Entry& entry) {
    std::size_t hop = 0;
    while (table.slot(*entry.info, hop).load(std::memory_order_relaxed) != nullptr) ++hop;
    table.slot(*entry.info, hop).store(&entry, std::memory_order_release);
  }

  std::mutex mutex_;
  std::atomic<const Table*> table_ = nullptr;  // the last one
  std::vector<std::unique_ptr<const Table>> tables_;
  std::vector<std::unique_ptr<const Entry>> entries_;
};

}  // namespace orp
