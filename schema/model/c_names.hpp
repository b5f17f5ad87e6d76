// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

namespace orp::language {

/// The C library declares it outside of all namespaces, so that no namespace there can be called
/// so: `tm`, `div`, `select`.
bool is_name_of_c(std::string_view name);

}  // namespace orp::language
