// SPDX-License-Identifier: MIT
// What a database must answer: the interfaces that a backend implements and the engine uses.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <variant>
#include <vector>

#include "orpiment/backend/batch.hpp"
#include "orpiment/backend/copy.hpp"
#include "orpiment/backend/statement.hpp"
#include "orpiment/backend/stored_rows.hpp"
#include "orpiment/meta/column_type.hpp"
#include "orpiment/meta/table_info.hpp"
#include "orpiment/meta/view.hpp"

namespace orp::backend {

class Dialect;

/// The rows of one executed statement, first to last. Whoever opened it holds it by a CursorHandle;
/// several may be open on a link. It is over when it is closed, and when the transaction ends in
/// which it was opened: next() throws UsageError then.
class Cursor {
 public:
  Cursor(const Cursor&) = delete;
  Cursor& operator=(const Cursor&) = delete;

  /// Steps to the next row; false after the last one. Throws what execution throws.
  virtual bool next() = 0;
  /// How many rows are still to come, if that is known; else 0.
  virtual std::size_t rows_left() const = 0;
  /// How many columns a row has; 0 for a statement that returns no rows.
  virtual std::size_t column_count() const = 0;
  /// As the statement names it; valid until next(), store() or close(). Requires, as all calls with
  /// a column: there is such a one, counted from 0.
  virtual std::string_view column_name(std::size_t column) const = 0;
  /// Whether `column` of the current row is NULL. Requires: next() has returned true.
  virtual bool is_null(std::size_t column) = 0;
  /// Decodes `column` of the current row into `field`. Throws DataError when the value does not fit
  /// `type` (NULL in a field that cannot be null, out of range, not this type).
  virtual void read(std::size_t column, const ColumnType& type, void* field) = 0;
  /// The integer in `column` of the current row, whatever its width; false when it is NULL. Throws
  /// as read().
  virtual bool read_integer(std::size_t column, std::int64_t& value) = 0;
  /// As read(), for consecutive columns from `first`, into base + target.offset.
  virtual void read_row(std::size_t first, View<FieldTarget> targets, std::byte* base) = 0;

  /// How many rows a statement without columns matched; known once next() has returned false.
  virtual std::int64_t affected_rows() const = 0;
  /// Takes the rows that next() has not reached yet; the cursor is exhausted afterwards. Requires:
  /// it is not streamed.
  virtual std::unique_ptr<StoredRows> store() = 0;

  /// Ends it, wherever it stands, and leaves the link ready for what comes. Nothing may be called
  /// afterwards.
  virtual void close() noexcept = 0;

 protected:
  Cursor() = default;
  virtual ~Cursor() = default;
};

/// Ends a cursor instead of deleting it: its link may open it again.
struct CloseCursor {
  void operator()(Cursor* cursor) const noexcept { cursor->close(); }
};
/// An open cursor and the duty to close it. It may outlive its link.
using CursorHandle = std::unique_ptr<Cursor, CloseCursor>;

/// How the rows of a query come.
struct Fetch {
  /// So many at a time are held in memory, for results that are larger than it; 0: all at once,
  /// which is faster. A database that lives in the program gives them one by one in any case.
  std::size_t rows_at_once = 0;
  /// What the parameters point to is there, and unchanged, until the cursor is closed: nothing has
  /// to be copied.
  bool values_stay = false;

  /// Some at a time.
  constexpr bool is_streamed() const { return rows_at_once > 0; }
};

/// Told about every statement a link sends. Texts live as long as the call.
struct SentStatement {
  std::string_view sql;             ///< as it was sent; of a script all of it
  View<BoundValue> parameters{};    ///< of a single execution
  const RowBatch* batch = nullptr;  ///< of a batch
  std::size_t row_count = 1;        ///< of a batch: rows sent
  /// Until the first row, or until done; of one that was sent with others from the answer to the
  /// one before.
  std::int64_t nanoseconds = 0;
  bool failed = false;       ///< an error is on its way to the caller
  bool is_internal = false;  ///< for the link's own needs, such as keys reserved for an INSERT
};

/// Who hears of a link's statements. Called by the thread that uses the link, so by many at once
/// when it listens to several links.
class StatementListener {
 public:
  /// Asked before each statement; when false, nothing is measured or told.
  virtual bool is_listening() const = 0;
  /// Told after each statement, also one that failed. Must not throw.
  virtual void executed(const SentStatement& event) = 0;

