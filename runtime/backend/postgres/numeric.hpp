// SPDX-License-Identifier: MIT
// Decimals in the server's binary form: digits of base 10000 around the decimal point.
#pragma once
#include <cstddef>
#include <optional>

#include "backend/postgres/wire.hpp"
#include "orpiment/base/decimal.hpp"

namespace orp::backend::postgres {

void put_numeric(ByteWriter& out, const Decimal& value);

/// Empty when the bytes are no number (NaN, infinity) or take more than 38 digits.
std::optional<Decimal> load_numeric(const char* data, std::size_t size);

}  // namespace orp::backend::postgres
