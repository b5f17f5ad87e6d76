// SPDX-License-Identifier: MIT
// How SQLite spells tables, columns and types in CREATE statements.
#pragma once
#include "orpiment/backend/ddl.hpp"

namespace orp::backend {

const Ddl& sqlite_ddl();

}  // namespace orp::backend
