// SPDX-License-Identifier: MIT
// How PostgreSQL spells queries, and what it lacks or does its own way.
#pragma once
#include <cstdint>
#include <string>

#include "orpiment/backend/dialect.hpp"

namespace orp::backend {

const Dialect& postgres_dialect();

namespace postgres {
/// The name of decimals of so many digits.
/// Of any digits where `precision` is 0.
std::string numeric(std::uint8_t precision, std::uint8_t scale);
}  // namespace postgres

}  // namespace orp::backend
