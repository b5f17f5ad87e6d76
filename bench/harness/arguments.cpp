// SPDX-License-Identifier: MIT
#include "harness/arguments.hpp"

#include <stdexcept>

namespace bench {

Arguments parse_arguments(int argc, char** argv, const TakeArgument& take) {
  Arguments arguments;
  std::string sqlite_file;
  std::string postgres_url;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    const std::size_t equals = argument.find('=');
    const std::string_view name = argument.substr(0, equals);
    const std::string value(equals == argument.npos ? "" : argument.substr(equals + 1));
    if (name == "--sqlite") {
      sqlite_file = value;
    } else if (name == "--postgres") {
      postgres_url = value;
    } else if (name == "--shrink") {
      arguments.shrink = std::stoul(value);
    } else if (!take(name, value)) {
      throw std::runtime_error("unknown option " + std::string(argument));
    }
  }
  if (!sqlite_file.empty()) arguments.databases.push_back(make_sqlite_database(sqlite_file));
  if (!postgres_url.empty()) arguments.databases.push_back(make_postgres_database(postgres_url));
  return arguments;
}

}  // namespace bench
