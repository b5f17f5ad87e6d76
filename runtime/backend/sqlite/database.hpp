// SPDX-License-Identifier: MIT
// The entry of SQLite in the table of databases; all that others see of this folder.
#pragma once
#include "orpiment/backend/database.hpp"

namespace orp::backend {

const Database& sqlite_database();

}  // namespace orp::backend
