// SPDX-License-Identifier: MIT
// The type of a value that a database gives and no schema says more of.
#pragma once
#include "orpiment/meta/column_type.hpp"

namespace orp::backend {

/// Of values of the C++ type `T`, whose tag is `tag`; of decimals any.
template <class T, TypeTag tag>
inline constexpr ColumnType plain_type{
    {.tag = tag,
     .precision = tag == TypeTag::decimal ? std::uint8_t{38} : std::uint8_t{0},
     .stored_as = tag == TypeTag::decimal ? StoredAs::unknown : StoredAs::standard},
    FieldType::of<T>()};

}  // namespace orp::backend
