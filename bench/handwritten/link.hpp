// SPDX-License-Identifier: MIT
// Moves loaded children into the parents they refer to, and points parents to what they share.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <utility>
#include <vector>

#include "handwritten/records.hpp"

namespace bench {

/// Positions by key: open addressing at half load. Keys of a sequence fill neighbouring slots, so
/// the low bits of a key serve as its hash.
class KeyIndex {
 public:
  explicit KeyIndex(std::size_t size) : slots_(std::bit_ceil(2 * size + 1)) {}

  void add(std::int64_t key, std::uint32_t position) {
    std::size_t at = home(key);
    while (slots_[at].position != none) at = (at + 1) & mask();
    slots_[at] = {key, position};
  }

  /// Throws std::runtime_error for a key that was never added.
  std::uint32_t find(std::int64_t key) const {
    for (std::size_t at = home(key);; at = (at + 1) & mask()) {
      if (slots_[at].position == none) throw std::runtime_error("a child without its parent");
      if (slots_[at].key == key) return slots_[at].position;
    }
  }

 private:
  static constexpr std::uint32_t none = UINT32_MAX;
  struct Slot {
    std::int64_t key = 0;
    std::uint32_t position = none;
  };

  std::size_t mask() const { return slots_.size() - 1; }
  std::size_t home(std::int64_t key) const { return static_cast<std::size_t>(key) & mask(); }

  std::vector<Slot> slots_;
};

/// Gives each parent its children, in the order of `children`. Counting them first allocates each
/// parent's vector once, which beats letting 100,000 small vectors grow.
template <class Parent, class Child>
void link(std::vector<Parent>& parents, std::vector<Child> Parent::*member,
          std::vector<Child> children, auto foreign_key) {
  KeyIndex index(parents.size());
  for (std::uint32_t i = 0; i < parents.size(); ++i) index.add(parents[i].id, i);

  std::vector<std::uint32_t> owners(children.size());
  std::vector<std::uint32_t> counts(parents.size());
  for (std::size_t i = 0; i < children.size(); ++i) {
    owners[i] = index.find(children[i].*foreign_key);
    ++counts[owners[i]];
  }
  for (std::size_t i = 0; i < parents.size(); ++i) (parents[i].*member).reserve(counts[i]);
  for (std::size_t i = 0; i < children.size(); ++i) {
    (parents[owners[i]].*member).push_back(std::move(children[i]));
  }
}

/// Gives each product its tags, in the order of `links`.
inline void link(TaggedProducts& loaded, const std::vector<TagOfProduct>& links) {
  KeyIndex products(loaded.products.size());
  for (std::uint32_t i = 0; i < loaded.products.size(); ++i) products.add(loaded.products[i].id, i);
  KeyIndex tags(loaded.tags.size());
  for (std::uint32_t i = 0; i < loaded.tags.size(); ++i) tags.add(loaded.tags[i].id, i);

  std::vector<std::uint32_t> owners(links.size());
  std::vector<std::uint32_t> counts(loaded.products.size());
  for (std::size_t i = 0; i < links.size(); ++i) {
    owners[i] = products.find(links[i].product_id);
    ++counts[owners[i]];
  }
  for (std::size_t i = 0; i < counts.size(); ++i) loaded.products[i].tags.reserve(counts[i]);
  for (std::size_t i = 0; i < links.size(); ++i) {
    loaded.products[owners[i]].tags.push_back(&loaded.tags[tags.find(links[i].tag_id)]);
  }
}

}  // namespace bench