 protected:
  ~StatementListener() = default;
};

/// One of several statements that are sent together.
struct PipelinedStatement {
  Statement statement;            ///< a single one; no script
  View<BoundValue> parameters{};  ///< in the order of the statement's places
};

/// One of several batches that are written together, and what came of it.
struct Write {
  /// What is written.
  std::variant<InsertBatch, UpdateBatch, DeleteBatch> batch;
  std::size_t inserted = 0;              ///< what Link::insert() would return
  std::vector<std::size_t> unmatched{};  ///< what Link::update() would return
  std::size_t erased = 0;                ///< what Link::erase() would return
  bool is_done = false;                  ///< it succeeded, also when one behind it failed
};

/// One open database connection, used by one thread at a time. Every failure is thrown as one of
/// orp::Error's children, translated once, by the backend. Statements run in the transaction that
/// begin() opened; without one each runs on its own. A transaction ends by commit() or rollback()
/// and by nothing else: a statement that would do it is refused.
class Link {
 public:
  virtual ~Link() = default;
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  /// How its database spells statements, or how speak() said.
  virtual const Dialect& dialect() const = 0;
  /// Batches and COPY name tables as `dialect` does, until reset() or the next call; nullptr: as
  /// the database's own. Requires: what Dialect::with_schemas() of that one made, which lives as
  /// long. Never called for a database that makes none.
  virtual void speak(const Dialect* /*dialect*/) {}

  /// Begins a transaction. Requires: none is open.
  virtual void begin() = 0;
  virtual void commit() = 0;    ///< InDoubtError when the connection is lost while committing
  virtual void rollback() = 0;  ///< does not throw for a lost connection
  virtual bool in_transaction() const = 0;  ///< one is open, a failed one too

  // Savepoints, where DialectFacts::has_savepoints. The link quotes the names; of two that have the
  // same name the last one is meant. Requires: a transaction is open.

  virtual void savepoint(std::string_view name) = 0;  ///< sets one
  /// Forgets it and those set after it; what happened since stays.
  virtual void release_savepoint(std::string_view name) = 0;
  /// Takes back what happened since; it stays set, those set after it are gone.
  virtual void rollback_to_savepoint(std::string_view name) = 0;

  /// Executes a statement, which may return rows or not, up to its first row. Lists of keys among
  /// the parameters must live until the cursor is closed. Requires, when it is streamed: a
  /// transaction, and a statement that only reads.
  virtual CursorHandle open(const Statement& statement, View<BoundValue> parameters,
                            Fetch fetch = {}) = 0;
  /// About how many rows `table` has, at most, where the database knows it at once but does not
  /// use it to plan; where it plans by figures of its own, nothing.
  virtual std::optional<std::size_t> row_bound(const TableInfo& /*table*/) { return std::nullopt; }

  /// Executes a statement and returns the number of rows it matched.
  virtual std::int64_t execute(const Statement& statement, View<BoundValue> parameters) = 0;
  /// Executes SQL text without parameters, several statements if need be; DDL.
  virtual void execute_script(std::string_view sql) = 0;
  /// As open() of each, of statements none of which needs the answer to another: in their order,
  /// and the cursors come in that order. The first that fails is thrown as its own failure; those
  /// behind it have not run, and the cursors of those before it are closed. Requires: a
  /// transaction, unless there is only one statement. What stands here opens one after the other; a
  /// database with DialectFacts::has_round_trips sends several before it takes their answers.
  virtual std::vector<CursorHandle> open_together(View<PipelinedStatement> statements);

  // Batches. What stands here sends a statement a row, by the calls above; a database that has
  // a better way overrides it.

  /// Inserts the rows in their order and stores what the database filled in. Returns how many the
  /// database says that it has written: a trigger or a rule of its own may have dropped some, for
  /// which nothing is stored, and those that are there by `unless_there` and `conflict` do not
  /// count.
  virtual std::size_t insert(const InsertBatch& batch);
  /// Returns the numbers of the rows that matched nothing.
  virtual std::vector<std::size_t> update(const UpdateBatch& batch);
  /// Returns the number of rows deleted.
  virtual std::size_t erase(const DeleteBatch& batch);
  /// One of these three, whichever it is.
  void write(Write& write);
  /// Writes batches none of which needs what the database fills in for another, in their order. The
  /// first that fails is thrown as its own failure: it is the first that is not done. Those behind
  /// it have not run. What stands here writes one after the other; a database with
  /// DialectFacts::has_round_trips sends several before it takes their answers.
  virtual void write_together(std::vector<Write>& writes);
  /// The number that the INSERT just executed gave its row; for databases that do not return it.
  virtual std::int64_t last_identity();

  // COPY. What stands here throws UsageError: there is none. Both return how many rows there were;
  // within the calls of sink and source the link may not be used.

  /// Sends rows to the program. Requires: a transaction.
  virtual std::int64_t copy_out(const CopiedRows& rows, CopySink& sink);
  /// Takes rows of a table from the program. Requires: a transaction.
  virtual std::int64_t copy_in(const CopiedRows& rows, CopySource& source);

  /// Who is told about statements from now on; nullptr: nobody. It outlives the link.
  virtual void set_listener(StatementListener* listener) = 0;
  virtual bool is_usable() const = 0;  ///< false once the connection is lost
  virtual bool ping() = 0;             ///< a light round trip; false: lost
  /// Back to the pool: no transaction, no cursor, no dialect but the database's own.
  virtual void reset() = 0;

 protected:
  Link() = default;
};

}  // namespace orp::backend
