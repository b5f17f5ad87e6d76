// SPDX-License-Identifier: MIT
#pragma once
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "orpiment/backend/copy.hpp"
#include "orpiment/engine/detail/copy_ends.hpp"
#include "orpiment/engine/explained_plan.hpp"
#include "orpiment/engine/result.hpp"
#include "orpiment/engine/stream.hpp"
#include "orpiment/engine/transaction.hpp"
#include "orpiment/meta/schema_translate_map.hpp"
#include "orpiment/sql/column.hpp"
#include "orpiment/sql/detail/given_text.hpp"
#include "orpiment/sql/executable.hpp"
#include "orpiment/sql/text.hpp"

namespace orp {

class Engine;

/// How the statements of a connection run.
struct ConnectionOptions {
  /// What schemas that the model names are called; no pairs: as in the model.
  SchemaTranslateMap schema_translate_map{};
};

/// A connection checked out of an engine's pool, for one thread at a time. The first statement
/// begins a transaction; commit() or rollback() ends it, and the next statement begins another.
/// Goes back to the pool when closed or destroyed, whatever is uncommitted being rolled back.
///
/// When the connection to the database is lost, every use throws ConnectionError until rollback();
/// after that the next use takes another connection out of the pool. What runs a statement throws
/// SqlError and its kinds when the database refuses it.
class Connection {
 public:
  /// Transactions and savepoints of it stay valid.
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;
  ~Connection();

  /// Runs a statement whose row types are known: a select, text().columns<...>(), RETURNING. Throws
  /// DataError for a value that does not fit its C++ type, UsageError for text() that gives
  /// fewer or more columns.
  template <class... Ts>
  requires detail::QueryOfValues<Query<Ts...>> Rows<Ts...> execute(const Query<Ts...>& statement) {
    Rows<Ts...> rows(detail::tuple_row<Ts...>);
    read(statement, rows.rows_);
    return rows;
  }
  /// Does not compile: objects belong to a session.
  template <class... Ts>
  requires(detail::RowElement<Ts>::is_entity || ...) DynamicResult execute(const Query<Ts...>&) {
    detail::refuse_query<Query<Ts...>>();
    return {nullptr, 0};
  }
  /// Runs any other statement; its rows, if any, are read by position and name.
  DynamicResult execute(const Executable& statement);
  /// Does not compile: says why `X` cannot be run.
  template <class X>
  requires(!detail::Statement<X>) DynamicResult execute(const X&) {
    detail::refuse_statement<X>();
    return {nullptr, 0};
  }
  /// execute(statement).scalar() and .scalars().
  template <class X>
  auto scalar(const X& statement) {
    if constexpr (detail::QueryOfValues<X>)
      return execute(statement).scalar();
    else
      return detail::refuse_query<X>(), std::optional<int>();
  }
  /// @copydoc scalar
  template <class X>
  auto scalars(const X& statement) {
    if constexpr (detail::QueryOfValues<X>)
      return execute(statement).scalars();
    else
      return detail::refuse_query<X>(), detail::Refused();
  }
  /// The rows of a query as the loop asks for them, some at a time: `for (const auto& [id, name] :
  /// connection.stream(stmt, {.yield_per = 500}))`. Throws what execute() throws, and UsageError
  /// for a statement that writes.
  template <class... Ts>
  requires(!(detail::RowElement<Ts>::is_entity ||
             ...)) Stream<Ts...> stream(const Query<Ts...>& statement, StreamOptions options = {}) {
    Stream<Ts...> stream(options);
    open(statement, stream.rows_);
    return stream;
  }
  /// Does not compile: says why `X` cannot be streamed.
  template <class X>
  requires(!detail::QueryOfValues<X>) detail::Refused stream(const X&, StreamOptions = {}) {
    detail::refuse_query<X>();
    return {};
  }
  /// How the database means to run a statement. Throws what execute() throws.
  ExplainedPlan explain(const Executable& statement, ExplainOptions options = {});
  /// Runs SQL text without values, several statements if need be: DDL, settings.
  void execute_script(detail::GivenText sql);

  // COPY, in the database's own forms (CopyOptions), where it has that; UsageError elsewhere,
  // where stream(stmt).to_csv(out) writes rows and Session::bulk_insert() takes them. Memory does
  // not depend on how many rows there are; all return how many. Within what they call the
  // connection may not be used. After a failure, also of what they call, none of the rows that came
  // in stays, and the transaction has failed.

