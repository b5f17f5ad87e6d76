// SPDX-License-Identifier: MIT
// The type of a value that a database gives and no schema says more of.
#pragma once
#include "orpiment/meta/column_type.hpp"

namespace orp::backend {

/// Of values of the C++ type `T`, whose tag is `Tag`; of decimals any.
template <class T, TypeTag Tag>
inline constexpr ColumnType plain_type{
    {.tag = Tag,
     .precision = Tag == TypeTag::decimal ? std::uint8_t{38} : std::uint8_t{0},
     .stored_as = Tag == TypeTag::decimal ? StoredAs::unknown : StoredAs::standard},
    FieldType::of<T>()};

}  // namespace orp::backend
