// SPDX-License-Identifier: MIT
// Values of one C++ type of the program's own that columns keep in different types: no database
// knows that they mean the same.
#pragma once
#include "sql/node.hpp"

namespace orp::sql {

/// Throws UsageError (ORP-1227) where `a` and `b`, which are compared, or of which one is given in
/// place of the other, are such values.
void check_same_storage(const SqlType& a, const SqlType& b);
/// @overload
void check_same_storage(const NodeRef& a, const NodeRef& b);

}  // namespace orp::sql
