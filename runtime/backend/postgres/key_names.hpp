// SPDX-License-Identifier: MIT
// The columns that the server names when a key is refused.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace orp::backend::postgres {

/// `Key (first, "Last name", lower(a, b))=(...) already exists.`: first, Last name, lower(a, b).
/// Empty when `detail` is of another form.
std::vector<std::string> names_of_key(std::string_view detail);

}  // namespace orp::backend::postgres
