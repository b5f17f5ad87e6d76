// SPDX-License-Identifier: MIT
// Table functions of ours: what the library asks of each is one module, made of a cursor.
#pragma once
#include <sqlite3.h>

#include <new>

namespace orp::backend::sqlite {

/// The module of the table function whose rows a `Cursor` gives. It derives from
/// sqlite3_vtab_cursor and has
///
///     static constexpr const char* name;                  // of the function
///     static constexpr const char* columns;               // "CREATE TABLE x(value, n HIDDEN)"
///     static int plan(sqlite3_index_info& info);          // xBestIndex
///     int begin(int count, sqlite3_value** arguments);    // xFilter
///     void go_on();                                       // xNext
///     bool is_over() const;                               // xEof
///     int give(sqlite3_context* context, int column);     // xColumn
///     sqlite3_int64 number() const;                       // xRowid
///
/// What returns an int returns a result code of the library; nothing throws.
template <class Cursor>
class TableModule {
 public:
  /// Makes the function known to a connection. Returns the library's result code.
  static int add_to(sqlite3* database) {
    static const sqlite3_module module = make();
    return sqlite3_create_module_v2(database, Cursor::name, &module, nullptr, nullptr);
  }

 private:
  struct Table : sqlite3_vtab {};

  static Cursor& of(sqlite3_vtab_cursor* cursor) { return *static_cast<Cursor*>(cursor); }

  static int connect(sqlite3* database, void*, int, const char* const*, sqlite3_vtab** table,
                     char**) {
    const int declared = sqlite3_declare_vtab(database, Cursor::columns);
    if (declared != SQLITE_OK) return declared;
    sqlite3_vtab_config(database, SQLITE_VTAB_INNOCUOUS);
    *table = new (std::nothrow) Table();
    return *table == nullptr ? SQLITE_NOMEM : SQLITE_OK;
  }
  static int disconnect(sqlite3_vtab* table) {
    delete static_cast<Table*>(table);
    return SQLITE_OK;
  }
  static int plan(sqlite3_vtab*, sqlite3_index_info* info) { return Cursor::plan(*info); }
  static int open(sqlite3_vtab*, sqlite3_vtab_cursor** cursor) {
    *cursor = new (std::nothrow) Cursor();
    return *cursor == nullptr ? SQLITE_NOMEM : SQLITE_OK;
  }
  static int close(sqlite3_vtab_cursor* cursor) {
    delete &of(cursor);
    return SQLITE_OK;
  }
  static int filter(sqlite3_vtab_cursor* cursor, int, const char*, int count,
                    sqlite3_value** arguments) {
    return of(cursor).begin(count, arguments);
  }
  static int next(sqlite3_vtab_cursor* cursor) {
    of(cursor).go_on();
    return SQLITE_OK;
  }
  static int eof(sqlite3_vtab_cursor* cursor) { return of(cursor).is_over() ? 1 : 0; }
  static int column(sqlite3_vtab_cursor* cursor, sqlite3_context* context, int which) {
    return of(cursor).give(context, which);
  }
  static int rowid(sqlite3_vtab_cursor* cursor, sqlite3_int64* number) {
    *number = of(cursor).number();
    return SQLITE_OK;
  }

  // Without xCreate the table needs no CREATE VIRTUAL TABLE and cannot be the target of one.
  static sqlite3_module make() {
    sqlite3_module module{};
    module.xConnect = connect;
    module.xDisconnect = disconnect;
    module.xBestIndex = plan;
    module.xOpen = open;
    module.xClose = close;
    module.xFilter = filter;
    module.xNext = next;
    module.xEof = eof;
    module.xColumn = column;
    module.xRowid = rowid;
    return module;
  }
};

}  // namespace orp::backend::sqlite
