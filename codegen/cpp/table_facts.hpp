// SPDX-License-Identifier: MIT
// The constants that describe tables: an entity's and secondary ones alike.
#pragma once

#include <string>
#include <vector>

#include "cpp/plan.hpp"
#include "print/printer.hpp"

namespace orp::codegen::cpp {

/// A constant array, one item a line; nothing when it is empty.
void print_array(Printer& printer, const Array& array, const char* storage = "constexpr");

/// Brings in the words that facts are stated in. By name, not by `using namespace`: a model may
/// have an entity or be in a namespace that is called like one of them.
void print_fact_words(Printer& printer);

/// The constants and arrays that a TableInfo refers to.
void print_table_facts(Printer& printer, const TablePlan& table);

/// The TableInfo itself, which has been declared; `scope` leads to where.
void print_table(Printer& printer, const TablePlan& table, const std::string& scope);

/// Declares the TableInfos of these names.
void print_declarations(Printer& printer, const std::vector<std::string>& tables);

}  // namespace orp::codegen::cpp
