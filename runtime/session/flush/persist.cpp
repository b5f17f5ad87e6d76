// SPDX-License-Identifier: MIT
#include "session/flush/persist.hpp"

#include <algorithm>
#include <exception>
#include <list>
#include <optional>
#include <utility>
#include <vector>

#include "orpiment/backend/dialect.hpp"
#include "orpiment/base/error.hpp"
#include "session/flush/step_failure.hpp"
#include "session/flush/step_flight.hpp"

namespace orp {

namespace {

using backend::RowBatch;
using backend::Write;

constexpr std::size_t most_inserts = std::size_t{1} << 16;  // at a time

using Cells = InlineVector<const void*, 32>;

/// What a step sends.
struct Parcel {
  explicit Parcel(const Step& sent) : step(&sent) {}

  RowBatch batch() {
    return {step->table, view_of(step->columns.of_table), step->row_count, cells.data(),
            &failed_row};
  }

  const Step* step;
  Cells cells;
  InlineVector<void*, 8> results;
  std::size_t failed_row = no_known_row;
};

class Persister {
 public:
  Persister(Outcome& outcome, backend::Link& link)
      : outcome_(&outcome), rows_(&outcome.rows), plan_(&rows_->plan()), link_(&link) {}

  void run() {
    if (plan_->steps.size() > 1 && link_->dialect().facts().has_round_trips)
      run_together();
    else
      for (const Step& step : plan_->steps) send_in_parts(step);
  }

 private:
  using Offsets = InlineVector<std::uint32_t, 16>;

  // What is said of very many new rows would take as much memory as they do.
  void send_in_parts(const Step& step) {
    if (step.kind != StepKind::insert || step.row_count <= most_inserts) return send_alone(step);
    Step part = step;
    const std::size_t end = step.first_row + step.row_count;
    for (; part.first_row < end; part.first_row += most_inserts) {
      part.row_count = std::min(most_inserts, end - part.first_row);
      send_alone(part);
    }
  }

  void send_alone(const Step& step) {
    Parcel parcel(step);
    try {
      if (std::optional<Write> write = pack(parcel)) {
        link_->write(*write);
        accept(parcel, *write);
      }
    } catch (Error& error) {
      explain_failure(error, *plan_, step, parcel.failed_row);
      throw;
    }
  }

  void run_together() {
    StepFlight flight(*plan_);
    for (const Step& step : plan_->steps) {
      if (flight.waits(step)) {
        send();
        flight.clear();
      }
      flight.take(step);
      add(step);
    }
    send();
  }

  void add(const Step& step) {
    if (step.row_count > most_inserts) return send_in_parts(step);
    Parcel& parcel = parcels_.emplace_back(step);
    try {
      if (std::optional<Write> write = pack(parcel))
        writes_.push_back(std::move(*write));
      else
        parcels_.pop_back();
    } catch (Error& error) {
      send();  // what fails there would have come first
      explain_failure(error, *plan_, step, no_known_row);
      throw;
    }
  }

  void send() {
    if (writes_.empty()) return;
    auto parcel = parcels_.begin();
    try {
      const std::exception_ptr failure = try_to_write();
      for (Write& write : writes_) {
        if (!write.is_done) break;
        accept(*parcel, write);
        if (&write != &writes_.back()) ++parcel;
      }
      if (failure != nullptr) std::rethrow_exception(failure);
    } catch (Error& error) {
      explain_failure(error, *plan_, *parcel->step, parcel->failed_row);
      throw;
    }
    writes_.clear();
    parcels_.clear();
  }

  std::exception_ptr try_to_write() {
    try {
      link_->write_together(writes_);
    } catch (...) {
      return std::current_exception();
    }
    return nullptr;
  }

  // What the step wants to be done; nothing, where it only prepares rows.
  std::optional<Write> pack(Parcel& parcel) {
    const Step& step = *parcel.step;
    switch (step.kind) {
      case StepKind::insert:
        if (step.association != nullptr) return pack_associations(parcel);
        return pack_insert(parcel);
      case StepKind::update:
        return pack_update(parcel);
      case StepKind::vacate:
        return pack_vacated(parcel);
      case StepKind::delete_:
        return pack_deleted(parcel);
      case StepKind::keep:
        break;
    }
    rows_->begin(step);
    for (const PlannedRow& row : plan_->rows_of(step)) rows_->prepare(row);
    return std::nullopt;
  }

  void accept(Parcel& parcel, const Write& write) {
    const Step& step = *parcel.step;
    if (step.kind == StepKind::insert && !step.unless_there && write.inserted < step.row_count)
      throw_not_inserted(*plan_, step, write.inserted, parcel.failed_row);
    // A row to be vacated that is gone already holds nothing.
    if (step.kind == StepKind::update && !write.unmatched.empty()) {
      parcel.failed_row = write.unmatched.front();
      throw_stale(*plan_, step, write.unmatched);
    }
    if (step.kind == StepKind::delete_ && step.association == nullptr &&
        write.erased < step.row_count)
      outcome_->missing_rows.push_back({step.table->name, step.row_count, write.erased});
  }

