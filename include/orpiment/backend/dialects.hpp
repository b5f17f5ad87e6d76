// SPDX-License-Identifier: MIT
#pragma once
#include <string_view>

#include "orpiment/backend/dialect.hpp"

namespace orp::backend {

/// The dialect called `name` (DialectFacts::name), or nullptr.
const Dialect* find_dialect(std::string_view name);
/// How statements are spelled for people.
const Dialect& default_dialect();

}  // namespace orp::backend
