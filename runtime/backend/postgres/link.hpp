// SPDX-License-Identifier: MIT
// One connection to the server: statements, transactions, batches and what was prepared.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "backend/cursors.hpp"
#include "backend/postgres/batch_cells.hpp"
#include "backend/postgres/connect.hpp"
#include "backend/postgres/cursor.hpp"
#include "backend/postgres/handles.hpp"
#include "backend/postgres/parameters.hpp"
#include "backend/prepared_cache.hpp"
#include "backend/row_statements.hpp"
#include "backend/statement_context.hpp"
#include "backend/transaction_guard.hpp"
#include "orpiment/backend/backend.hpp"
#include "orpiment/backend/link.hpp"
#include "orpiment/base/detail/hash.hpp"

namespace orp::backend::postgres {

inline constexpr int binary_results = 1;
/// Rows from which on COPY, which takes a round trip more, is faster than arrays.
inline constexpr std::size_t copy_threshold = 200;
inline constexpr Preamble preamble{
    .nests_comments = true, .skips_byte_order_marks = false, .line_ends = "\n\r"};

/// One connection. Every statement goes with parameters and brings back binary results.
///
/// (1) What makes the state of the connection unknown ends it (ends_connection): the link is
///     unusable for ever, and a COMMIT under way is in doubt. Nothing reconnects behind the back of
///     a transaction.
/// (2) A statement is prepared when it is run for the second time: those that run once need one
///     round trip, not two.
/// (3) Prepared statements that fell out of the cache are deallocated together, before the next one
///     is prepared and only where the server would not refuse: not in a failed transaction.
/// (4) A streamed query is a cursor on the server, planned for all its rows, of which some at a
///     time are fetched: the library executes no portal by parts. What is fetched is in memory, so
///     other statements may run between.
class PostgresLink final : public Link {
 public:
  PostgresLink(const Address& address, const LinkOptions& options, const PieceLimits& limits = {});

  const Dialect& dialect() const override { return row_statements_.dialect(); }
  void speak(const Dialect* dialect) override;

  void begin() override;
  void commit() override;
  void rollback() override;
  bool in_transaction() const override;
  void savepoint(std::string_view name) override;
  void release_savepoint(std::string_view name) override;
  void rollback_to_savepoint(std::string_view name) override;

  CursorHandle open(const Statement& statement, View<BoundValue> parameters, Fetch fetch) override;
  std::int64_t execute(const Statement& statement, View<BoundValue> parameters) override;
  void execute_script(std::string_view sql) override;
  std::vector<CursorHandle> open_together(View<PipelinedStatement> statements) override;

  std::size_t insert(const InsertBatch& batch) override;
  std::vector<std::size_t> update(const UpdateBatch& batch) override;
  std::size_t erase(const DeleteBatch& batch) override;
  void write_together(std::vector<Write>& writes) override;

  std::int64_t copy_out(const CopiedRows& rows, CopySink& sink) override;
  std::int64_t copy_in(const CopiedRows& rows, CopySource& source) override;

  void set_listener(StatementListener* listener) override { listener_ = listener; }
  bool is_usable() const override { return is_usable_; }
  bool ping() override;
  void reset() override;

  // For cursors that stand on the server.

  /// The next rows of the cursor `name`.
  ResultHandle fetch(const std::string& name, std::size_t row_count);
  void close_cursor(const std::string& name) noexcept;

 private:
  /// A statement of the cache; prepared on the server when it has a name. (3)
  class Prepared {
   public:
    Prepared(std::vector<Oid> parameter_types, std::vector<std::string>& dropped)
        : types(std::move(parameter_types)), dropped_(&dropped) {}
    Prepared(Prepared&& other) noexcept
        : name(std::exchange(other.name, {})),
          types(std::move(other.types)),
          dropped_(other.dropped_) {}
    Prepared& operator=(Prepared&&) = delete;
    ~Prepared() {
      if (!name.empty()) dropped_->push_back(std::move(name));  // see new_name()
    }

    std::string name;
    std::vector<Oid> types;

   private:
    std::vector<std::string>* dropped_;
  };

  // Of link.cpp

  /// (1), and transaction_guard.hpp, rule 2: the server says itself whether it is in a transaction.
  void check_usable();
  void check_transaction_goes_on();
  bool server_is_idle() const;
  void end_transaction() noexcept;
  void run_simple(const char* sql);
  void run_on_savepoint(std::string_view command, std::string_view name);
  /// Runs `sql` with `parameters_`. Throws, unless the result is as successful as can be.
  ResultHandle run(std::uint64_t key, std::string_view sql, const StatementContext& context);
  ResultHandle send(std::uint64_t key, std::string_view sql, const StatementContext& context);
  /// The entry of a statement that runs with `parameters_`, if it is to run as a prepared one. (2)
  Prepared* to_run_prepared(std::uint64_t key, std::string_view sql);
  /// Of a statement on the server. Makes room first, so that dropping one takes no memory.
  std::string new_name() {
    dropped_.reserve(dropped_.size() + cache_.size());
    return "orp_" + std::to_string(++last_name_);
  }
  void prepare(Prepared& prepared, std::string_view sql, const StatementContext& context);
  void deallocate_dropped();
  /// After a statement has failed: drops from the cache what cannot run as it was prepared.
  void forget_stale(const PGresult* result, std::uint64_t key);
  void add_parameters(View<BoundValue> parameters, std::string_view sql);
  /// Behind those that there are.
  void append_parameters(View<BoundValue> parameters, std::string_view sql);
  /// Opens a cursor on the server and fetches its first rows.
  void declare(PostgresCursor& cursor, const Statement& statement, View<BoundValue> parameters,
               Fetch fetch);
  [[noreturn]] void throw_failed(const PGresult* result, StatementContext context);

