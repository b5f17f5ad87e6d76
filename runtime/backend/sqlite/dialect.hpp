// SPDX-License-Identifier: MIT
// How SQLite spells queries, and what it lacks or does its own way.
#pragma once
#include "orpiment/backend/dialect.hpp"

namespace orp::backend {

const Dialect& sqlite_dialect();

}  // namespace orp::backend
