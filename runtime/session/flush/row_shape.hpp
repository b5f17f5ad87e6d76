// SPDX-License-Identifier: MIT
// Which columns of an object's row are written: a set of the entity's column numbers.
#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "orpiment/meta/entity_info.hpp"
#include "session/flush/changes.hpp"

namespace orp {

/// Words of 32 bits, as in the objects' masks.
class RowShape {
 public:
  RowShape() = default;
  explicit RowShape(const EntityInfo& info) : words_(info.mask_words) {}
  static RowShape all_of(const EntityInfo& info);
  /// Empty again, for rows of `info`.
  void clear_for(const EntityInfo& info) { words_.assign(info.mask_words, 0); }

  void insert(std::size_t column) { words_[column / 32] |= 1U << (column % 32); }
  bool contains(std::size_t column) const {
    return (words_[column / 32] >> (column % 32) & 1U) != 0;
  }
  bool contains_any(View<std::uint16_t> columns) const {
    return std::any_of(columns.begin(), columns.end(),
                       [&](std::uint16_t column) { return contains(column); });
  }
  bool empty() const;
  std::size_t word_count() const { return words_.size(); }
  std::uint32_t& word(std::size_t i) { return words_[i]; }
  std::uint32_t word(std::size_t i) const { return words_[i]; }
  std::vector<std::uint16_t> columns() const;

  RowShape& operator&=(const RowShape& other);
  RowShape& operator|=(const RowShape& other);
  friend bool operator==(const RowShape&, const RowShape&) = default;

 private:
  std::vector<std::uint32_t> words_;
};

/// What the columns of a class demand of a row, found once a flush.
struct RowRules {
  explicit RowRules(const EntityInfo& entity);

  const EntityInfo* info;
  RowShape all;
  RowShape key;       ///< the primary key
  RowShape required;  ///< unset: an error
  RowShape left_out;  ///< unset: the database gives the value
  RowShape touched;   ///< set by every UPDATE that does not set it
  bool is_touched;    ///< `touched` is not empty
};

}  // namespace orp
