// SPDX-License-Identifier: MIT
#include "cpp/file_frame.hpp"

#include <utility>

#include "orpiment/version.hpp"
#include "print/file_set.hpp"

namespace orp::codegen::cpp {
namespace {

std::string first_line(const std::string& origin) {
  return std::string(FileSet::generated_marker) + ' ' + std::to_string(version_major) + '.' +
         std::to_string(version_minor) + " from " + origin + ". Do not edit.";
}

void print_includes(Printer& printer, const std::vector<std::string>& headers) {
  for (const std::string& header : headers) printer.print_text("#include " + header);
}

}  // namespace

std::string print_file(const std::string& origin, const std::string& own, const Includes& includes,
                       const Body& body) {
  Printer printer;
  printer.print_text(first_line(origin));
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
