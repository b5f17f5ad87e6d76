// SPDX-License-Identifier: MIT
// The two bits of every column of an object.
//   loaded    the row holds a value: read from the database or assigned
//   changed   new object: assigned; persistent object: differs from the database, or may differ
#pragma once
#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "entity/slab.hpp"

namespace orp {

class Masks {
 public:
  Masks(Entity& entity, const EntityInfo& info)
      : words_(info.mask_words),
        loaded_(EntityAccess::masks(entity)),
        columns_(info.columns.size()) {
    EntityAccess::catch_up(entity);
  }
  explicit Masks(Entity& entity) : Masks(entity, info_of(entity)) {}

  bool is_loaded(std::size_t column) const { return (loaded_[column / 32] & bit(column)) != 0; }
  bool is_changed(std::size_t column) const { return (changed()[column / 32] & bit(column)) != 0; }
  void set_loaded(std::size_t column) { loaded_[column / 32] |= bit(column); }
  void set_changed(std::size_t column) { changed()[column / 32] |= bit(column); }
  void clear_loaded(std::size_t column) { loaded_[column / 32] &= ~bit(column); }
  void clear_changed(std::size_t column) { changed()[column / 32] &= ~bit(column); }

  bool any_changed() const {
    for (std::size_t i = 0; i < words_; ++i)
      if (changed()[i] != 0) return true;
    return false;
  }
  bool any_changed(View<std::uint16_t> columns) const {
    return std::any_of(columns.begin(), columns.end(),
                       [&](std::uint16_t column) { return is_changed(column); });
  }
  bool all_loaded() const {
    for (std::size_t i = 0; i < columns_; i += 32) {
      const std::uint32_t all = columns_ - i >= 32 ? ~0U : (1U << (columns_ - i)) - 1;
      if (loaded_[i / 32] != all) return false;
    }
    return true;
  }
  std::size_t loaded_count() const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < words_; ++i)
      count += static_cast<std::size_t>(std::popcount(loaded_[i]));
    return count;
  }
  void clear_all_changed() {
    for (std::size_t i = 0; i < words_; ++i) changed()[i] = 0;
  }

  std::uint32_t* loaded_words() { return loaded_; }
  std::uint32_t* changed_words() { return changed(); }
  const std::uint32_t* changed_words() const { return changed(); }
  std::size_t word_count() const { return words_; }

 private:
  static constexpr std::uint32_t bit(std::size_t column) { return 1U << (column % 32); }
  std::uint32_t* changed() const { return loaded_ + words_; }

  std::size_t words_;
  std::uint32_t* loaded_;
  std::size_t columns_;
};

}  // namespace orp
