// SPDX-License-Identifier: MIT
#include "cpp/emit.hpp"
#include "cpp/file_frame.hpp"

namespace orp::codegen::cpp {

std::string forward_header(const CodePlan& plan) {
  return print_file(plan, plan.origin, "", {}, [&](Printer& printer) {
    if (plan.entities.empty()) return printer.print_text("namespace " + plan.name_space + " {}");
    printer.print(R"(
        namespace $name_space$ {
        $classes$
        }  // namespace $name_space$
    )",
                  {{"name_space", plan.name_space},
                   {"classes", [&] {
                      for (const EntityPlan& entity : plan.entities) {
                        printer.print_text("class " + entity.class_name + ';');
                      }
                    }}});
  });
}

}  // namespace orp::codegen::cpp
