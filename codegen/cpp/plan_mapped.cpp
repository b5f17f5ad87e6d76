// SPDX-License-Identifier: MIT
#include <string_view>
#include <utility>

#include "cpp/literal.hpp"
#include "cpp/plan_steps.hpp"
#include "schema/model/words.hpp"

namespace orp::codegen::cpp {
namespace {

std::string client_default(ClientDefault kind) {
  const bool is_made = kind != ClientDefault::literal;
  return "ClientDefault::" + std::string(is_made ? word_for(made_defaults, kind) : "literal");
}

Fields plan_column(const Column& column, std::size_t number) {
  Fields fields = {{"column", "&columns[" + std::to_string(number) + ']'}};
  if (column.attribute != column.name) {
    fields.push_back({"attribute", string_literal(column.attribute)});
  }
  fields.push_back({"offset", "row + offsetof(Row, " + column.attribute + ')'});
  const auto state_default = [&](const char* name, ClientDefault kind) {
    if (kind != ClientDefault::none) fields.push_back({name, client_default(kind)});
  };
  state_default("client_default", column.client_default);
  state_default("on_update", column.on_update);
  return fields;
}

}  // namespace

Array plan_mapped(const Entity& entity) {
  Array array{"orp::MappedColumn", "mapped", {}};
  for (const Column& column : entity.table.columns) {
    array.items.push_back(plan_column(column, array.items.size()));
  }
  return array;
}

}  // namespace orp::codegen::cpp
