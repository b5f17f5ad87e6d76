// SPDX-License-Identifier: MIT
// The entry of PostgreSQL in the table of databases; all that others see of this folder.
#pragma once
#include "orpiment/backend/database.hpp"

namespace orp::backend {

const Database& postgres_database();

}  // namespace orp::backend
