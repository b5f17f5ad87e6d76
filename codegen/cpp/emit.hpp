// SPDX-License-Identifier: MIT
// From the plan to text: one function a kind of file, and one that assembles them all.
#pragma once

#include <string>

#include "cpp/plan.hpp"
#include "print/file_set.hpp"

namespace orp::codegen::cpp {

/// Declares every entity: all that most headers need to know of the others.
[[nodiscard]] std::string forward_header(const CodePlan& plan);

/// The enumerations, their texts and their EnumInfo.
[[nodiscard]] std::string enums_header(const CodePlan& plan);
[[nodiscard]] std::string enums_source(const CodePlan& plan);

/// One entity: its class; its facts.
[[nodiscard]] std::string entity_header(const CodePlan& plan, const EntityPlan& entity);
[[nodiscard]] std::string entity_source(const CodePlan& plan, const EntityPlan& entity);

/// Everything together: the header that programs include; the secondary tables and the Metadata.
[[nodiscard]] std::string model_header(const CodePlan& plan);
[[nodiscard]] std::string model_source(const CodePlan& plan);

/// Adds the files of the plan.
void emit(const CodePlan& plan, FileSet& files);

}  // namespace orp::codegen::cpp
