// SPDX-License-Identifier: MIT
#pragma once
#include "orpiment/backend/backend.hpp"

namespace orp::backend::postgres {

const Backend& postgres_backend();

}  // namespace orp::backend::postgres
