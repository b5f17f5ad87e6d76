// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <vector>

#include "cpp/emit.hpp"
#include "cpp/file_frame.hpp"
#include "cpp/format/layout.hpp"
#include "cpp/table_facts.hpp"

namespace orp::codegen::cpp {
namespace {

Includes umbrella_includes(const CodePlan& plan) {
  Includes includes;
  includes.add("<orpiment/meta/metadata.hpp>");
  if (!plan.enums.empty()) includes.add('"' + plan.folder + "/enums.hpp\"");
  for (const EntityPlan& entity : plan.entities) {
    includes.add('"' + plan.folder + '/' + entity.file_stem + ".hpp\"");
  }
  return includes;
}

void print_secondary_table(Printer& printer, const SecondaryTablePlan& table) {
  printer.print(R"(

      namespace $facts$ {

      $words$

      $table$

      }  // namespace $facts$

      $info$
  )",
                {{"facts", table.facts},
                 {"words", [&] { print_fact_words(printer); }},
                 {"table", [&] { print_table_facts(printer, table.table); }},
                 {"info", [&] { print_table(printer, table.table, ""); }}});
}

std::vector<std::string> table_names(const CodePlan& plan) {
  std::vector<std::string> names;
  for (const EntityPlan& entity : plan.entities) names.push_back(entity.table.name);
  for (const SecondaryTablePlan& table : plan.secondary_tables) names.push_back(table.table.name);
  return names;
}

void print_tables(Printer& printer, const CodePlan& plan) {
  if (plan.entities.empty()) return;
  print_namespace(printer, plan.name_space + "::detail::tables", [&] {
    print_declarations(printer, table_names(plan));
    for (const SecondaryTablePlan& table : plan.secondary_tables) {
      print_secondary_table(printer, table);
    }
  });
  printer.print_text("\n");
}

// An array of addresses of constants.
std::string address_list(const Layout& layout, const std::string& type, const std::string& name,
                         const std::vector<std::string>& objects) {
  std::vector<std::string> addresses;
  for (const std::string& object : objects) addresses.push_back('&' + object);
  return layout.list("static constexpr const " + type + "* " + name + "[] = ", addresses);
}

bool has_stored_enum(const CodePlan& plan) {
  return std::any_of(plan.enums.begin(), plan.enums.end(),
                     [](const EnumPlan& enumeration) { return enumeration.is_stored; });
}

void print_lists(Printer& printer, const CodePlan& plan) {
  std::vector<std::string> entities;
  std::vector<std::string> tables;
  std::vector<std::string> enums;
  for (const EntityPlan& entity : plan.entities) {
    entities.push_back(entity.visible_name + "::info");
  }
  for (const std::string& name : table_names(plan)) tables.push_back("detail::tables::" + name);
  for (const EnumPlan& enumeration : plan.enums) {
    if (enumeration.is_stored) enums.push_back("detail::enums::" + enumeration.info);
  }

  const Layout layout(printer.indentation());
  const auto print_list = [&](const char* type, const char* name,
                              const std::vector<std::string>& objects) {
    if (objects.empty()) return;  // there are no arrays of nothing
    printer.print_text(address_list(layout, type, name, objects));
  };
  print_list("orp::EntityInfo", "entities", entities);
  print_list("orp::TableInfo", "tables", tables);
  print_list("orp::EnumInfo", "enumerations", enums);
  if (!plan.sequences.items.empty()) print_array(printer, plan.sequences, "static constexpr");
}

void print_metadata(Printer& printer, const CodePlan& plan) {
  printer.print(R"(
      const orp::Metadata& metadata() {
        $lists$
        static constexpr orp::Metadata all{
            .name = "$name$",
            $entities$
            $tables$
            $enumerations$
            $sequences$
        };
        return all;
      }
  )",
                {{"lists", [&] { print_lists(printer, plan); }},
                 {"name", plan.name_space},
                 {"entities", plan.entities.empty() ? "" : ".entities = entities,"},
                 {"tables", plan.entities.empty() ? "" : ".tables = tables,"},
                 {"enumerations", has_stored_enum(plan) ? ".enumerations = enumerations," : ""},
                 {"sequences", plan.sequences.items.empty() ? "" : ".sequences = sequences,"}});
}

}  // namespace

std::string model_header(const CodePlan& plan) {
  return print_file(plan, plan.origin, "", umbrella_includes(plan), [&](Printer& printer) {
    print_namespace(printer, plan.name_space, [&] {
      printer.print(R"(
          /// Every entity, table and enumeration of the schema; a constant.
          const orp::Metadata& metadata();
      )");
    });
  });
}

std::string model_source(const CodePlan& plan) {
  Includes includes;
  if (!plan.secondary_tables.empty()) includes.add("<orpiment/meta/facts.hpp>");
  return print_file(plan, plan.origin, plan.folder + "/model.hpp", includes, [&](Printer& printer) {
    print_tables(printer, plan);
    print_namespace(printer, plan.name_space, [&] { print_metadata(printer, plan); });
  });
}

}  // namespace orp::codegen::cpp
