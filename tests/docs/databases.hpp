// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <vector>

/// The URL of each database that there is.
std::vector<std::string> guide_databases();
