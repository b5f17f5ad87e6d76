// SPDX-License-Identifier: MIT
// What a value of a query is of which nothing but the server's type is known.
#pragma once
#include "backend/postgres/wire_value.hpp"
#include "orpiment/meta/column_type.hpp"

namespace orp::backend::postgres {

/// The type to read a value as; nullptr: it is NULL, or of a type of which we know no form.
const ColumnType* natural_type(const WireValue& value);

}  // namespace orp::backend::postgres
