// SPDX-License-Identifier: MIT
// The generator's table of contents: read (load, resolve, check), plan, emit, write.
#include <cstdio>
#include <exception>
#include <filesystem>
#include <optional>
#include <variant>
#include <vector>

#include "cli.hpp"
#include "cpp/emit.hpp"
#include "cpp/plan.hpp"
#include "language.hpp"
#include "print/depfile.hpp"
#include "print/file_set.hpp"
#include "schema/diagnostic.hpp"
#include "schema/front/front.hpp"

namespace orp::codegen {
namespace {

/// Nothing when the schema has mistakes, which were printed.
std::optional<Model> read_schema(const std::filesystem::path& schema) {
  Diagnostics diagnostics;
  std::optional<Model> model = read_schema(schema, diagnostics);
  std::fputs(diagnostics.to_string().c_str(), stderr);
  return model;
}

void print_changes(const std::vector<FileChange>& changes) {
  static constexpr const char* verbs[] = {"create", "update", "remove"};
  for (const FileChange& change : changes) {
    std::printf("%s %s\n", verbs[static_cast<int>(change.kind)], change.path.c_str());
  }
}

ExitCode run(const GenerateCommand& command) {
  const std::optional<Model> model = read_schema(command.schema);
  if (!model) return ExitCode::refused;
  FileSet files(command.schema);
  cpp::emit(cpp::make_plan(*model), files);
  if (command.check_only) {
    const std::vector<FileChange> changes = files.changes(command.out);
    print_changes(changes);
    return changes.empty() ? ExitCode::success : ExitCode::refused;
  }
  files.write(command.out);
  if (!command.depfile.empty()) {
    write_depfile(command.depfile, command.out / files.manifest_path(), model->files);
  }
  return ExitCode::success;
}

ExitCode run(const CheckCommand& command) {
  const std::optional<Model> model = read_schema(command.schema);
  if (!model) return ExitCode::refused;
  std::printf("%s: no mistakes (entities: %zu, enumerations: %zu)\n",
              command.schema.string().c_str(), model->entities.size(), model->enums.size());
  return ExitCode::success;
}

ExitCode run(ExitCode decided) { return decided; }

}  // namespace
}  // namespace orp::codegen

int main(int argc, char** argv) {
  using namespace orp::codegen;
  try {
    const CommandLine command = parse_command_line(argc, argv);
    return static_cast<int>(std::visit([](const auto& c) { return run(c); }, command));
  } catch (const std::exception& error) {
    std::fprintf(stderr, "orpiment: %s\n", error.what());
    return static_cast<int>(ExitCode::failed);
  }
}
