// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <type_traits>

#include "orpiment/sql/load_option.hpp"

namespace orp {

/// A column or relationship, by its number in EntityInfo.
struct AttributeNumber {
  /// In EntityInfo, among the columns or among the relationships.
  std::uint16_t index;
  /// `index` counts relationships, not columns.
  bool is_relationship;
};

namespace detail {
template <class X, class E>
inline constexpr bool is_attribute_of = false;
template <class X, class E>
requires std::is_same_v<typename X::entity_type, E>
inline constexpr bool is_attribute_of<X, E> = requires(const X& x) { x.index; };
}  // namespace detail

/// A column or relationship of class `E`, for lists of them: `{User::c.name, User::c.orders}`.
template <class E>
class Attribute : public AttributeNumber {
 public:
  /// From `User::c.name` or `User::c.orders`; does not compile for one of another class.
  template <class X>
  Attribute(const X& attribute) : AttributeNumber(number_of(attribute)) {}  // NOLINT: in lists

 private:
  template <class X>
  static AttributeNumber number_of(const X& attribute) {
    constexpr bool is_ours = detail::is_attribute_of<X, E>;
    static_assert(is_ours, "a column or relationship of the object's own class is needed here");
    if constexpr (is_ours) {
      return {attribute.index, detail::is_relationship<X>};
    } else {
      return {};  // said above
    }
  }
};

}  // namespace orp
