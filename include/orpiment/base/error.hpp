// SPDX-License-Identifier: MIT
//
// One root, and a child only where a caller acts differently. docs/errors.md lists every code with
// its cause and remedy:
//
//     ORP-1xxx  UsageError                                fix the program
//     ORP-2xxx  DataError                                 fix the value
//     ORP-3xxx  SqlError, IntegrityError, ConflictError,  the database refused
//               StaleDataError, OperationalError
//     ORP-4xxx  ConnectionError and its children          no (usable) connection
//     ORP-5xxx  NoResultFound, MultipleResultsFound       one() met none, or several
//     ORP-6xxx  MigrationError                            stop the deployment (of migrations, which
//                                                         are planned: nothing throws it yet)
#pragma once

#include <exception>
#include <string>
#include <string_view>
#include <vector>

namespace orp {

/// What an Error is made from; name what is known and leave out the rest:
///
///     throw DataError({.code = "ORP-2001", .message = "...", .table = "users", .hint = "..."});
struct ErrorDetails {
  std::string code{};        ///< stable, "ORP-2001"
  std::string message{};     ///< what happened, one sentence
  std::string sql{};         ///< the statement
  std::string parameters{};  ///< its parameters, printed; see Error::redact_parameters
  std::string state{};       ///< SQLSTATE, or the database's own code
  /// Its name, where the database tells it.
  std::string constraint{};
  /// As the database names it.
  std::string table{};
  std::vector<std::string> columns{};  ///< as the database names them
  std::string entity{};                ///< "User"
  std::string key{};                   ///< "(42)"
  std::string hint{};                  ///< what to do next
  /// Of the program's call; static storage, nullptr when unknown.
  const char* file = nullptr;
  /// From 1; 0 when unknown.
  int line = 0;
  /// See Error::may_retry.
  bool may_retry = false;
  /// See Error::lost_connection.
  bool lost_connection = false;
  std::exception_ptr cause{};  ///< the error that led to this one
};

/// Root of everything that Orpiment throws. Copies share one counted block: copying never throws
/// and costs an increment. Different copies may be used in different threads, also while one of
/// them is amended: amending a shared block copies it first.
class Error : public std::exception {
 public:
  /// Takes over all that is known.
  explicit Error(ErrorDetails details);
  /// Shares the block of `other`.
  Error(const Error& other) noexcept;
  Error& operator=(const Error& other) noexcept;
  ~Error() override;

  /// The whole story: the message, then a line each for object, constraint, hint, SQL, parameters,
  /// cause and notes, as far as known. Valid until this object is amended or destroyed.
  const char* what() const noexcept override;

  /// What ErrorDetails says of each; empty when unknown. Valid as long as what().
  const std::string& code() const noexcept;
  /// See ErrorDetails::message.
  const std::string& message() const noexcept;
  /// See ErrorDetails::sql.
  const std::string& sql() const noexcept;
  /// See ErrorDetails::parameters.
  const std::string& parameters() const noexcept;
  /// See ErrorDetails::state.
  const std::string& sqlstate() const noexcept;
  /// See ErrorDetails::constraint.
  const std::string& constraint() const noexcept;
  /// See ErrorDetails::table.
  const std::string& table() const noexcept;
  /// See ErrorDetails::columns.
  const std::vector<std::string>& columns() const noexcept;
  /// See ErrorDetails::entity.
  const std::string& entity() const noexcept;
  /// See ErrorDetails::key.
  const std::string& key() const noexcept;
  /// See ErrorDetails::hint.
  const std::string& hint() const noexcept;
  const char* file() const noexcept;  ///< of the caller; nullptr when unknown
  /// Of the caller, from 1; 0 when unknown.
  int line() const noexcept;
  /// The error that led to this one, if any.
  const std::exception_ptr& cause() const noexcept;

