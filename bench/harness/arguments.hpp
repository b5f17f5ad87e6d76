// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "harness/database.hpp"

namespace bench {

/// What both programs are told.
struct Arguments {
  std::vector<std::unique_ptr<Database>> databases;  ///< SQLite first
  std::size_t shrink = 1;
};

/// Of one that is the program's own: takes it, or returns false.
using TakeArgument = std::function<bool(std::string_view name, const std::string& value)>;

/// Reads `--sqlite=FILE`, `--postgres=URL` and `--shrink=N`, and opens the databases; `take` reads
/// others. Throws for those that it does not take.
Arguments parse_arguments(int argc, char** argv, const TakeArgument& take);

}  // namespace bench
