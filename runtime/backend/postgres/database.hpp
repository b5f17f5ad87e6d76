// SPDX-License-Identifier: MIT
#pragma once
#include "orpiment/backend/database.hpp"

namespace orp::backend {

const Database& postgres_database();

}  // namespace orp::backend
