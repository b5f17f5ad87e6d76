// SPDX-License-Identifier: MIT
#include <cstdint>
#include <unordered_map>

#include "engine/typed_rows.hpp"
#include "meta/field_value.hpp"
#include "meta/key_value.hpp"
#include "meta/stored_value.hpp"
#include "orpiment/base/detail/hash.hpp"
#include "orpiment/engine/detail/named_rows.hpp"

namespace orp::detail {

namespace {

std::uint64_t hash_of(const SqlType& type, const void* value) {
  if (type.tag != TypeTag::array) return hash_value(type, value);
  const ArrayInfo& array = *type.array;
  const std::size_t size = array.size(value);
  StoredValue element(*array.element);
  std::uint64_t hash = size;
  for (std::size_t i = 0; i < size; ++i) {
    array.get(value, i, element.field());
    const void* const item = element.value();
    hash = hash_combine(hash, item == nullptr ? 0 : hash_value(*array.element, item));
  }
  return hash;
}

/// Knows the rows that came so far, by hash.
class DistinctRows {
 public:
  DistinctRows(const RowBuffer& rows, std::size_t width, void (*look)(void* row, RowPart* parts))
      : rows_(rows), look_(look), parts_(width), others_(width) {}

  /// False: an equal one was there before.
  bool add(std::size_t number) {
    look_(rows_[number], parts_.data());
    const std::uint64_t hash = hash_of_parts();
    const auto [first, last] = known_.equal_range(hash);
    for (auto at = first; at != last; ++at)
      if (is_equal_to(at->second)) return false;
    known_.emplace(hash, number);
    return true;
  }

 private:
  const ColumnType& type(std::size_t i) const { return element_type(rows_, i); }

  std::uint64_t hash_of_parts() const {
    std::uint64_t hash = 0;
    for (std::size_t i = 0; i < parts_.size(); ++i) hash = hash_combine(hash, hash_of_part(i));
    return hash;
  }
  std::uint64_t hash_of_part(std::size_t i) const {
    const RowPart& part = parts_[i];
    if (part.is_object) return reinterpret_cast<std::uintptr_t>(part.place);
    const void* const value = value_in(type(i), part.place);
    return value == nullptr ? 0 : hash_of(type(i), value);
  }

  bool is_equal_to(std::size_t number) {
    look_(rows_[number], others_.data());
    for (std::size_t i = 0; i < parts_.size(); ++i)
      if (!is_equal(i)) return false;
    return true;
  }
  bool is_equal(std::size_t i) const {
    const RowPart& part = parts_[i];
    if (part.is_object) return part.place == others_[i].place;
    return type(i).ops->equal(part.place, others_[i].place);
  }

  const RowBuffer& rows_;
  void (*look_)(void* row, RowPart* parts);
  std::vector<RowPart> parts_;   // of the row that comes
  std::vector<RowPart> others_;  // of the one that it is compared with
  std::unordered_multimap<std::uint64_t, std::size_t> known_;
};

}  // namespace

std::vector<std::size_t> distinct_rows(const RowBuffer& rows, std::size_t width,
                                       void (*look)(void* row, RowPart* parts)) {
  DistinctRows distinct(rows, width, look);
  std::vector<std::size_t> numbers;
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (distinct.add(i)) numbers.push_back(i);
  return numbers;
}

}  // namespace orp::detail
