// SPDX-License-Identifier: MIT
#pragma once
#include <string_view>

#include "orpiment/backend/backend.hpp"

namespace orp::backend {

/// The backend for a URL's scheme. Throws UsageError, which lists the schemes of this build, for
/// one that it does not know or was built without.
const Backend& find_backend(std::string_view scheme);

}  // namespace orp::backend
