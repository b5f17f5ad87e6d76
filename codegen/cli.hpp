// SPDX-License-Identifier: MIT
// The command line of `orpiment`.
#pragma once

#include <filesystem>
#include <variant>

namespace orp::codegen {

/// What the process ends with.
enum class ExitCode {
  success = 0,
  refused = 1,  ///< the schema has mistakes, or --check found files to change
  failed = 2,   ///< the command line is wrong, or a file cannot be read or written
};

/// `orpiment generate SCHEMA --out DIR [--depfile FILE] [--check]`
struct GenerateCommand {
  std::filesystem::path schema;
  std::filesystem::path out;
  std::filesystem::path depfile;  ///< empty: none
  bool check_only = false;
};

/// `orpiment check SCHEMA`
struct CheckCommand {
  std::filesystem::path schema;
};

/// The command, or what to end with when there is none to run: after --help, --version and
/// mistakes, whose text was printed.
using CommandLine = std::variant<GenerateCommand, CheckCommand, ExitCode>;

[[nodiscard]] CommandLine parse_command_line(int argc, const char* const* argv);

}  // namespace orp::codegen
