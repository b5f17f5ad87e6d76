// SPDX-License-Identifier: MIT
#include "engine/row_filler.hpp"

namespace orp {

void RowFiller::add_value(std::size_t column, const ColumnType& type) {
  if (runs_.empty() || runs_.back().first + runs_.back().size != column)
    runs_.push_back({column, 0});
  ++runs_.back().size;
  targets_.push_back({&type, 0});
}

void RowFiller::add_values(const sql::CompiledStatement& compiled) {
  for (std::size_t i = 0; i < compiled.columns.size(); ++i) add_value(i, compiled.columns[i].type);
}

void RowFiller::take_row(backend::Cursor& cursor, Entity* const* objects) {
  void* const row = rows_.append(objects);
  if (targets_.empty()) return;
  if (rows_.size() == 1) locate(row);
  const FieldTarget* targets = targets_.data();
  for (const Run& run : runs_) {
    cursor.read_row(run.first, {targets, run.size}, static_cast<std::byte*>(row));
    targets += run.size;
  }
}

// What only a tuple knows of itself, and it has to be there.
void RowFiller::locate(void* row) {
  if (rows_.type().locate == nullptr) return;
  std::vector<void*> places(targets_.size());
  rows_.type().locate(row, places.data());
  for (std::size_t i = 0; i < targets_.size(); ++i)
    targets_[i].offset =
        static_cast<std::size_t>(static_cast<std::byte*>(places[i]) - static_cast<std::byte*>(row));
}

}  // namespace orp
