// SPDX-License-Identifier: MIT
#pragma once
#include "orpiment/backend/dialect.hpp"

namespace orp::backend {

const Dialect& sqlite_dialect();

}  // namespace orp::backend
