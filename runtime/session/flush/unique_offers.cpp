// SPDX-License-Identifier: MIT
#include "session/flush/unique_offers.hpp"

#include <algorithm>
#include <utility>

#include "meta/key_value.hpp"
#include "orpiment/base/detail/hash.hpp"
#include "session/objects/key_field.hpp"

namespace orp {

void UniqueOffers::add(std::uint32_t giver, UniqueValue value) {
  const std::uint64_t hash = hash_of(value);
  offers_.push_back({hash, giver, std::move(value)});
}

void UniqueOffers::sort() {
  std::sort(offers_.begin(), offers_.end(), [](const Offer& a, const Offer& b) {
    return std::pair(a.hash, a.giver) < std::pair(b.hash, b.giver);
  });
}

std::size_t UniqueOffers::first_of(std::uint64_t hash) const {
  const auto first = std::lower_bound(offers_.begin(), offers_.end(), hash,
                                      [](const Offer& a, std::uint64_t b) { return a.hash < b; });
  return static_cast<std::size_t>(first - offers_.begin());
}

std::uint64_t UniqueOffers::hash_of(const UniqueValue& value) {
  std::uint64_t hash = 0;
  for (const UniqueField& one : value)
    hash = detail::hash_combine(hash, hash_value(*one.type, one.type->ops->value(one.field)));
  return hash;
}

bool UniqueOffers::are_equal(const UniqueValue& left, const UniqueValue& right) {
  return std::equal(left.begin(), left.end(), right.begin(),
                    [](const UniqueField& a, const UniqueField& b) {
                      return equal_key_fields(*a.type, a.field, *b.type, b.field);
                    });
}

}  // namespace orp
