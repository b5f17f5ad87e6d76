// SPDX-License-Identifier: MIT
#pragma once

#include "harness/database.hpp"

namespace bench::orpiment {

/// Throws std::runtime_error, with the text that is wanted, unless handwritten/ddl says of this
/// kind of database what create_all() sends to it.
void check_tables(const Database& database);

}  // namespace bench::orpiment
