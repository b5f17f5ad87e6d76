// SPDX-License-Identifier: MIT
// What frames the contents of a generated file.
#pragma once

#include <functional>
#include <string>

#include "cpp/plan.hpp"
#include "print/printer.hpp"

namespace orp::codegen::cpp {

/// A whole header or source: first lines, includes, and `body`, which opens its namespaces itself.
/// `origin`: the schema file in which it stands what the file holds. `own`: the header that a
/// source implements; empty in a header, which gets its guard instead.
using Body = std::function<void(Printer&)>;
[[nodiscard]] std::string print_file(const CodePlan& plan, const std::string& origin,
                                     const std::string& own, const Includes& includes,
                                     const Body& body);

/// The sentence that refuses the headers of another version.
void print_version_check(Printer& printer);

/// Prints `contents` between the brackets of a namespace.
void print_namespace(Printer& printer, const std::string& name, const Printer::Block& contents);

}  // namespace orp::codegen::cpp
