// SPDX-License-Identifier: MIT
// Which columns of an object's row are written: a set of the entity's column numbers.
#pragma once
#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>

#include "meta/inline_vector.hpp"
#include "orpiment/meta/entity_info.hpp"

namespace orp {

/// Words of 32 bits, as in the objects' masks.
class RowShape {
 public:
  RowShape() = default;
  explicit RowShape(const EntityInfo& info) { clear_for(info); }
  static RowShape all_of(const EntityInfo& info);
  /// Empty again, for rows of `info`.
  void clear_for(const EntityInfo& info) { words_.assign(info.mask_words, 0); }
  /// `columns`, as many words as a mask of `info` has, and no others.
  void take(const EntityInfo& info, const std::uint32_t* columns) {
    words_.clear();
    words_.append({columns, info.mask_words});
  }

  void insert(std::size_t column) { words_[column / 32] |= 1U << (column % 32); }
  bool contains(std::size_t column) const {
    return (words_[column / 32] >> (column % 32) & 1U) != 0;
  }
  bool contains_any(View<std::uint16_t> columns) const {
    return std::any_of(columns.begin(), columns.end(),
                       [&](std::uint16_t column) { return contains(column); });
  }
  bool empty() const {
    return std::all_of(words_.begin(), words_.end(), [](std::uint32_t word) { return word == 0; });
  }
  /// Whether one of `columns`, as many words, is among them.
  bool meets(const std::uint32_t* columns) const {
    for (std::size_t i = 0; i < words_.size(); ++i)
      if ((words_[i] & columns[i]) != 0) return true;
    return false;
  }
  /// Whether they are `columns`, as many words.
  bool is(const std::uint32_t* columns) const {
    for (std::size_t i = 0; i < words_.size(); ++i)
      if (words_[i] != columns[i]) return false;
    return true;
  }
  std::size_t word_count() const { return words_.size(); }
  std::uint32_t& word(std::size_t i) { return words_[i]; }
  std::uint32_t word(std::size_t i) const { return words_[i]; }
  /// Calls visit(column) for each.
  template <class Visit>
  void for_each(Visit visit) const {
    for (std::size_t i = 0; i < words_.size(); ++i)
      for (std::uint32_t rest = words_[i]; rest != 0; rest &= rest - 1)
        visit(static_cast<std::uint16_t>(32 * i + static_cast<unsigned>(std::countr_zero(rest))));
  }

  RowShape& operator&=(const RowShape& other);
  RowShape& operator|=(const RowShape& other);
  friend bool operator==(const RowShape&, const RowShape&) = default;

 private:
  InlineVector<std::uint32_t, 4> words_;
};

}  // namespace orp
