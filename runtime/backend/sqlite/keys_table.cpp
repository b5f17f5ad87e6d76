// SPDX-License-Identifier: MIT
#include "backend/sqlite/keys_table.hpp"

#include <cstddef>
#include <cstdint>

#include "backend/sqlite/table_module.hpp"
#include "backend/sqlite/types.hpp"
#include "backend/value_fault.hpp"

namespace orp::backend::sqlite {

namespace {

constexpr const char* pointer_type = "orpiment_keys";

enum Column : int { value_column, position_column, keys_column };

constexpr int not_found = -1;

/// The number of the constraint that gives `column` a value.
int find_equation(const sqlite3_index_info& info, Column column) {
  for (int i = 0; i < info.nConstraint; ++i) {
    const auto& constraint = info.aConstraint[i];
    if (constraint.iColumn == column && constraint.op == SQLITE_INDEX_CONSTRAINT_EQ) return i;
  }
  return not_found;
}

void give_bytes(sqlite3_context* context, const Cell& cell) {
  if (cell.kind == Cell::Kind::text) {
    sqlite3_result_text64(context, cell.bytes.data, cell.bytes.size, SQLITE_TRANSIENT, SQLITE_UTF8);
  } else {
    sqlite3_result_blob64(context, cell.bytes.data, cell.bytes.size, SQLITE_TRANSIENT);
  }
}

void give_cell(sqlite3_context* context, const Cell& cell) {
  switch (cell.kind) {
    case Cell::Kind::null:
      return sqlite3_result_null(context);
    case Cell::Kind::integer:
      return sqlite3_result_int64(context, cell.integer);
    case Cell::Kind::real:
      return sqlite3_result_double(context, cell.real);
    case Cell::Kind::text:
    case Cell::Kind::blob:
      return give_bytes(context, cell);
  }
}

struct KeysCursor : sqlite3_vtab_cursor {
  static constexpr const char* name = "orpiment_keys";
  static constexpr const char* columns = "CREATE TABLE x(value, position, keys HIDDEN)";

  /// The list must be given, and then is so cheap and short that the planner begins with it. A row
  /// of it is found at once by its position: so are the columns of a list of composite keys put
  /// together.
  static int plan(sqlite3_index_info& info) {
    const int keys = find_equation(info, keys_column);
    if (keys == not_found) {
      info.estimatedCost = 1e12;
      return SQLITE_OK;
    }
    if (info.aConstraint[keys].usable == 0) return SQLITE_CONSTRAINT;
    info.aConstraintUsage[keys].argvIndex = 1;
    info.aConstraintUsage[keys].omit = 1;
    info.idxNum = 1;  // how many arguments there are
    info.estimatedCost = 2;
    info.estimatedRows = 100;
    const int position = find_equation(info, position_column);
    if (position == not_found || info.aConstraint[position].usable == 0) return SQLITE_OK;
    info.aConstraintUsage[position].argvIndex = 2;
    info.idxNum = 2;
    info.estimatedCost = 1;
    info.estimatedRows = 1;
    return SQLITE_OK;
  }

  int begin(int count, sqlite3_value** arguments) {
    keys = count == 0
               ? nullptr
               : static_cast<const KeyList*>(sqlite3_value_pointer(arguments[0], pointer_type));
    at = 0;
    end = keys == nullptr ? 0 : keys->size;
    if (count < 2) return SQLITE_OK;
    const sqlite3_int64 position = sqlite3_value_int64(arguments[1]);
    const bool is_there = position > 0 && position <= static_cast<sqlite3_int64>(end);
    end = is_there ? static_cast<std::size_t>(position) : 0;
    at = is_there ? end - 1 : 0;
    return SQLITE_OK;
  }

  void go_on() { ++at; }
  bool is_over() const { return at >= end; }

  int give(sqlite3_context* context, int column) const {
    if (column == position_column) {
      sqlite3_result_int64(context, number());
    } else if (column == value_column) {
      try {  // the caller is C; faults came out when the keys were bound, so this is out of memory
        CellBuffer buffer;
        give_cell(context, encode(*keys->element, keys->values[at], buffer));
      } catch (...) {
        return SQLITE_NOMEM;
      }
    }
    return SQLITE_OK;
  }

  sqlite3_int64 number() const { return static_cast<sqlite3_int64>(at) + 1; }

  const KeyList* keys = nullptr;
  std::size_t at = 0;
  std::size_t end = 0;
};

}  // namespace

int register_keys_table(sqlite3* database) { return TableModule<KeysCursor>::add_to(database); }

int bind_keys(sqlite3_stmt* statement, int index, const KeyList& keys) {
  CellBuffer buffer;
  for (std::size_t i = 0; i < keys.size; ++i) encode(*keys.element, keys.values[i], buffer);
  return sqlite3_bind_pointer(statement, index, const_cast<KeyList*>(&keys), pointer_type, nullptr);
}

}  // namespace orp::backend::sqlite
