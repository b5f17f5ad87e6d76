// SPDX-License-Identifier: MIT
#include "session/flush/plan.hpp"

#include "entity/state.hpp"

namespace orp {

namespace {

void append_columns(std::string& text, const Step& step, std::size_t first, std::size_t last) {
  text += '(';
  for (std::size_t i = first; i < last; ++i) {
    if (i > first) text += ", ";
    text += step.table->columns[step.columns.of_table[i]].name;
  }
  text += ')';
}

}  // namespace

std::string to_string(const Step& step) {
  std::string text;
  const std::size_t size = step.columns.size();
  switch (step.kind) {
    case StepKind::insert:
      append_columns(text = std::string("insert ") + step.table->name + ' ', step, 0, size);
      break;
    case StepKind::update:
    case StepKind::vacate:
      text = step.kind == StepKind::update ? "update " : "vacate ";
      append_columns(text += step.table->name + std::string(" set "), step, 0, step.set_count);
      append_columns(text += " where ", step, step.set_count, size);
      break;
    case StepKind::delete_:
      append_columns(text = std::string("delete ") + step.table->name + " where ", step, 0, size);
      break;
    case StepKind::keep:
      append_columns(text = std::string("keep ") + step.table->name + ' ', step, 0, size);
      break;
  }
  text += ' ' + std::to_string(step.row_count) + (step.row_count == 1 ? " row" : " rows");
  if (step.unless_there) text += " unless there";
  for (std::size_t i = 0; i < step.returning.size(); ++i)
    text += (i == 0 ? " -> " : ", ") +
            std::string(step.table->columns[step.returning.of_table[i]].name);
  return text;
}

std::string Plan::to_string() const {
  std::string text;
  for (const Step& step : steps) text += orp::to_string(step) + '\n';
  return text;
}

}  // namespace orp
