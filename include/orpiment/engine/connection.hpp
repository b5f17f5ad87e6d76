// SPDX-License-Identifier: MIT
#pragma once
#include <memory>
#include <type_traits>
#include <utility>

#include "orpiment/backend/link.hpp"
#include "orpiment/engine/transaction.hpp"

namespace orp {

class Engine;

/// A connection checked out of an engine's pool, for one thread at a time. The first statement
/// begins a transaction; commit() or rollback() ends it, and the next statement begins another.
/// Goes back to the pool when closed or destroyed, whatever is uncommitted being rolled back.
///
/// When the connection to the database is lost, every use throws ConnectionError until rollback();
/// after that the next use takes another connection out of the pool.
class Connection {
 public:
  Connection(Connection&&) noexcept;
  Connection& operator=(Connection&&) noexcept;
  ~Connection();

  /// Begins a transaction. Throws UsageError when one is open already.
  Transaction begin();
  /// Sets a savepoint, beginning a transaction if there is none.
  Savepoint begin_nested();
  /// Ends the open transaction, with all savepoints; nothing happens without one. Throws
  /// InDoubtError when the connection is lost while committing, IntegrityError for constraints that
  /// are checked at the end.
  void commit();
  void rollback();
  bool in_transaction() const;

  /// Calls work() in a transaction: commits when it returns, rolls back when it throws. Within, the
  /// transaction cannot be ended and begun anew.
  template <class Work>
  std::invoke_result_t<Work> transaction(Work&& work);

  /// Gives the connection back; further use throws UsageError.
  void close();
  bool is_closed() const;

  /// For the layers above: the link, inside a transaction that is begun now if there is none. Valid
  /// until the transaction ends. Begin, end and set savepoints through this class only.
  backend::Link& link();
  Engine engine() const;

 private:
  friend class Engine;
  explicit Connection(std::shared_ptr<detail::ConnectionState> state);

  std::shared_ptr<detail::ConnectionState> state_;
};

template <class Work>
std::invoke_result_t<Work> Connection::transaction(Work&& work) {
  Transaction transaction = begin();
  if constexpr (std::is_void_v<std::invoke_result_t<Work>>) {
    std::forward<Work>(work)();
    transaction.commit();
  } else {
    std::invoke_result_t<Work> result = std::forward<Work>(work)();
    transaction.commit();
    return result;
  }
}

}  // namespace orp
