// SPDX-License-Identifier: MIT
#include "meta/key_value.hpp"

#include <bit>
#include <concepts>
#include <string_view>

#include "meta/stored_value.hpp"
#include "meta/visit.hpp"
#include "orpiment/base/detail/hash.hpp"
#include "orpiment/base/detail/text.hpp"

namespace orp {

namespace {

constexpr std::size_t longest_printed_text = 60;

template <class T>
std::uint64_t hash_of(const T& value) {
  if constexpr (std::integral<T>)
    return static_cast<std::uint64_t>(value);
  else if constexpr (std::floating_point<T>)
    return detail::hash_integer(std::bit_cast<std::uint64_t>(static_cast<double>(value) + 0.0));
  else if constexpr (std::same_as<T, std::string>)
    return detail::hash_bytes(value.data(), value.size());
  else
    return value.hash();
}

std::string print_text(const std::string& text) {
  const std::string_view shown = detail::utf8_prefix(text, longest_printed_text);
  std::string printed = "'";
  printed += shown;
  if (shown.size() < text.size()) printed += "...";
  return printed += '\'';
}

template <class T>
std::string print(const T& value) {
  if constexpr (std::same_as<T, bool>)
    return value ? "true" : "false";
  else if constexpr (std::integral<T> || std::floating_point<T>)
    return std::to_string(value);
  else if constexpr (std::same_as<T, std::string>)
    return print_text(value);
  else
    return print_text(value.to_string());
}

// The value as the database holds it, for the types that have no value of their own. Apart, so that
// other types do not pay for its room.
template <class Use>
[[gnu::noinline]] auto with_stored(const SqlType& type, const void* value, Use use) {
  StoredValue stored(*type.conversion->stored);
  type.conversion->to_stored(value, stored.field());
  return use(*type.conversion->stored, stored.value());
}

std::string print_array(const SqlType& type, const void* value) {
  const ArrayInfo& array = *type.array;
  std::string printed = "[";
  StoredValue element(*array.element);
  for (std::size_t i = 0; i < array.size(value) && printed.size() < longest_printed_text; ++i) {
    array.get(value, i, element.field());
    const void* const item = element.value();
    printed += i == 0 ? "" : ", ";
    printed += item == nullptr ? "NULL" : print_value(*array.element, item);
  }
  return printed += ']';
}

}  // namespace

bool equal_values(const FieldType& type, const void* left, const void* right) {
  return type.ops->equal(left, right);
}

std::uint64_t hash_value(const SqlType& type, const void* value) {
  return visit_value(
      type, value, [](const auto& typed) { return hash_of(typed); },
      [&]() -> std::uint64_t {
        if (type.tag == TypeTag::enumeration) return type.enumeration->index(value);
        if (type.tag == TypeTag::converted) return with_stored(type, value, hash_value);
        return 0;  // arrays are no keys
      });
}

std::string print_value(const SqlType& type, const void* value) {
  if (value == nullptr) return "NULL";
  return visit_value(
      type, value, [](const auto& typed) { return print(typed); },
      [&]() -> std::string {
        if (type.tag == TypeTag::enumeration)
          return print_text(type.enumeration->labels[type.enumeration->index(value)]);
        if (type.tag == TypeTag::converted) return with_stored(type, value, print_value);
        return print_array(type, value);
      });
}

}  // namespace orp
