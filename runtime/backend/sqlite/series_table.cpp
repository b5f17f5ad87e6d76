// SPDX-License-Identifier: MIT
#include "backend/sqlite/series_table.hpp"

#include <cstdint>

#include "backend/sqlite/table_module.hpp"

namespace orp::backend::sqlite {

namespace {

enum SeriesColumn : int { series_value, series_first, series_last, series_step };
constexpr int series_argument_count = 3;

struct SeriesCursor : sqlite3_vtab_cursor {
  static constexpr const char* name = "orpiment_series";
  static constexpr const char* columns =
      "CREATE TABLE x(value INTEGER, first HIDDEN, last HIDDEN, step HIDDEN)";

  /// All three arguments must be known before the rows are asked for.
  static int plan(sqlite3_index_info& info) {
    int given = 0;
    for (int i = 0; i < info.nConstraint; ++i) {
      const auto& constraint = info.aConstraint[i];
      if (constraint.iColumn < series_first || constraint.op != SQLITE_INDEX_CONSTRAINT_EQ)
        continue;
      if (constraint.usable == 0) return SQLITE_CONSTRAINT;
      info.aConstraintUsage[i].argvIndex = constraint.iColumn;  // the first argument is column 1
      info.aConstraintUsage[i].omit = 1;
      ++given;
    }
    if (given != series_argument_count) return SQLITE_CONSTRAINT;
    info.estimatedCost = 100;
    info.estimatedRows = 100;
    return SQLITE_OK;
  }

  int begin(int count, sqlite3_value** arguments) {
    has_ended = true;
    for (int i = 0; i < count; ++i)
      if (sqlite3_value_type(arguments[i]) == SQLITE_NULL) return SQLITE_OK;
    at = sqlite3_value_int64(arguments[0]);
    last = sqlite3_value_int64(arguments[1]);
    step = sqlite3_value_int64(arguments[2]);
    if (step == 0) {
      pVtab->zErrMsg = sqlite3_mprintf("step size cannot equal zero");
      return SQLITE_ERROR;
    }
    has_ended = is_beyond();
    return SQLITE_OK;
  }

  void go_on() { has_ended = __builtin_add_overflow(at, step, &at) || is_beyond(); }
  bool is_over() const { return has_ended; }
  int give(sqlite3_context* context, int column) const {
    if (column == series_value) sqlite3_result_int64(context, at);
    return SQLITE_OK;
  }
  sqlite3_int64 number() const { return at; }

  bool is_beyond() const { return step > 0 ? at > last : at < last; }

  std::int64_t at = 0;
  std::int64_t last = 0;
  std::int64_t step = 1;
  bool has_ended = true;
};

}  // namespace

int register_series_table(sqlite3* database) { return TableModule<SeriesCursor>::add_to(database); }

}  // namespace orp::backend::sqlite
