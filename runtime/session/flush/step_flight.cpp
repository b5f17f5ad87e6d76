// SPDX-License-Identifier: MIT
#include "session/flush/step_flight.hpp"

#include <algorithm>

#include "meta/column_numbers.hpp"

namespace orp {

namespace {

constexpr std::size_t most_rows = 1000;

/// The classes at both ends of a step of associations, and no other one's.
bool has_end_of(const Step& step, View<PlannedRow> rows, const EntityInfo& info) {
  return step.association != nullptr &&
         (&info_of(*rows.front().entity) == &info || step.association->target == &info);
}

}  // namespace

bool StepFlight::waits(const Step& step) {
  if (steps_.empty()) return false;
  return is_closed_ || row_count_ + step.row_count > most_rows || names_by_others(step) ||
         needs_key(step) || writes_what_waits(step);
}

void StepFlight::take(const Step& step) {
  steps_.push_back(&step);
  row_count_ += step.row_count;
  is_closed_ = names_by_others(step);
}

void StepFlight::clear() {
  steps_.clear();
  row_count_ = 0;
  is_closed_ = false;
  objects_.clear();
  known_steps_ = 0;
}

// Rule 1.
bool StepFlight::needs_key(const Step& step) const {
  const bool brings_any = std::any_of(
      steps_.begin(), steps_.end(), [](const Step* taken) { return taken->returning.size() > 0; });
  if (!brings_any) return false;
  if (step.association != nullptr) return needs_key_of_ends(step);
  for (const PlannedRow& row : plan_->rows_of(step)) {
    for (std::uint32_t i = row.first_copy; i != PlannedRow::none; i = plan_->copies[i].next) {
      const KeyCopy& copy = plan_->copies[i];
      if (copy.source != nullptr && brings(info_of(*copy.source), copy.source_column)) return true;
    }
  }
  return false;
}

bool StepFlight::needs_key_of_ends(const Step& step) const {
  const RelationInfo& relation = *step.association;
  const EntityInfo& owner = info_of(*plan_->rows_of(step).front().entity);
  const auto any = [&](const EntityInfo& info, View<std::uint16_t> columns) {
    return std::any_of(columns.begin(), columns.end(),
                       [&](std::uint16_t column) { return brings(info, column); });
  };
  return any(owner, relation.local_columns) || any(*relation.target, relation.remote_columns);
}

bool StepFlight::brings(const EntityInfo& info, std::uint16_t column) const {
  return std::any_of(steps_.begin(), steps_.end(), [&](const Step* taken) {
    return taken->entity == &info && contains(view_of(taken->returning.of_entity), column);
  });
}

// Rule 2.
bool StepFlight::writes_what_waits(const Step& step) {
  if (step.entity == nullptr) return false;
  const bool are_ends = std::any_of(steps_.begin(), steps_.end(), [&](const Step* taken) {
    return has_end_of(*taken, plan_->rows_of(*taken), *step.entity);
  });
  return are_ends || holds_objects_of(step);
}

bool StepFlight::holds_objects_of(const Step& step) {
  const bool is_known_class = std::any_of(steps_.begin(), steps_.end(), [&](const Step* taken) {
    return taken->entity == step.entity;
  });
  if (!is_known_class) return false;
  for (; known_steps_ < steps_.size(); ++known_steps_) {
    for (const PlannedRow& row : plan_->rows_of(*steps_[known_steps_])) {
      objects_.insert(row.entity);
      if (row.member != nullptr) objects_.insert(row.member);
    }
  }
  const View<PlannedRow> rows = plan_->rows_of(step);
  return std::any_of(rows.begin(), rows.end(), [&](const PlannedRow& row) {
    return objects_.count(row.entity) > 0 ||
           (row.member != nullptr && objects_.count(row.member) > 0);
  });
}

bool StepFlight::names_by_others(const Step& step) const {
  const View<PlannedRow> rows = plan_->rows_of(step);
  return std::any_of(rows.begin(), rows.end(),
                     [](const PlannedRow& row) { return row.is_cascaded; });
}

}  // namespace orp
