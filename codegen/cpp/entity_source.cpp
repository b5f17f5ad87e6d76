// SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include "cpp/emit.hpp"
#include "cpp/file_frame.hpp"
#include "cpp/format/layout.hpp"
#include "cpp/table_facts.hpp"

namespace orp::codegen::cpp {
namespace {

void print_facts(Printer& printer, const EntityPlan& entity) {
  printer.print(R"(
      $words$
      using Row = $visible$::Row;
      static_assert(std::is_standard_layout_v<Row>, "fields of Row are found by their offsets");

      $table$
      constexpr std::uint32_t row = orp::detail::row_offset<Row, $columns$, $relation_count$>();
      $mapped$
      $relations$
  )",
                {{"words", [&] { print_fact_words(printer); }},
                 {"visible", entity.visible_name},
                 {"table", [&] { print_table_facts(printer, entity.table); }},
                 {"columns", entity.accessors.size()},
                 {"relation_count", entity.relation_count},
                 {"mapped", [&] { print_array(printer, entity.mapped); }},
                 {"relations", [&] {
                    for (const Array& array : entity.relations) print_array(printer, array);
                  }}});
}

void print_info(Printer& printer, const EntityPlan& entity) {
  const std::string facts = "detail::" + entity.facts + "::";
  const std::string relations =
      entity.relations.empty() ? "" : ".relations = " + facts + "relations,";
  printer.print(R"(
      $table$

      constinit const orp::EntityInfo $class$::info{
          .name = "$class$",
          .tables = orp::facts::tables<detail::tables::$table_name$>,
          .columns = $facts$mapped,
          .key = orp::facts::$key$,
          $relations$
          .mask_words = orp::detail::words_of($columns$),
          .size = sizeof($class$),
          .alignment = alignof($class$),
          .row_offset = $facts$row,
          .construct = &orp::EntityAccess::construct<$class$>,
          .destroy = &orp::EntityAccess::destroy<$class$>,
      };
  )",
                {{"table", [&] { print_table(printer, entity.table, "detail::tables::"); }},
                 {"class", entity.class_name},
                 {"table_name", entity.table.name},
                 {"facts", facts},
                 {"key", entity.key_columns},
                 {"relations", relations},
                 {"columns", entity.accessors.size()}});
}

void print_initialise(Printer& printer, const EntityPlan& entity) {
  const Layout layout(printer.indentation());
  const std::vector<InitialiseStep>& steps = entity.initialise_steps;
  const Signature signature{.result = "void",
                            .name = entity.class_name + "::initialise_",
                            .parameter = steps.empty() ? "New&&" : "New&& init"};
  printer.print_text("\n");
  if (steps.empty()) {
    printer.print_text(signature.result + ' ' + signature.name + '(' + signature.parameter +
                       ") {}");
    return;
  }
  if (steps.size() == 1 && steps.front().condition.empty()) {
    printer.print_text(layout.function(signature, steps.front().action));
    return;
  }
  const auto print_steps = [&] {
    const Layout inner(printer.indentation());
    for (const InitialiseStep& step : steps) {
      printer.print_text(inner.conditional(step.condition, step.action));
    }
  };
  printer.print(R"(
      void $class$::initialise_(New&& init) {
        $steps$
      }
  )",
                {{"class", entity.class_name}, {"steps", print_steps}});
}

// Out of the class, because what assign_() is made of for each type costs the compiler more than
// all else in a header.
void print_setters(Printer& printer, const EntityPlan& entity) {
  const Layout layout(printer.indentation());
  printer.print_text("\n");
  for (const Accessor& accessor : entity.accessors) {
    if (!accessor.has_setter) continue;
    const Signature signature{
        .result = "void",
        .name = entity.class_name + "::set_" + accessor.name,
        .parameter = accessor.given_type + " value",
    };
    printer.print_text(layout.function(signature, "assign_(" + std::to_string(accessor.number) +
                                                      ", row_." + accessor.name + ", " +
                                                      accessor.stored_value + ");"));
  }
}

// Out of the class, because the cast must see the target.
void print_target(Printer& printer, const EntityPlan& entity, const RelationAccessor& relation) {
  const Layout layout(printer.indentation());
  const std::string scope = entity.class_name + "::";
  const std::string type = relation.target + relation.indirection();
  const bool required = relation.multiplicity == RelationAccessor::Multiplicity::required;
  const std::string number = std::to_string(relation.number);
  const auto print_getter = [&](const std::string& result, const std::string& suffix) {
    printer.print_text(
        layout.function({.result = result, .name = scope + relation.name, .suffix = suffix},
                        "return static_cast<" + result +
                            (required ? ">(required_target_(" : ">(target_(") + number + "));"));
  };
  printer.print_text("\n");
  print_getter(type, "");
  print_getter("const " + type, "const");
  if (!relation.has_setter) return;
  printer.print_text(layout.function(
      {.result = "void", .name = scope + "set_" + relation.name, .parameter = type + " value"},
      "set_target_(" + number + ", " + (required ? "&value" : "value") + ");"));
}

}  // namespace

std::string entity_source(const CodePlan& plan, const EntityPlan& entity) {
  const std::string header = plan.folder + '/' + entity.file_stem + ".hpp";
  return print_file(plan, entity.origin, header, entity.source_includes, [&](Printer& printer) {
    print_namespace(printer, plan.name_space + "::detail::tables",
                    [&] { print_declarations(printer, entity.tables); });
    printer.print_text("\n");
    print_namespace(printer, plan.name_space + "::detail::" + entity.facts,
                    [&] { print_facts(printer, entity); });
    printer.print_text("\n");
    print_namespace(printer, plan.name_space, [&] {
      print_info(printer, entity);
      if (!entity.is_read_only) {
        print_setters(printer, entity);
        print_initialise(printer, entity);
      }
      for (const RelationAccessor& relation : entity.relation_accessors) {
        if (relation.multiplicity == RelationAccessor::Multiplicity::collection) continue;
        print_target(printer, entity, relation);
      }
    });
  });
}

}  // namespace orp::codegen::cpp
