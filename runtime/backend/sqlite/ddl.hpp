// SPDX-License-Identifier: MIT
#pragma once
#include "orpiment/backend/ddl.hpp"

namespace orp::backend {

const Ddl& sqlite_ddl();

}  // namespace orp::backend
