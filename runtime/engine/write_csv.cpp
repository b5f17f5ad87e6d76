// SPDX-License-Identifier: MIT
#include <ostream>

#include "engine/export_text.hpp"
#include "orpiment/engine/detail/named_rows.hpp"
#include "orpiment/engine/detail/stream_rows.hpp"

namespace orp::detail {

namespace {

/// Empty texts are quoted, too: nothing at all is NULL.
bool needs_quotes(std::string_view text) {
  return text.empty() || text.find_first_of(",\"\r\n") != std::string_view::npos;
}

void append_field(std::string& line, std::string_view text) {
  if (!needs_quotes(text)) {
    line += text;
    return;
  }
  line += '"';
  for (const char c : text) line.append(c == '"' ? 2 : 1, c);
  line += '"';
}

void write_csv_header(std::ostream& out, const backend::StoredRows& rows) {
  std::string line;
  for (std::size_t i = 0; i < rows.column_count(); ++i) {
    if (i > 0) line += ',';
    append_field(line, rows.column_name(i));
  }
  out << line << "\r\n";
}

void write_csv_rows(std::ostream& out, const backend::StoredRows& rows, std::size_t first) {
  std::string line;
  std::string text;
  for (std::size_t row = first; row < rows.row_count(); ++row) {
    line.clear();
    for (std::size_t i = 0; i < rows.column_count(); ++i) {
      if (i > 0) line += ',';
      if (rows.is_null(row, i)) continue;
      text.clear();
      ExportedValue(rows, row, i, known_type(rows, row, i)).append_text(text);
      append_field(line, text);
    }
    out << line << "\r\n";
  }
}

}  // namespace

void write_csv(std::ostream& out, const backend::StoredRows& rows) {
  if (rows.column_count() == 0) return;
  write_csv_header(out, rows);
  write_csv_rows(out, rows, 0);
}

void write_csv(std::ostream& out, StreamRows& stream) {
  write_csv_header(out, *by_name(stream.rows()));
  stream.each_partition([&](const RowBuffer& rows, std::size_t first) {
    write_csv_rows(out, *by_name(rows), first);
  });
}

}  // namespace orp::detail
