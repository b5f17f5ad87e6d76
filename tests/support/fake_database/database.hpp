// SPDX-License-Identifier: MIT
#pragma once
#include <string>

#include "orpiment/backend/database.hpp"
#include "orpiment/engine/engine.hpp"

namespace orp::testing {

/// A constant; its scheme is `fake`.
const backend::Database& fake_database();

/// An engine for a fake database in memory.
Engine create_fake_engine();

/// What in `sql` the fake database does not know; empty: nothing.
std::string beyond_fake(std::string_view sql);

}  // namespace orp::testing
