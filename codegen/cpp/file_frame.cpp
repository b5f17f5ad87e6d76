// SPDX-License-Identifier: MIT
#include "cpp/file_frame.hpp"

#include <utility>

#include "orpiment/version.hpp"
#include "print/file_set.hpp"

namespace orp::codegen::cpp {
namespace {

// What made the file, and how it is made anew.
void print_first_lines(Printer& printer, const CodePlan& plan, const std::string& origin) {
  const std::string version = std::to_string(version_major) + '.' + std::to_string(version_minor);
  printer.print_text(std::string(FileSet::generated_marker) + ' ' + version + " from " + origin +
                     ". Do not edit.");
  printer.print_text("// To change it, change the schema and build; by hand: orpiment generate " +
                     plan.origin + " --out ...");
}

void print_includes(Printer& printer, const std::vector<std::string>& headers) {
  for (const std::string& header : headers) printer.print_text("#include " + header);
}

}  // namespace

std::string print_file(const CodePlan& plan, const std::string& origin, const std::string& own,
                       const Includes& includes, const Body& body) {
  Printer printer;
  print_first_lines(printer, plan, origin);
  printer.print_text(own.empty() ? "#pragma once" : "#include \"" + own + '"');
  if (!own.empty() || includes.empty()) printer.print_text("\n");
  printer.print(R"(
      $standard$

      $library$

      $model$

      $body$
  )",
                {{"standard", [&] { print_includes(printer, includes.standard()); }},
                 {"library", [&] { print_includes(printer, includes.library()); }},
                 {"model", [&] { print_includes(printer, includes.model()); }},
                 {"body", [&] { body(printer); }}});
  return std::move(printer).take();
}

void print_version_check(Printer& printer) {
  printer.print(
      R"(
      ORPIMENT_GENERATED_FOR($major$, $minor$);

  )",
      {{"major", std::to_string(version_major)}, {"minor", std::to_string(version_minor)}});
}

void print_namespace(Printer& printer, const std::string& name, const Printer::Block& contents) {
  printer.print(R"(
      namespace $name$ {

      $contents$

      }  // namespace $name$
  )",
                {{"name", name}, {"contents", contents}});
}

}  // namespace orp::codegen::cpp
