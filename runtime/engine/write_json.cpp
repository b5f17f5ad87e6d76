// SPDX-License-Identifier: MIT
#include <ostream>
#include <unordered_set>

#include "base/json_string.hpp"
#include "engine/export_text.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/engine/detail/named_rows.hpp"
#include "orpiment/engine/detail/stream_rows.hpp"

namespace orp::detail {

namespace {

/// The columns' names as members of an object: `"name":`.
std::vector<std::string> member_names(const backend::StoredRows& rows) {
  std::vector<std::string> members;
  std::unordered_set<std::string_view> known;
  for (std::size_t i = 0; i < rows.column_count(); ++i) {
    const std::string_view name = rows.column_name(i);
    if (!known.insert(name).second) {
      throw UsageError(
          {.code = "ORP-1409",
           .message = "several columns of the result are named \"" + std::string(name) + "\"",
           .hint = "give them labels: an object of JSON has one of each name"});
    }
    append_json_string(members.emplace_back(), name);
    members.back() += ':';
  }
  return members;
}

/// An array of objects, as its rows come.
class JsonRows {
 public:
  /// Of rows that have the columns of `rows`.
  JsonRows(std::ostream& out, const backend::StoredRows& rows)
      : out_(out), members_(member_names(rows)) {
    out_ << '[';
  }

  void write(const backend::StoredRows& rows, std::size_t first) {
    for (std::size_t row = first; row < rows.row_count(); ++row) {
      line_ = is_first_ ? "\n{" : ",\n{";
      is_first_ = false;
      for (std::size_t i = 0; i < members_.size(); ++i) {
        if (i > 0) line_ += ',';
        line_ += members_[i];
        if (rows.is_null(row, i))
          line_ += "null";
        else
          ExportedValue(rows, row, i, known_type(rows, row, i)).append_json(line_);
      }
      out_ << line_ << '}';
    }
  }

  void finish() { out_ << "\n]\n"; }

 private:
  std::ostream& out_;
  std::vector<std::string> members_;
  std::string line_;
  bool is_first_ = true;
};

}  // namespace

void write_json(std::ostream& out, const backend::StoredRows& rows) {
  JsonRows written(out, rows);
  written.write(rows, 0);
  written.finish();
}

void write_json(std::ostream& out, StreamRows& stream) {
  JsonRows written(out, *by_name(stream.rows()));
  stream.each_partition(
      [&](const RowBuffer& rows, std::size_t first) { written.write(*by_name(rows), first); });
  written.finish();
}

}  // namespace orp::detail
