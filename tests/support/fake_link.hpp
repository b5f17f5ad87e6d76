// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

#include "meta/stored_value.hpp"
#include "orpiment/backend/link.hpp"
#include "orpiment/backend/value_text.hpp"
#include "orpiment/base/error.hpp"

namespace orp::testing {

/// A database that takes every batch, numbers rows from 1 in each table and remembers what it was
/// told: a line a batch, "INSERT users (name): ('Ann'), ('Bob')". It answers no query.
class FakeLink : public backend::Link {
 public:
  std::vector<std::string> log;
  std::vector<std::size_t> unmatched;                     ///< what the next update() answers
  std::size_t fail_after = static_cast<std::size_t>(-1);  ///< batches, then SqlError
  const backend::Dialect* spoken = nullptr;               ///< nullptr: nobody asks for one

  std::size_t insert(const backend::InsertBatch& batch) override {
    note("INSERT", batch.rows, 0, batch.rows.columns.size(), "");
    for (std::size_t row = 0; row < batch.rows.row_count; ++row) {
      const std::int64_t number = ++numbers_[batch.rows.table->name];
      for (std::size_t i = 0; i < batch.returning.size(); ++i)
        fill(batch.rows.table->columns[batch.returning[i]],
             batch.results[row * batch.returning.size() + i], number);
    }
    return batch.rows.row_count;
  }

  std::vector<std::size_t> update(const backend::UpdateBatch& batch) override {
    note("UPDATE", batch.rows, 0, batch.set_count, " where ");
    return std::exchange(unmatched, {});
  }

  std::size_t erase(const backend::DeleteBatch& batch) override {
    note("DELETE", batch.rows, 0, batch.rows.columns.size(), "");
    return batch.rows.row_count;
  }

  const backend::Dialect& dialect() const override {
    if (spoken == nullptr) refuse();
    return *spoken;
  }
  /// Before batches that are written together there is a line that says how many.
  void write_together(std::vector<backend::Write>& writes) override {
    if (writes.size() > 1) log.push_back(std::to_string(writes.size()) + " together:");
    for (backend::Write& one : writes) write(one);
  }

  void begin() override {}
  void commit() override {}
  void rollback() override {}
  bool in_transaction() const override { return true; }
  void savepoint(std::string_view) override {}
  void release_savepoint(std::string_view) override {}
  void rollback_to_savepoint(std::string_view) override {}
  backend::CursorHandle open(const backend::Statement&, View<backend::BoundValue>,
                             backend::Fetch) override {
    refuse();
  }
  std::int64_t execute(const backend::Statement&, View<backend::BoundValue>) override { refuse(); }
  void execute_script(std::string_view) override { refuse(); }
  void set_listener(backend::StatementListener*) override {}
  bool is_usable() const override { return true; }
  bool ping() override { return true; }
  void reset() override {}

 private:
  [[noreturn]] static void refuse() { throw std::logic_error("a FakeLink answers no query"); }

  // Whole numbers get the row's number; anything else is left as it is.
  static void fill(const ColumnInfo& column, void* field, std::int64_t number) {
    void* value = column.type.ops->emplace(field);
    if (column.type.tag == TypeTag::int64) *static_cast<std::int64_t*>(value) = number;
    if (column.type.tag == TypeTag::int32)
      *static_cast<std::int32_t*>(value) = static_cast<std::int32_t>(number);
  }

  void note(const char* verb, const backend::RowBatch& rows, std::size_t first, std::size_t split,
            const char* separator) {
    if (log.size() == fail_after) throw SqlError({.code = "ORP-3001", .message = "refused"});
    std::string line = std::string(verb) + ' ' + rows.table->name + ' ';
    append_names(line, rows, first, split);
    if (split < rows.columns.size())
      append_names(line += separator, rows, split, rows.columns.size());
    log.push_back(line + ": " + backend::rows_text(rows, 10));
  }

  static void append_names(std::string& line, const backend::RowBatch& rows, std::size_t first,
                           std::size_t last) {
    line += '(';
    for (std::size_t i = first; i < last; ++i) {
      if (i > first) line += ", ";
      line += rows.table->columns[rows.columns[i]].name;
    }
    line += ')';
  }

  std::map<std::string, std::int64_t> numbers_;
};

}  // namespace orp::testing
