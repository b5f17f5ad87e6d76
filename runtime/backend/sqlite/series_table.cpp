// SPDX-License-Identifier: MIT
#include "backend/sqlite/series_table.hpp"

#include <cstdint>
#include <new>

namespace orp::backend::sqlite {

namespace {

enum SeriesColumn : int { series_value, series_first, series_last, series_step };
constexpr int series_argument_count = 3;

struct SeriesTable : sqlite3_vtab {};

struct SeriesCursor : sqlite3_vtab_cursor {
  std::int64_t at = 0;
  std::int64_t last = 0;
  std::int64_t step = 1;
  bool is_over = true;
};

SeriesCursor& series_of(sqlite3_vtab_cursor* cursor) { return *static_cast<SeriesCursor*>(cursor); }

int connect_series(sqlite3* database, void*, int, const char* const*, sqlite3_vtab** table,
                   char**) {
  const int declared = sqlite3_declare_vtab(
      database, "CREATE TABLE x(value INTEGER, first HIDDEN, last HIDDEN, step HIDDEN)");
  if (declared != SQLITE_OK) return declared;
  sqlite3_vtab_config(database, SQLITE_VTAB_INNOCUOUS);
  *table = new (std::nothrow) SeriesTable();
  return *table == nullptr ? SQLITE_NOMEM : SQLITE_OK;
}

int disconnect_series(sqlite3_vtab* table) {
  delete static_cast<SeriesTable*>(table);
  return SQLITE_OK;
}

/// All three arguments must be known before the rows are asked for.
int plan_series(sqlite3_vtab*, sqlite3_index_info* info) {
  int given = 0;
  for (int i = 0; i < info->nConstraint; ++i) {
    const auto& constraint = info->aConstraint[i];
    if (constraint.iColumn < series_first || constraint.op != SQLITE_INDEX_CONSTRAINT_EQ) continue;
    if (constraint.usable == 0) return SQLITE_CONSTRAINT;
    info->aConstraintUsage[i].argvIndex = constraint.iColumn;  // the first argument is column 1
    info->aConstraintUsage[i].omit = 1;
    ++given;
  }
  if (given != series_argument_count) return SQLITE_CONSTRAINT;
  info->estimatedCost = 100;
  info->estimatedRows = 100;
  return SQLITE_OK;
}

int open_series(sqlite3_vtab*, sqlite3_vtab_cursor** cursor) {
  *cursor = new (std::nothrow) SeriesCursor();
  return *cursor == nullptr ? SQLITE_NOMEM : SQLITE_OK;
}

int close_series(sqlite3_vtab_cursor* cursor) {
  delete &series_of(cursor);
  return SQLITE_OK;
}

bool is_beyond(const SeriesCursor& series) {
  return series.step > 0 ? series.at > series.last : series.at < series.last;
}

int begin_series(sqlite3_vtab_cursor* base, int, const char*, int count,
                 sqlite3_value** arguments) {
  SeriesCursor& series = series_of(base);
  series.is_over = true;
  for (int i = 0; i < count; ++i)
    if (sqlite3_value_type(arguments[i]) == SQLITE_NULL) return SQLITE_OK;
  series.at = sqlite3_value_int64(arguments[0]);
  series.last = sqlite3_value_int64(arguments[1]);
  series.step = sqlite3_value_int64(arguments[2]);
  if (series.step == 0) {
    base->pVtab->zErrMsg = sqlite3_mprintf("step size cannot equal zero");
    return SQLITE_ERROR;
  }
  series.is_over = is_beyond(series);
  return SQLITE_OK;
}

int next_of_series(sqlite3_vtab_cursor* base) {
  SeriesCursor& series = series_of(base);
  series.is_over = __builtin_add_overflow(series.at, series.step, &series.at) || is_beyond(series);
  return SQLITE_OK;
}

int is_series_over(sqlite3_vtab_cursor* base) { return series_of(base).is_over ? 1 : 0; }

int give_series(sqlite3_vtab_cursor* base, sqlite3_context* context, int which) {
  if (which == series_value) sqlite3_result_int64(context, series_of(base).at);
  return SQLITE_OK;
}

int number_in_series(sqlite3_vtab_cursor* base, sqlite3_int64* number) {
  *number = series_of(base).at;
  return SQLITE_OK;
}

/// Without xCreate the table needs no CREATE VIRTUAL TABLE and cannot be the target of one.
sqlite3_module make_series_module() {
  sqlite3_module module{};
  module.xConnect = connect_series;
  module.xDisconnect = disconnect_series;
  module.xBestIndex = plan_series;
  module.xOpen = open_series;
  module.xClose = close_series;
  module.xFilter = begin_series;
  module.xNext = next_of_series;
  module.xEof = is_series_over;
  module.xColumn = give_series;
  module.xRowid = number_in_series;
  return module;
}

}  // namespace

int register_series_table(sqlite3* database) {
  static const sqlite3_module module = make_series_module();
  return sqlite3_create_module_v2(database, "orpiment_series", &module, nullptr, nullptr);
}

}  // namespace orp::backend::sqlite
