// SPDX-License-Identifier: MIT
#include "cli.hpp"

#include <CLI/CLI.hpp>

#include "orpiment/version.hpp"

namespace orp::codegen {

CommandLine parse_command_line(int argc, const char* const* argv) {
  CLI::App app("Orpiment: C++ classes from a schema");
  app.name("orpiment");
  app.set_version_flag("--version", std::string("orpiment ") + orp::version);
  app.require_subcommand(1);

  GenerateCommand generate;
  CLI::App* generate_app = app.add_subcommand("generate", "Write the C++ files of a schema");
  generate_app->add_option("SCHEMA", generate.schema, "The schema, a JSON file")
      ->required()
      ->check(CLI::ExistingFile);
  generate_app->add_option("--out", generate.out, "The folder to write to")
      ->required()
      ->type_name("DIR");
  generate_app
      ->add_option("--depfile", generate.depfile,
                   "Also write the schema files that were read, as make reads it")
      ->type_name("FILE");
  generate_app->add_flag("--check", generate.check_only,
                         "Write nothing; list what would change, and fail if anything would");

  CheckCommand check;
  CLI::App* check_app = app.add_subcommand("check", "Report the mistakes of a schema");
  check_app->add_option("SCHEMA", check.schema, "The schema, a JSON file")
      ->required()
      ->check(CLI::ExistingFile);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? ExitCode::success : ExitCode::failed;
  }
  if (check_app->parsed()) return check;
  return generate;
}

}  // namespace orp::codegen
