// SPDX-License-Identifier: MIT
#include "session/flush/step_failure.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "entity/state.hpp"
#include "session/objects/describe_object.hpp"

namespace orp {

namespace {

constexpr std::size_t most_named_rows = 5;

std::string print_key_of(const Plan& plan, const PlannedRow& row, const EntityInfo& info) {
  std::vector<const void*> key;
  for (std::size_t i = 0; i < info.key.size(); ++i) key.push_back(plan.key_field(row, info, i));
  return print_key(hides_values(*row.entity), info, key.data());
}

std::string describe_planned(const Plan& plan, const PlannedRow& row, const EntityInfo& info) {
  return std::string(info.name) + ' ' + print_key_of(plan, row, info);
}

// By the key that the database knows; of a new object that has none yet: "new User".
std::string describe_planned(const Plan& plan, const PlannedRow& row) {
  const EntityInfo& info = info_of(*row.entity);
  return is_pending(*row.entity) ? describe(*row.entity) : describe_planned(plan, row, info);
}

bool explain_exchange(Error& error, const Plan& plan, const PlannedRow& row) {
  const std::vector<Exchange>& all = plan.exchanges;
  const auto exchange = std::find_if(
      all.begin(), all.end(), [&](const Exchange& one) { return one.taker.entity == row.entity; });
  if (exchange == all.end()) return false;
  const std::string giver =
      exchange->giver.entity == nullptr ? "" : " of " + describe_planned(plan, exchange->giver);
  error.with_note(
      "rows of this flush exchange values that must be unique, which no order of UPDATEs "
      "allows: the " +
      describe_planned(plan, exchange->taker) + " takes one" + giver +
      ", which waits for another one: flush another value in between");
  return true;
}

// An object to be deleted has the value, or may have it, and could not go first.
bool explain_obstacle(Error& error, const Plan& plan, const PlannedRow& row) {
  std::string names;
  std::size_t count = 0;
  const Entity* last = nullptr;  // it may be in the way with several values
  for (const Obstacle& obstacle : plan.obstacles) {
    const bool is_in_the_way = obstacle.taker == nullptr
                                   ? &info_of(*obstacle.deleted) == &info_of(*row.entity)
                                   : obstacle.taker == row.entity;
    if (!is_in_the_way || obstacle.deleted == last) continue;
    last = obstacle.deleted;
    if (count++ < most_named_rows)
      names += (names.empty() ? "" : " or ") + describe(*obstacle.deleted);
  }
  if (count == 0) return false;
  error.with_note("the " + describe_planned(plan, row) + " takes a value of " + names +
                  (count > most_named_rows ? " or others" : "") +
                  ", deleted in the same flush, but only after rows that refer to it: flush in "
                  "between");
  return true;
}

// The value would have been free once all was written.
void explain_conflict(Error& error, const Plan& plan, const Step& step, std::size_t failed_row) {
  const auto* violation = dynamic_cast<const IntegrityError*>(&error);
  if (violation == nullptr || violation->kind() != ConstraintKind::unique) return;
  if (step.kind == StepKind::vacate)
    error.with_note(
        "no object has this value: a row that is to be deleted gives its own up for one that "
        "nobody uses, and of a type with few values another row has that: flush the deletion in "
        "between");
  if (step.association != nullptr) return;
  const View<PlannedRow> rows = plan.rows_of(step);
  const bool is_row_known = failed_row < step.row_count;
  for (std::size_t i = is_row_known ? failed_row : 0; i < rows.size(); ++i)
    if (explain_exchange(error, plan, rows[i]) || explain_obstacle(error, plan, rows[i]) ||
        is_row_known)
      return;
}

// Of a new row that the database numbers the key is not known.
bool has_key(const Step& step) {
  const View<std::uint16_t> key = step.table->primary_key;
  return step.kind != StepKind::insert ||
         std::none_of(key.begin(), key.end(), [&](std::uint16_t column) {
           const ColumnNumbers& made = step.returning.of_table;
           return std::find(made.begin(), made.end(), column) != made.end();
         });
}

}  // namespace

void explain_failure(Error& error, const Plan& plan, const Step& step, std::size_t failed_row) {
  if (step.row_count == 0) return;
  const bool is_row_known = failed_row < step.row_count || step.row_count == 1;
  const PlannedRow& row = plan.rows_of(step)[failed_row < step.row_count ? failed_row : 0];
  ErrorDetails more{.table = step.table->name};
  if (step.association == nullptr) {
    more.entity = step.entity->name;
    if (is_row_known && has_key(step)) more.key = print_key_of(plan, row, *step.entity);
  } else if (is_row_known) {
    error.with_note("while linking " + describe(*row.entity) +
                    (row.member == nullptr ? "" : " and " + describe(*row.member)));
  }
  error.with_details(std::move(more));
  explain_conflict(error, plan, step, failed_row);
}

void throw_stale(const Plan& plan, const Step& step, const std::vector<std::size_t>& unmatched) {
  const View<PlannedRow> rows = plan.rows_of(step);
  std::string names;
  for (std::size_t i = 0; i < unmatched.size() && i < most_named_rows; ++i)
    names += (i == 0 ? "" : ", ") + describe_planned(plan, rows[unmatched[i]], *step.entity);
  if (unmatched.size() > most_named_rows)
    names += " and " + std::to_string(unmatched.size() - most_named_rows) + " more";
  throw StaleDataError({.code = "ORP-3302",
                        .message = "UPDATE found no row for " + names + why_a_row_is_gone,
                        .table = step.table->name,
                        .entity = step.entity->name,
                        .key = print_key_of(plan, rows[unmatched.front()], *step.entity),
                        .hint = "roll back, load again and decide"});
}

void throw_not_inserted(const Plan& plan, const Step& step, std::size_t inserted,
                        std::size_t dropped_row) {
  std::string message = "INSERT into " + std::string(step.table->name) + " has written " +
                        std::to_string(inserted) + " of " + std::to_string(step.row_count) +
                        (step.row_count == 1 ? " row" : " rows");
  if (step.row_count == 1) dropped_row = 0;
  if (dropped_row < step.row_count && step.association == nullptr)
    message += ", not that of " + describe_planned(plan, plan.rows_of(step)[dropped_row]);
  throw StaleDataError({.code = "ORP-3303",
                        .message = message + ": a trigger or a rule of the database drops rows, or "
                                             "writes them elsewhere",
                        .table = step.table->name,
                        .hint = "let it fail instead of dropping a row; where it writes elsewhere, "
                                "insert by bulk_insert() or insert()"});
}

}  // namespace orp