  /// Running the same unit of work again, from its begin, may succeed.
  bool may_retry() const noexcept;
  /// The connection this error came from is gone.
  bool lost_connection() const noexcept;

  // Amending an error in flight; its dynamic type is kept:
  //
  //     catch (Error& error) { error.with_note("raised by the autoflush of ..."); throw; }

  /// Appends a line to what().
  Error& with_note(std::string_view note);
  /// Fills in what is not known yet (from SQL to hint, and the call site); what is known stays.
  Error& with_details(ErrorDetails more);
  /// Forgets the parameters: "(hidden)" stands in their place.
  Error& redact_parameters();

  /// Throws a copy of this error with its dynamic type, now or long after it was caught.
  [[noreturn]] virtual void raise() const;

 private:
  struct Block;
  static void release(Block* block) noexcept;
  Block& own_block();  // shared with no other copy
  Block* block_;
};

/// The program must be fixed: detached or foreign entity, closed session, unloaded relationship.
class UsageError : public Error {
 public:
  using Error::Error;
  [[noreturn]] void raise() const override;
};

/// A value that does not fit: length, scale, range, UTF-8, zero byte, malformed text.
class DataError : public Error {
 public:
  using Error::Error;
  [[noreturn]] void raise() const override;
};

/// The database refused a statement.
class SqlError : public Error {
 public:
  using Error::Error;
  [[noreturn]] void raise() const override;
};

enum class ConstraintKind { unique, foreign_key, not_null, check, exclusion };

/// "unique", "foreign key", "not null", "check", "exclusion".
std::string_view to_string(ConstraintKind kind) noexcept;

/// A constraint of the database was violated; constraint(), table() and columns() say which.
class IntegrityError : public SqlError {
 public:
  /// An error about a constraint of that kind.
  IntegrityError(ConstraintKind kind, ErrorDetails details);
  /// Which kind of constraint it was.
  ConstraintKind kind() const noexcept { return kind_; }
  [[noreturn]] void raise() const override;

 private:
  ConstraintKind kind_;
};

/// Others were in the way: deadlock, serialization failure, busy, lock timeout. Run the unit of
/// work again; may_retry() is always true.
class ConflictError : public SqlError {
 public:
  /// Sets may_retry() whatever `details` say.
  explicit ConflictError(ErrorDetails details);
  [[noreturn]] void raise() const override;
};

/// Neither the program nor its data are to blame: the disk is full, the database may not be
/// written, memory ran out. Whoever runs the database must act.
class OperationalError : public SqlError {
 public:
  using SqlError::SqlError;
  [[noreturn]] void raise() const override;
};

/// A row changed or vanished behind an entity: reload and decide.
class StaleDataError : public Error {
 public:
  using Error::Error;
  [[noreturn]] void raise() const override;
};

/// The database cannot be reached, or was lost.
class ConnectionError : public Error {
 public:
  using Error::Error;
  [[noreturn]] void raise() const override;
};

/// No connection of the pool became free in time.
class PoolTimeoutError : public ConnectionError {
 public:
  using ConnectionError::ConnectionError;
  [[noreturn]] void raise() const override;
};

/// The connection was lost during COMMIT: it may or may not have happened. lost_connection() is
/// always true and may_retry() false.
class InDoubtError : public ConnectionError {
 public:
  /// Sets lost_connection() and clears may_retry() whatever `details` say.
  explicit InDoubtError(ErrorDetails details);
  [[noreturn]] void raise() const override;
};

/// A result was promised and there is none.
class NoResultFound : public Error {
 public:
  using Error::Error;
  [[noreturn]] void raise() const override;
};

/// At most one result was promised and there are several.
class MultipleResultsFound : public Error {
 public:
  using Error::Error;
  [[noreturn]] void raise() const override;
};

/// A migration must not go on. Nothing throws it yet: migrations are planned.
class MigrationError : public Error {
 public:
  using Error::Error;
  [[noreturn]] void raise() const override;
};

}  // namespace orp
