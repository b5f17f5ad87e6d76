// SPDX-License-Identifier: MIT
// How PostgreSQL spells tables, columns and types in CREATE statements.
#pragma once
#include "orpiment/backend/ddl.hpp"

namespace orp::backend {

const Ddl& postgres_ddl();

}  // namespace orp::backend
