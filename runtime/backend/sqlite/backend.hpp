// SPDX-License-Identifier: MIT
// The way into this folder for `database`: who opens links.
#pragma once
#include "orpiment/backend/backend.hpp"

namespace orp::backend::sqlite {

const Backend& sqlite_backend();

}  // namespace orp::backend::sqlite