  // Statements

  Write pack_insert(Parcel& parcel) {
    const Step& step = *parcel.step;
    const EntityInfo& info = *step.entity;
    const Offsets offsets = offsets_of(step.columns.of_entity, info);
    const Offsets returned = offsets_of(step.returning.of_entity, info);
    parcel.cells.reserve(step.row_count * offsets.size());
    parcel.results.reserve(step.row_count * returned.size());
    rows_->begin(step);
    for (const PlannedRow& row : plan_->rows_of(step)) {
      rows_->prepare(row);
      std::byte* object = bytes_of(*row.entity);
      for (const std::uint32_t offset : offsets) parcel.cells.push_back(object + offset);
      for (const std::uint32_t offset : returned) parcel.results.push_back(object + offset);
    }
    return {backend::InsertBatch{.rows = parcel.batch(),
                                 .returning = view_of(step.returning.of_table),
                                 .results = parcel.results.data()}};
  }

  Write pack_associations(Parcel& parcel) {
    const Step& step = *parcel.step;
    add_association_cells(parcel);
    return {backend::InsertBatch{
        .rows = parcel.batch(),
        .unless_there = step.unless_there ? step.table->primary_key : View<std::uint16_t>()}};
  }

  Write pack_update(Parcel& parcel) {
    const Step& step = *parcel.step;
    const EntityInfo& info = *step.entity;
    const Offsets offsets = offsets_of(step.columns.of_entity, info);
    parcel.cells.reserve(step.row_count * offsets.size());
    rows_->begin(step);
    for (const PlannedRow& row : plan_->rows_of(step)) {
      rows_->prepare(row);
      const std::byte* object = bytes_of(*row.entity);
      for (std::size_t i = 0; i < step.set_count; ++i) parcel.cells.push_back(object + offsets[i]);
      add_key(parcel.cells, info, row);
    }
    return {backend::UpdateBatch{parcel.batch(), step.set_count}};
  }

  // The objects keep what they show.
  Write pack_vacated(Parcel& parcel) {
    const Step& step = *parcel.step;
    const EntityInfo& info = *step.entity;
    for (const PlannedRow& row : plan_->rows_of(step)) {
      for (std::size_t i = 0; i < step.set_count; ++i)
        parcel.cells.push_back(plan_->stand_ins.find(*row.entity, step.columns.of_entity[i]));
      add_key(parcel.cells, info, row);
    }
    return {backend::UpdateBatch{parcel.batch(), step.set_count}};
  }

  Write pack_deleted(Parcel& parcel) {
    const Step& step = *parcel.step;
    if (step.association != nullptr) {
      add_association_cells(parcel);
    } else {
      parcel.cells.reserve(step.row_count * step.entity->key.size());
      for (const PlannedRow& row : plan_->rows_of(step)) add_key(parcel.cells, *step.entity, row);
    }
    return {backend::DeleteBatch{parcel.batch()}};
  }

  void add_key(Cells& cells, const EntityInfo& info, const PlannedRow& row) const {
    for (std::size_t i = 0; i < info.key.size(); ++i)
      cells.push_back(plan_->where_field(row, info, i));
  }

  static Offsets offsets_of(const ColumnNumbers& columns, const EntityInfo& info) {
    Offsets offsets;
    for (const std::uint16_t column : columns) offsets.push_back(info.columns[column].offset);
    return offsets;
  }

  // Associations

  void add_association_cells(Parcel& parcel) {
    const Step& step = *parcel.step;
    const RelationInfo& relation = *step.association;
    const std::size_t local = relation.local_columns.size();
    for (const PlannedRow& row : plan_->rows_of(step))
      for (std::size_t i = 0; i < step.columns.size(); ++i) {
        const ColumnType& type = step.table->columns[step.columns.of_table[i]].type;
        Entity& end = i < local ? *row.entity : *row.member;
        const std::uint16_t column =
            i < local ? relation.local_columns[i] : relation.remote_columns[i - local];
        const ColumnType& key_type = info_of(end).column(column).type;
        const void* key = association_key(row, i, end, column);
        parcel.cells.push_back(
            type.nullable == key_type.nullable ? key : rows_->convert(type, key_type, key));
      }
  }

  // Whatever the database has cascaded has been kept by now, but for an association that goes
  // before.
  const void* association_key(const PlannedRow& row, std::size_t i, Entity& end,
                              std::uint16_t column) const {
    return row.old_key != PlannedRow::none ? plan_->old_keys[row.old_key + i]
                                           : field_of(end, info_of(end), column);
  }

  Outcome* outcome_;
  WorkingCopy* rows_;
  const Plan* plan_;
  backend::Link* link_;
  // Of those that go together:
  std::vector<Write> writes_;
  std::list<Parcel> parcels_;
};

}  // namespace

Outcome persist(Plan&& plan, backend::Link& link) {
  Outcome outcome{.rows = WorkingCopy(std::move(plan))};
  Persister(outcome, link).run();
  return outcome;
}

}  // namespace orp
