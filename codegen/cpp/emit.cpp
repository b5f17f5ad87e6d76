// SPDX-License-Identifier: MIT
#include "cpp/emit.hpp"

namespace orp::codegen::cpp {

void emit(const CodePlan& plan, FileSet& files) {
  const std::string folder = plan.folder + '/';
  files.add(folder + "fwd.hpp", forward_header(plan));
  if (!plan.enums.empty()) {
    files.add(folder + "enums.hpp", enums_header(plan));
    files.add(folder + "enums.cpp", enums_source(plan));
  }
  for (const EntityPlan& entity : plan.entities) {
    files.add(folder + entity.file_stem + ".hpp", entity_header(plan, entity));
    files.add(folder + entity.file_stem + ".cpp", entity_source(plan, entity));
  }
  files.add(folder + "model.hpp", model_header(plan));
  files.add(folder + "model.cpp", model_source(plan));
}

}  // namespace orp::codegen::cpp
