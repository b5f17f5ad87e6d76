// SPDX-License-Identifier: MIT
#include "cpp/table_facts.hpp"

#include "cpp/format/layout.hpp"

namespace orp::codegen::cpp {
namespace {

void print_columns(Printer& printer, const std::vector<ColumnFact>& columns) {
  printer.print(R"(
      constexpr orp::ColumnInfo columns[] = {
          $columns$
      };
  )",
                {{"columns", [&] {
                    const Layout layout(printer.indentation());
                    for (const ColumnFact& column : columns) {
                      printer.print_text(
                          layout.call_item("column", {column.name, column.type}, column.facts));
                    }
                  }}});
}

}  // namespace

void print_array(Printer& printer, const Array& array, const char* storage) {
  printer.print(
      R"(
      $storage$ $type$ $name$[] = {
          $items$
      };
  )",
      {{"storage", storage},
       {"type", array.type},
       {"name", array.name},
       {"items", [&] {
          const Layout layout(printer.indentation());
          for (const Fields& item : array.items) {
            printer.print_text(layout.item(item));
          }
        }}});
}

void print_fact_words(Printer& printer) {
  printer.print(R"(
      using orp::ClientDefault, orp::facts::column, orp::facts::list, orp::facts::parts;
      namespace defaults = orp::facts::defaults;
      namespace types = orp::facts::types;
  )");
}

void print_table_facts(Printer& printer, const TablePlan& table) {
  const Layout layout(printer.indentation());
  for (const Array& variants : table.variants) print_array(printer, variants);
  for (const Constant& constant : table.constants) {
    printer.print_text(
        layout.variable("constexpr " + constant.type, constant.name, constant.value));
  }
  print_columns(printer, table.columns);
  for (const Array& array : table.arrays) print_array(printer, array);
}

void print_table(Printer& printer, const TablePlan& table, const std::string& scope) {
  const Layout layout(printer.indentation());
  printer.print_text(
      layout.aggregate("constinit const orp::TableInfo " + scope + table.name, table.info));
}

void print_declarations(Printer& printer, const std::vector<std::string>& tables) {
  for (const std::string& table : tables) {
    printer.print_text("extern const orp::TableInfo " + table + ';');
  }
}

}  // namespace orp::codegen::cpp