  // Of flight.cpp and pipeline.cpp

  class Flight;
  static bool is_one_statement(const Write& write);
  /// From `first` on, those that go in one flight. Returns how many; none: the first one does not.
  std::size_t write_flight(std::vector<Write>& writes, std::size_t first);
  bool send_batch(Flight& flight, const InsertBatch& batch);
  bool send_batch(Flight& flight, const UpdateBatch& batch);
  bool send_batch(Flight& flight, const DeleteBatch& batch);
  bool send_row(Flight& flight, const RowStatement& statement, const RowBatch& rows);
  bool send_arrays(Flight& flight, const RowBatch& rows);
  void read_answer(PGresult* result, const InsertBatch& batch, Write& write) const;
  static void read_answer(PGresult* result, const UpdateBatch& batch, Write& write);
  static void read_answer(PGresult* result, const DeleteBatch& batch, Write& write);

  // Of copied_rows.cpp

  class Copying;
  template <class Copy, class Move>
  std::int64_t copy(const CopiedRows& rows, std::string_view direction, const Move& move);

  // Of insert.cpp and write_batches.cpp

  /// Under which `batch_sql_` is cached.
  std::uint64_t batch_key() const {
    return detail::hash_bytes(batch_sql_.data(), batch_sql_.size()) | 1u;
  }
  /// Runs `batch_sql_` with all rows of a batch, some at a time, and `further` values behind them.
  /// Calls read(result, rows) for each.
  template <class Read>
  void run_in_pieces(const BatchCells& cells, const Read& read, View<BoundValue> further = {}) {
    const std::uint64_t key = batch_key();
    for (std::size_t first = 0; first < cells.rows().row_count;) {
      const BatchCells::Range range = cells.add_arrays(parameters_, first, limits_);
      append_parameters(further, batch_sql_);
      const RowBatch rows = cells.rows_in(range);
      const ResultHandle result = run(key, batch_sql_, {.sql = batch_sql_, .batch = &rows});
      read(result.get(), range);
      first = range.last;
    }
  }
  /// As insert(), like those below.
  std::size_t insert_one_by_one(const InsertBatch& batch);
  /// The values of that row become the parameters.
  void add_row(const RowBatch& rows, std::size_t row);
  /// Runs a statement that takes them, and `further` values behind them.
  ResultHandle run_row(const RowStatement& statement, const RowBatch& rows, std::size_t row,
                       View<BoundValue> further = {});
  /// The same of a batch of one row. Returns how many rows of the table were met.
  std::size_t write_one(const RowStatement& statement, const RowBatch& rows);
  /// The same of all rows, by `batch_sql_`, which takes arrays.
  std::size_t write_many(const BatchCells& cells);
  bool updates_all(const UpdateBatch& batch, const BatchCells& cells);
  std::vector<std::size_t> find_unmatched(const UpdateBatch& batch, const BatchCells& cells);
  /// What an INSERT of that row alone returned.
  void read_inserted(const PGresult* result, const InsertBatch& batch, std::size_t row) const;
  std::size_t insert_arrays(const InsertBatch& batch, const BatchCells& cells,
                            View<std::uint16_t> returning, bool overrides);
  std::size_t insert_absent_arrays(const InsertBatch& batch, const BatchCells& cells);
  std::size_t insert_by_copy(const InsertBatch& batch, const BatchCells& cells);
  /// What a table takes by COPY of some of its columns.
  struct CopiesOf {
    bool are_taken = true;                   // the columns have the types in which cells are sent
    std::vector<std::size_t> jsonb_columns;  // of the cells
  };
  /// The columns have the types in which the cells are sent, from now on.
  bool takes_copies(BatchCells& cells);
  CopiesOf ask_of_copies(const BatchCells& cells);
  /// None: no sequence makes them. Else whether it makes them always.
  std::optional<bool> reserve_keys(const InsertBatch& batch, std::size_t position);
  void reserve_some_keys(const InsertBatch& batch, std::size_t position, std::string_view sequence,
                         BatchCells::Range range);
  bool has_unique_key(const TableInfo& table, View<std::uint16_t> columns);
  struct SequenceOf {
    std::string name;        // none: empty
    bool is_always = false;  // GENERATED ALWAYS: other values need a word
  };
  SequenceOf sequence_of(const TableInfo& table, std::uint16_t column);

  RawConnection connection_;
  LinkOptions options_;
  PieceLimits limits_;
  StatementListener* listener_ = nullptr;
  bool is_usable_ = true;
  bool in_transaction_ = false;       // as far as the program knows
  bool ended_by_program_ = false;     // by a script
  bool is_copying_ = false;           // to or from the program, which has the word
  std::vector<std::string> dropped_;  // names on the server
  PreparedCache<Prepared> cache_;
  std::uint64_t last_name_ = 0;
  Parameters parameters_;
  std::uint64_t last_cursor_ = 0;    // on the server
  bool plans_for_all_rows_ = false;  // of cursors, in this transaction
  Cursors<PostgresCursor> cursors_;
  RowStatements row_statements_;
  std::string batch_sql_;
  std::unordered_map<std::string, SequenceOf> sequences_;  // "table"."column" -> its sequence
  std::unordered_map<std::string, bool> unique_keys_;      // "table"(columns): there is one
  std::unordered_map<std::string, CopiesOf> copies_;       // COPY ... -> what the table takes
};

}  // namespace orp::backend::postgres
