// SPDX-License-Identifier: MIT
#include "backend/sqlite/series_table.hpp"

#include <cstdint>
#include <cstring>
#include <exception>
#include <optional>
#include <string_view>

#include "backend/sqlite/own_function.hpp"
#include "backend/sqlite/table_module.hpp"
#include "orpiment/base/date.hpp"
#include "orpiment/base/decimal.hpp"
#include "orpiment/base/interval.hpp"
#include "orpiment/base/timestamp.hpp"

namespace orp::backend::sqlite {

namespace {

constexpr const char* no_step = "step size cannot equal zero";

/// Integers from one to another.
class IntegerSeries {
 public:
  static constexpr const char* name = "orpiment_series";

  /// What is wrong with the arguments; nullptr: nothing.
  const char* begin(sqlite3_value** arguments) {
    at_ = sqlite3_value_int64(arguments[0]);
    last_ = sqlite3_value_int64(arguments[1]);
    step_ = sqlite3_value_int64(arguments[2]);
    return step_ == 0 ? no_step : nullptr;
  }
  bool is_over() const { return is_beyond_ || (step_ > 0 ? at_ > last_ : at_ < last_); }
  void next() { is_beyond_ = __builtin_add_overflow(at_, step_, &at_); }
  void give(sqlite3_context* context) const { sqlite3_result_int64(context, at_); }

 private:
  std::int64_t at_ = 0;
  std::int64_t last_ = 0;
  std::int64_t step_ = 1;
  bool is_beyond_ = false;
};

/// Timestamps from one to another by an interval, or dates, which are their beginnings.
class MomentSeries {
 public:
  static constexpr const char* name = "orpiment_moments";

  const char* begin(sqlite3_value** arguments) {
    const auto first = moment_in(text_of(arguments[0]));
    const auto last = moment_in(text_of(arguments[1]));
    const auto step = Interval::from_string(text_of(arguments[2]));
    if (!first || !last || !step) return "not a value of its type";
    are_dates_ = text_of(arguments[0]).size() == Date::text_size;
    at_ = *first;
    last_ = *last;
    step_ = *step;
    direction_ = length_of(step_);
    return direction_ == 0 ? no_step : nullptr;
  }
  bool is_over() const { return is_beyond_ || (direction_ > 0 ? at_ > last_ : at_ < last_); }
  void next() {
    try {
      at_ = at_ + step_;
    } catch (const std::exception&) {  // no timestamp is there
      is_beyond_ = true;
    }
  }
  void give(sqlite3_context* context) const {
    char text[Timestamp::text_size];
    at_.write_to(text);
    const std::size_t size = are_dates_ ? Date::text_size : Timestamp::text_size;
    sqlite3_result_text(context, text, static_cast<int>(size), SQLITE_TRANSIENT);
  }

 private:
  static std::optional<Timestamp> moment_in(std::string_view text) {
    if (text.size() != Date::text_size) return Timestamp::from_string(text);
    const std::optional<Date> date = Date::from_string(text);
    if (!date) return std::nullopt;
    return Timestamp::from_microseconds(date->days() * microseconds_per_day);
  }
  /// By which intervals are compared: a month has thirty days.
  static detail::Int128 length_of(const Interval& step) {
    constexpr int month = 30;
    return (detail::Int128{step.months()} * month + step.days()) * microseconds_per_day +
           step.microseconds();
  }

  Timestamp at_;
  Timestamp last_;
  Interval step_;
  detail::Int128 direction_ = 0;
  bool are_dates_ = false;
  bool is_beyond_ = false;
};

enum SeriesColumn : int { series_value, series_first, series_last, series_step };
constexpr int series_argument_count = 3;

/// Where the rows of a `Series` stand.
template <class Series>
struct SeriesCursor : sqlite3_vtab_cursor {
  static constexpr const char* name = Series::name;
  static constexpr const char* columns =
      "CREATE TABLE x(value, first HIDDEN, last HIDDEN, step HIDDEN)";

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
    series = {};
    row = 0;
    has_ended = true;
    for (int i = 0; i < count; ++i)
      if (sqlite3_value_type(arguments[i]) == SQLITE_NULL) return SQLITE_OK;
    if (const char* const fault = series.begin(arguments)) {
      pVtab->zErrMsg = sqlite3_mprintf("%s", fault);
      return SQLITE_MISMATCH;
    }
    has_ended = series.is_over();
    return SQLITE_OK;
  }

  void go_on() {
    series.next();
    ++row;
    has_ended = series.is_over();
  }
  bool is_over() const { return has_ended; }
  int give(sqlite3_context* context, int column) const {
    if (column == series_value) series.give(context);
    return SQLITE_OK;
  }
  sqlite3_int64 number() const { return row; }

  Series series;
  sqlite3_int64 row = 0;
  bool has_ended = true;
};

}  // namespace

int register_series_table(sqlite3* database) {
  const int registered = TableModule<SeriesCursor<IntegerSeries>>::add_to(database);
  return registered == SQLITE_OK ? TableModule<SeriesCursor<MomentSeries>>::add_to(database)
                                 : registered;
}

}  // namespace orp::backend::sqlite
