// SPDX-License-Identifier: MIT
#include "engine/value_stream.hpp"

#include "engine/result_columns.hpp"
#include "engine/row_filler.hpp"
#include "engine/streamed_cursor.hpp"

namespace orp {

namespace {

class ValueStream final : public detail::StreamSource {
 public:
  ValueStream(backend::Link& link, sql::StatementCache& statements, sql::NodeRef statement,
              detail::StreamRows& rows)
      : statement_(std::move(statement)), bound_(statements.bind(statement_)) {
    const sql::CompiledStatement& compiled = bound_.compiled();
    check_streamable(compiled);
    cursor_.open(link, bound_.statement(), bound_.parameters(), rows.rows_at_once());
    check_column_count(compiled, cursor_.cursor());
    rows.rows().names = column_names(*statement_, compiled, cursor_.cursor());
    rows.rows().statement = bound_.shared();
  }

  void read(detail::RowBuffer& rows, std::size_t count) override {
    if (cursor_.is_over()) return;
    RowFiller filler(rows);
    filler.add_values(bound_.compiled());
    backend::Cursor& cursor = cursor_.cursor();
    cursor_.read(bound_.compiled(), count, [&] { filler.take_row(cursor); });
  }
  void keep(Entity&) override {}  // there are none

 private:
  sql::NodeRef statement_;  // the values are in it
  sql::BoundStatement bound_;
  StreamedCursor cursor_;
};

}  // namespace

std::unique_ptr<detail::StreamSource> open_stream(backend::Link& link,
                                                  sql::StatementCache& statements,
                                                  const sql::NodeRef& statement,
                                                  detail::StreamRows& rows) {
  return std::make_unique<ValueStream>(link, statements, statement, rows);
}

}  // namespace orp
