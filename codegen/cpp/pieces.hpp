// SPDX-License-Identifier: MIT
// What several kinds of generated files have in common.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "cpp/plan.hpp"
#include "print/printer.hpp"

namespace orp::codegen::cpp {

/// A whole header or source: first line, includes, and `body`, which opens its namespaces itself.
/// `own`: the header that a source implements; empty in a header, which gets its guard instead.
using Body = std::function<void(Printer&)>;
[[nodiscard]] std::string print_file(const std::string& origin, const std::string& own,
                                     const Includes& includes, const Body& body);

/// The sentence that refuses the headers of another version.
void print_version_check(Printer& printer);

/// Prints `contents` between the brackets of a namespace.
void print_namespace(Printer& printer, const std::string& name, const Printer::Block& contents);

/// A constant array, one item a line; nothing when it is empty.
void print_array(Printer& printer, const Array& array);

/// Brings in the words that facts are stated in. By name, not by `using namespace`: a model may
/// have an entity or be in a namespace that is called like one of them.
void print_fact_words(Printer& printer);

/// The constants and arrays that a TableInfo refers to.
void print_table_facts(Printer& printer, const TablePlan& table);

}  // namespace orp::codegen::cpp
