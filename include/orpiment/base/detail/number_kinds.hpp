// SPDX-License-Identifier: MIT
// Which of the types that C++ calculates with are numbers: no bool, no character.
#pragma once
#include <cstdint>
#include <type_traits>

namespace orp::detail {

template <class X>
inline constexpr bool is_character =
    std::is_same_v<X, char> || std::is_same_v<X, wchar_t> || std::is_same_v<X, char8_t> ||
    std::is_same_v<X, char16_t> || std::is_same_v<X, char32_t>;
template <class X>
inline constexpr bool is_boolean = std::is_same_v<X, bool>;
template <class X>
inline constexpr bool is_integer = std::is_integral_v<X> && !is_boolean<X> && !is_character<X> &&
                                   sizeof(X) <= sizeof(std::int64_t);
template <class X>
inline constexpr bool is_floating = std::is_floating_point_v<X>;

}  // namespace orp::detail
