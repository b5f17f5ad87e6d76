// SPDX-License-Identifier: MIT
#pragma once
#include "orpiment/backend/backend.hpp"

namespace orp::backend::sqlite {

const Backend& sqlite_backend();

}  // namespace orp::backend::sqlite
