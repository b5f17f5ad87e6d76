// SPDX-License-Identifier: MIT
// Many rows into one table without a class, in constant memory:
//
//     orp::bulk_insert(session, events, rows)      // of std::vector<orp::meta::NamedValue>
//
// They go as those of Session::bulk_insert() and its kin do: in chunks, by COPY or arrays where the
// database has such. Rows are a range, or what a callable returns until it is empty.
#pragma once
#include <cstddef>
#include <memory>
#include <utility>
#include <vector>

#include "orpiment/session/bulk.hpp"
#include "orpiment/session/session.hpp"
#include "orpiment/sql/table.hpp"

namespace orp {

namespace detail {

/// One bulk write of a table without a class.
class TableBulk {
 public:
  /// `rule` is that of an upsert; else nullptr.
  TableBulk(Session& session, const meta::Table& table, BulkWriter::Act act,
            const BulkOptions& options, const meta::TableRule* rule = nullptr);
  TableBulk(const TableBulk&) = delete;
  TableBulk& operator=(const TableBulk&) = delete;
  ~TableBulk();

  /// The next row. The first one says which columns there are.
  void add(const std::vector<meta::NamedValue>& row);
  /// Sends the rest.
  BulkProgress finish();
  /// As BulkWriter::fail().
  void fail();

  /// All of them.
  template <class Rows>
  BulkProgress write(Rows&& rows) {
    return write_each(*this, std::forward<Rows>(rows),
                      [this](const std::vector<meta::NamedValue>& row) { add(row); });
  }

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace detail

/// Inserts rows that all give the same columns; the others take the database's defaults. Returns
/// how many the database has written, as Session::bulk_insert(). Throws UsageError for rows of
/// different columns, for expressions in the place of values, and as meta::TableInsert::values();
/// DataError for a value that does not fit; what Session::bulk_insert() throws.
template <class Rows>
std::size_t bulk_insert(Session& session, const meta::Table& table, Rows&& rows,
                        const BulkOptions& options = {}) {
  detail::TableBulk bulk(session, table, detail::BulkWriter::Act::insert, options);
  return bulk.write(std::forward<Rows>(rows)).written;
}

/// Updates the rows that have these primary keys to the other values given. Throws as
/// bulk_insert(), and StaleDataError when one is not there.
template <class Rows>
std::size_t bulk_update(Session& session, const meta::Table& table, Rows&& rows,
                        const BulkOptions& options = {}) {
  detail::TableBulk bulk(session, table, detail::BulkWriter::Act::update, options);
  return bulk.write(std::forward<Rows>(rows)).written;
}

/// Inserts rows, some of which may be there already, as `rule` says:
/// `orp::bulk_upsert(session, events, rows, orp::on_conflict(events, {"id"}).do_update())`. Of rows
/// with one key counts the one that Session::bulk_upsert() says. Throws as bulk_insert().
template <class Rows>
BulkProgress bulk_upsert(Session& session, const meta::Table& table, Rows&& rows,
                         const meta::TableRule& rule, const BulkOptions& options = {}) {
  detail::TableBulk bulk(session, table, detail::BulkWriter::Act::insert, options, &rule);
  return bulk.write(std::forward<Rows>(rows));
}

}  // namespace orp
