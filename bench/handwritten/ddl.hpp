// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace bench {

/// The statements of a file in handwritten/ddl. Throws std::runtime_error when it cannot be read.
std::string read_ddl(const std::string& file_name);

}  // namespace bench
