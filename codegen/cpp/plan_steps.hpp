// SPDX-License-Identifier: MIT
// The parts of make_plan, one file each.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "cpp/plan.hpp"
#include "language.hpp"

namespace orp::codegen::cpp {

/// The numbers of columns of `table`: list<0, 2>
[[nodiscard]] std::string column_list(const Table& table, const std::vector<std::string>& columns);

/// The EnumInfo of the enumeration of that name, as facts see it: enums::OrderStatus_info.
[[nodiscard]] std::string enum_info_name(const std::string& enumeration);

/// The TableInfo of a secondary table, without namespaces: book_tags.
[[nodiscard]] std::string secondary_table_name(const Model& model, std::size_t table);

/// The same of the table of an entity.
[[nodiscard]] std::string entity_table_name(const Entity& entity);

/// All that the schema declares.
[[nodiscard]] Array plan_sequences(const Model& model);

/// `name`: of the TableInfo. `prefix` leads to the arrays of the plan from where that stands, such
/// as `detail::user_facts::`.
[[nodiscard]] TablePlan plan_table(const Model& model, const Table& table, std::string name,
                                   const std::string& prefix);

/// The columns of an entity's table as the class has them.
[[nodiscard]] Array plan_mapped(const Entity& entity);

/// The relations of an entity: first what they refer to, then themselves.
[[nodiscard]] std::vector<Array> plan_relations(const Model& model, const Entity& entity);

/// The class and its descriptor; generated headers stand in `folder`.
[[nodiscard]] EntityPlan plan_entity(const Model& model, const Entity& entity,
                                     const std::string& folder);

}  // namespace orp::codegen::cpp
