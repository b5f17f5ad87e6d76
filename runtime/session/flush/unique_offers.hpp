// SPDX-License-Identifier: MIT
// An index of the unique values that rows give up, to be searched by whoever takes one.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "orpiment/meta/column_type.hpp"

namespace orp {

/// A field and its type, which is that of the column or of the key it is copied from.
struct UniqueField {
  const ColumnType* type = nullptr;
  const void* field = nullptr;
};
using UniqueValue = std::vector<UniqueField>;

/// Who gives up which value, by number; many of them.
class UniqueOffers {
 public:
  bool empty() const { return offers_.empty(); }
  void add(std::uint32_t giver, UniqueValue value);
  void sort();  ///< before the first search
  /// Calls visit(giver) for those who give up `value`, by number.
  template <class Visit>
  void find(const UniqueValue& value, Visit visit) const {
    const std::uint64_t hash = hash_of(value);
    for (std::size_t i = first_of(hash); i < offers_.size() && offers_[i].hash == hash; ++i)
      if (are_equal(offers_[i].value, value)) visit(offers_[i].giver);
  }

 private:
  struct Offer {
    std::uint64_t hash;
    std::uint32_t giver;
    UniqueValue value;
  };

  static std::uint64_t hash_of(const UniqueValue& value);
  static bool are_equal(const UniqueValue& left, const UniqueValue& right);
  std::size_t first_of(std::uint64_t hash) const;

  std::vector<Offer> offers_;  // by hash
};

}  // namespace orp
