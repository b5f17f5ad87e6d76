// SPDX-License-Identifier: MIT
#include "backend/sqlite/keys_table.hpp"

#include <cstddef>
#include <new>
#include <string>

#include "backend/sqlite/types.hpp"
#include "backend/value_fault.hpp"

namespace orp::backend::sqlite {

namespace {

constexpr const char* pointer_type = "orpiment_keys";

enum Column : int { value_column, position_column, keys_column };

struct KeysTable : sqlite3_vtab {};

struct KeysCursor : sqlite3_vtab_cursor {
  const KeyList* keys = nullptr;
  std::size_t at = 0;
  std::size_t end = 0;
};

KeysCursor& cursor_of(sqlite3_vtab_cursor* cursor) { return *static_cast<KeysCursor*>(cursor); }

int connect(sqlite3* database, void*, int, const char* const*, sqlite3_vtab** table, char**) {
  const int declared =
      sqlite3_declare_vtab(database, "CREATE TABLE x(value, position, keys HIDDEN)");
  if (declared != SQLITE_OK) return declared;
  sqlite3_vtab_config(database, SQLITE_VTAB_INNOCUOUS);
  *table = new (std::nothrow) KeysTable();
  return *table == nullptr ? SQLITE_NOMEM : SQLITE_OK;
}

int disconnect(sqlite3_vtab* table) {
  delete static_cast<KeysTable*>(table);
  return SQLITE_OK;
}

constexpr int not_found = -1;

/// The number of the constraint that gives `column` a value.
int find_equation(const sqlite3_index_info& info, Column column) {
  for (int i = 0; i < info.nConstraint; ++i) {
    const auto& constraint = info.aConstraint[i];
    if (constraint.iColumn == column && constraint.op == SQLITE_INDEX_CONSTRAINT_EQ) return i;
  }
  return not_found;
}

/// The list must be given, and then is so cheap and short that the planner begins with it. A row of
/// it is found at once by its position: so are the columns of a list of composite keys put
/// together.
int best_index(sqlite3_vtab*, sqlite3_index_info* info) {
  const int keys = find_equation(*info, keys_column);
  if (keys == not_found) {
    info->estimatedCost = 1e12;
    return SQLITE_OK;
  }
  if (info->aConstraint[keys].usable == 0) return SQLITE_CONSTRAINT;
  info->aConstraintUsage[keys].argvIndex = 1;
  info->aConstraintUsage[keys].omit = 1;
  info->idxNum = 1;  // how many arguments there are
  info->estimatedCost = 2;
  info->estimatedRows = 100;
  const int position = find_equation(*info, position_column);
  if (position == not_found || info->aConstraint[position].usable == 0) return SQLITE_OK;
  info->aConstraintUsage[position].argvIndex = 2;
  info->idxNum = 2;
  info->estimatedCost = 1;
  info->estimatedRows = 1;
  return SQLITE_OK;
}

int open(sqlite3_vtab*, sqlite3_vtab_cursor** cursor) {
  *cursor = new (std::nothrow) KeysCursor();
  return *cursor == nullptr ? SQLITE_NOMEM : SQLITE_OK;
}

int close(sqlite3_vtab_cursor* cursor) {
  delete &cursor_of(cursor);
  return SQLITE_OK;
}

int filter(sqlite3_vtab_cursor* base, int, const char*, int argument_count,
           sqlite3_value** arguments) {
  KeysCursor& cursor = cursor_of(base);
  cursor.keys =
      argument_count == 0
          ? nullptr
          : static_cast<const KeyList*>(sqlite3_value_pointer(arguments[0], pointer_type));
  cursor.at = 0;
  cursor.end = cursor.keys == nullptr ? 0 : cursor.keys->size;
  if (argument_count < 2) return SQLITE_OK;
  const sqlite3_int64 position = sqlite3_value_int64(arguments[1]);
  const bool is_there = position > 0 && position <= static_cast<sqlite3_int64>(cursor.end);
  cursor.end = is_there ? static_cast<std::size_t>(position) : 0;
  cursor.at = is_there ? cursor.end - 1 : 0;
  return SQLITE_OK;
}

int next(sqlite3_vtab_cursor* cursor) {
  ++cursor_of(cursor).at;
  return SQLITE_OK;
}

int eof(sqlite3_vtab_cursor* base) {
  const KeysCursor& cursor = cursor_of(base);
  return cursor.at >= cursor.end ? 1 : 0;
}

void give_bytes(sqlite3_context* context, const Cell& cell) {
  if (cell.kind == Cell::Kind::text) {
    sqlite3_result_text64(context, cell.bytes.data, cell.bytes.size, SQLITE_TRANSIENT, SQLITE_UTF8);
  } else {
    sqlite3_result_blob64(context, cell.bytes.data, cell.bytes.size, SQLITE_TRANSIENT);
  }
}

void give(sqlite3_context* context, const Cell& cell) {
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

int column(sqlite3_vtab_cursor* base, sqlite3_context* context, int which) {
  const KeysCursor& cursor = cursor_of(base);
  if (which == position_column) {
    sqlite3_result_int64(context, static_cast<std::int64_t>(cursor.at) + 1);
  } else if (which == value_column) {
    try {  // the caller is C; faults came out when the keys were bound, so this is out of memory
      CellBuffer buffer;
      give(context, encode(*cursor.keys->element, cursor.keys->values[cursor.at], buffer));
    } catch (...) {
      return SQLITE_NOMEM;
    }
  }
  return SQLITE_OK;
}

int rowid(sqlite3_vtab_cursor* base, sqlite3_int64* number) {
  *number = static_cast<sqlite3_int64>(cursor_of(base).at) + 1;
  return SQLITE_OK;
}

/// Without xCreate the table needs no CREATE VIRTUAL TABLE and cannot be the target of one.
sqlite3_module make_module() {
  sqlite3_module module{};
  module.xConnect = connect;
  module.xDisconnect = disconnect;
  module.xBestIndex = best_index;
  module.xOpen = open;
  module.xClose = close;
  module.xFilter = filter;
  module.xNext = next;
  module.xEof = eof;
  module.xColumn = column;
  module.xRowid = rowid;
  return module;
}

}  // namespace

int register_keys_table(sqlite3* database) {
  static const sqlite3_module module = make_module();
  return sqlite3_create_module_v2(database, "orpiment_keys", &module, nullptr, nullptr);
}

int bind_keys(sqlite3_stmt* statement, int index, const KeyList& keys) {
  CellBuffer buffer;
  for (std::size_t i = 0; i < keys.size; ++i) encode(*keys.element, keys.values[i], buffer);
  return sqlite3_bind_pointer(statement, index, const_cast<KeyList*>(&keys), pointer_type, nullptr);
}

}  // namespace orp::backend::sqlite
