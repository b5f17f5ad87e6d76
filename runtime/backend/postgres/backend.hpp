// SPDX-License-Identifier: MIT
// The way into this folder for `database`: who opens links.
#pragma once
#include "orpiment/backend/backend.hpp"

namespace orp::backend::postgres {

const Backend& postgres_backend();

}  // namespace orp::backend::postgres
