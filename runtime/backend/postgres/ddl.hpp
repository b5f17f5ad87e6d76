// SPDX-License-Identifier: MIT
#pragma once
#include "orpiment/backend/ddl.hpp"

namespace orp::backend {

const Ddl& postgres_ddl();

}  // namespace orp::backend
