// SPDX-License-Identifier: MIT
#pragma once
#include "orpiment/backend/database.hpp"

namespace orp::backend {

const Database& sqlite_database();

}  // namespace orp::backend