  /// Writes all rows of the table of `E` to a std::ostream, or calls a function with pieces of
  /// them, which end anywhere: `connection.copy_out<Reading>(file)`.
  template <class E, class To>
  requires detail::MappedEntity<E> std::int64_t copy_out(To&& to, const CopyOptions& options = {}) {
    auto sink = detail::sink_of(to);
    return copy_out(E::info, {}, sink, options);
  }
  /// The same of some columns: `connection.copy_out(std::tuple(Tag::c.id, Tag::c.name), file)`.
  template <class E, class... T, class To>
  std::int64_t copy_out(const std::tuple<Column<E, T>...>& columns, To&& to,
                        const CopyOptions& options = {}) {
    auto sink = detail::sink_of(to);
    return copy_out(E::info, numbers_of(columns), sink, options);
  }
  /// The same of the rows of a query. Throws UsageError for one that has values, which COPY does
  /// not take, or that writes.
  template <class... Ts, class To>
  std::int64_t copy_out(const Query<Ts...>& query, To&& to, const CopyOptions& options = {}) {
    auto sink = detail::sink_of(to);
    return copy_out_query(query, sink, options);
  }
  /// Adds the rows of a std::istream, or of a function that returns pieces of them as a
  /// std::optional<std::string>, empty at the end, to the table of `E`: all columns that a program
  /// may write, in the order of the schema. The database's defaults are not asked for, and nothing
  /// of the schema is checked that the table does not check. An error names line and column.
  template <class E, class From>
  requires detail::MappedEntity<E> std::int64_t copy_in(From&& from,
                                                        const CopyOptions& options = {}) {
    auto source = detail::source_of(from);
    return copy_in(E::info, {}, source, options);
  }
  /// The same of some columns; the others take the database's defaults.
  template <class E, class... T, class From>
  std::int64_t copy_in(const std::tuple<Column<E, T>...>& columns, From&& from,
                       const CopyOptions& options = {}) {
    auto source = detail::source_of(from);
    return copy_in(E::info, numbers_of(columns), source, options);
  }

  /// Begins a transaction. Throws UsageError when one is open already.
  Transaction begin();
  /// Sets a savepoint, beginning a transaction if there is none. Throws UsageError when the
  /// database has no savepoints.
  Savepoint begin_nested();
  /// Ends the open transaction, with all savepoints; nothing happens without one. Throws
  /// InDoubtError when the connection is lost while committing, IntegrityError for constraints that
  /// are checked at the end.
  void commit();
  /// Undoes the open transaction, with all savepoints; nothing happens without one. A connection
  /// that was lost goes back to the pool, and nothing is thrown for it.
  void rollback();
  /// A transaction is open.
  bool in_transaction() const;

  /// Calls work() in a transaction: commits when it returns, rolls back when it throws. Returns
  /// what `work` returns. Within, the transaction cannot be ended and begun anew: UsageError.
  template <class Work>
  std::invoke_result_t<Work> transaction(Work&& work);

  /// How the statements to come run, also those of a transaction that is open; what is not given is
  /// as it was at first: `connection.execution_options({.schema_translate_map = {{"tenant",
  /// "tenant_42"}}})`, and `({})`. Texts of SQL name schemas as they are written. Throws UsageError
  /// for a map that gives a schema two names (ORP-1417) and where the database has no schemas
  /// (ORP-1418); then all is as it was.
  void execution_options(const ConnectionOptions& options);

  /// Gives the connection back, rolling back; further use throws UsageError.
  void close();
  /// It was given back.
  bool is_closed() const;

  /// The engine that it came from.
  Engine engine() const;

 private:
  friend class Engine;
  friend struct EngineAccess;
  explicit Connection(std::shared_ptr<detail::ConnectionState> state);

  void read(const Executable& statement, detail::RowBuffer& rows);
  void open(const Executable& statement, detail::StreamRows& rows);

  template <class E, class... T>
  static std::vector<std::uint16_t> numbers_of(const std::tuple<Column<E, T>...>& columns) {
    return std::apply(
        [](const auto&... column) {
          return std::vector<std::uint16_t>{static_cast<std::uint16_t>(column.index)...};
        },
        columns);
  }
  // No columns: all, or all that a program may write.
  std::int64_t copy_out(const EntityInfo& info, std::vector<std::uint16_t> columns,
                        backend::CopySink& sink, const CopyOptions& options);
  std::int64_t copy_out_query(const Executable& query, backend::CopySink& sink,
                              const CopyOptions& options);
  std::int64_t copy_in(const EntityInfo& info, std::vector<std::uint16_t> columns,
                       backend::CopySource& source, const CopyOptions& options);

  /// The transaction that a call of transaction() holds.
  class [[nodiscard]] Block {
   public:
    explicit Block(Connection& connection);
    Block(const Block&) = delete;
    Block& operator=(const Block&) = delete;
    ~Block();
    /// Commits unless the work has ended the transaction itself.
    void finish();

   private:
    std::shared_ptr<detail::ConnectionState> state_;
    Transaction transaction_;
  };

  std::shared_ptr<detail::ConnectionState> state_;
};

template <class Work>
std::invoke_result_t<Work> Connection::transaction(Work&& work) {
  Block block(*this);
  if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
    std::forward<Work>(work)();
    block.finish();
  } else {
    std::invoke_result_t<Work> result = std::forward<Work>(work)();
    block.finish();
    return result;
  }
}

}  // namespace orp
