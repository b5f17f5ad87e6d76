// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <vector>

#include "cpp/emit.hpp"
#include "cpp/file_frame.hpp"
#include "cpp/format/layout.hpp"

namespace orp::codegen::cpp {
namespace {

std::string enum_head(const EnumPlan& enumeration) {
  return "enum class " + enumeration.class_name + " : " + enumeration.underlying + ' ';
}

bool is_documented(const EnumeratorPlan& enumerator) { return !enumerator.documentation.empty(); }

void print_documented_enum(Printer& printer, const EnumPlan& enumeration) {
  const auto print_enumerators = [&] {
    const Layout layout(printer.indentation());
    for (const EnumeratorPlan& enumerator : enumeration.enumerators) {
      printer.print_text(layout.comment(enumerator.documentation) + enumerator.name + ',');
    }
  };
  printer.print(R"(
      $head${
        $enumerators$
      };
  )",
                {{"head", enum_head(enumeration)}, {"enumerators", print_enumerators}});
}

void print_definition(Printer& printer, const EnumPlan& enumeration) {
  const Layout layout(printer.indentation());
  const std::vector<EnumeratorPlan>& enumerators = enumeration.enumerators;
  printer.print_text(layout.comment(enumeration.documentation));
  if (std::any_of(enumerators.begin(), enumerators.end(), is_documented)) {
    print_documented_enum(printer, enumeration);
    return;
  }
  std::vector<std::string> names;
  for (const EnumeratorPlan& enumerator : enumerators) names.push_back(enumerator.name);
  printer.print_text(layout.enumeration(enum_head(enumeration), names));
}

void print_enum(Printer& printer, const EnumPlan& enumeration) {
  printer.print(R"(

      $definition$

      /// As stored in the database.
      const char* to_string($class$ value);
      /// Sets `value` to the enumerator stored as `text`; false, and nothing set, if there is none.
      bool from_string(std::string_view text, $class$& value);
      const orp::EnumInfo& enum_info($class$);

      template <orp::detail::OutputStream Stream>
      Stream& operator<<(Stream& out, $visible$ value) {
        out << to_string(value);
        return out;
      }
  )",
                {{"definition", [&] { print_definition(printer, enumeration); }},
                 {"class", enumeration.class_name},
                 {"visible", enumeration.visible_name}});
}

void print_infos(Printer& printer, const CodePlan& plan) {
  print_namespace(printer, plan.name_space + "::detail::enums", [&] {
    for (const EnumPlan& enumeration : plan.enums) {
      printer.print_text("extern const orp::EnumInfo " + enumeration.info + ';');
    }
  });
}

void print_facts(Printer& printer, const EnumPlan& enumeration) {
  const Layout layout(printer.indentation());
  std::vector<std::string> labels;
  for (const EnumeratorPlan& enumerator : enumeration.enumerators) {
    labels.push_back(enumerator.label);
  }
  const std::string template_arguments = '<' + enumeration.visible_name + '>';
  Fields info = {{"name", enumeration.db_name},
                 {"labels", enumeration.labels},
                 {"index", "&orp::detail::enum_index" + template_arguments},
                 {"set_index", "&orp::detail::set_enum_index" + template_arguments}};
  if (!enumeration.database_schema.empty())
    info.push_back({"database_schema", enumeration.database_schema});
  const std::string numbers = enumeration.class_name + "_numbers";
  if (!enumeration.numbers.empty()) info.push_back({"numbers", numbers});
  if (!enumeration.kept_as.empty()) info.push_back({"kept_as", '&' + enumeration.kept_as});
  printer.print_text("\n");
  printer.print_text(layout.list("constexpr const char* " + enumeration.labels + "[] = ", labels));
  if (!enumeration.numbers.empty())
    printer.print_text(
        layout.list("constexpr std::int16_t " + numbers + "[] = ", enumeration.numbers));
  printer.print_text(layout.aggregate("constinit const orp::EnumInfo " + enumeration.info, info));
}

void print_functions(Printer& printer, const EnumPlan& enumeration) {
  const Layout layout(printer.indentation());
  const std::string& name = enumeration.class_name;
  const std::string info = "detail::enums::" + enumeration.info;
  const Signature to_string{
      .result = "const char*",
      .name = "to_string",
      .parameter = name + " value",
  };
  const Signature from_string{
      .result = "bool",
      .name = "from_string",
      .parameter = "std::string_view text, " + name + "& value",
  };
  const Signature enum_info{
      .result = "const orp::EnumInfo&",
      .name = "enum_info",
      .parameter = name,
  };
  const std::string label =
      "return orp::facts::label_of(" + info + ", static_cast<std::size_t>(value));";
  printer.print_text("\n");
  printer.print_text(layout.function(to_string, label));
  printer.print_text(
      layout.function(from_string, "return orp::facts::set_by_label(" + info + ", text, &value);"));
  printer.print_text(layout.function(enum_info, "return " + info + ';'));
}

}  // namespace

std::string enums_header(const CodePlan& plan) {
  Includes includes;
  includes.add("<cstdint>");
  includes.add("<string_view>");
  includes.add("<orpiment/base/printable.hpp>");
  includes.add("<orpiment/meta/column_type.hpp>");
  includes.add("<orpiment/version.hpp>");
  return print_file(plan, plan.origin, "", includes, [&](Printer& printer) {
    print_version_check(printer);
    print_namespace(printer, plan.name_space, [&] {
      for (const EnumPlan& enumeration : plan.enums) print_enum(printer, enumeration);
    });
    printer.print_text("\n");
    print_infos(printer, plan);
  });
}

std::string enums_source(const CodePlan& plan) {
  Includes includes;
  includes.add("<cstddef>");
  includes.add("<orpiment/meta/facts.hpp>");
  for (const EnumPlan& enumeration : plan.enums)
    if (!enumeration.is_stored) includes.add("<orpiment/meta/enum_number.hpp>");
  return print_file(plan, plan.origin, plan.folder + "/enums.hpp", includes, [&](Printer& printer) {
    print_namespace(printer, plan.name_space + "::detail::enums", [&] {
      for (const EnumPlan& enumeration : plan.enums) print_facts(printer, enumeration);
    });
    printer.print_text("\n");
    print_namespace(printer, plan.name_space, [&] {
      for (const EnumPlan& enumeration : plan.enums) print_functions(printer, enumeration);
    });
  });
}

}  // namespace orp::codegen::cpp
