// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>
#include <memory>

namespace orp {

namespace detail {
class ConnectionState;
}

/// The transaction that Connection::begin opened; rolled back when this object goes without a
/// commit. Belongs to the thread of its connection and stays valid when the connection moves.
class [[nodiscard]] Transaction {
 public:
  /// Takes the transaction over; what it was taken from no longer ends it.
  Transaction(Transaction&&) noexcept = default;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  /// Throws UsageError when the transaction is over already, and what Connection::commit throws.
  void commit();
  /// Nothing happens when the transaction is over already.
  void rollback();
  /// It goes on: neither committed nor rolled back.
  bool is_active() const;

 private:
  friend class Connection;
  Transaction(std::shared_ptr<detail::ConnectionState> state, std::uint64_t number);

  std::shared_ptr<detail::ConnectionState> state_;
  std::uint64_t number_;
};

/// A savepoint that Connection::begin_nested set; undone when this object goes without a commit.
/// It ends with the transaction or savepoint around it. Belongs to the thread of its connection and
/// stays valid when the connection moves.
class [[nodiscard]] Savepoint {
 public:
  /// Takes the savepoint over; what it was taken from no longer ends it.
  Savepoint(Savepoint&&) noexcept = default;
  Savepoint& operator=(Savepoint&&) = delete;
  ~Savepoint();

  /// Keeps what was done since; the transaction around decides in the end. Throws UsageError when
  /// the savepoint is over already.
  void commit();
  /// Undoes what was done since, and all savepoints within. Nothing happens when it is over
  /// already.
  void rollback();
  /// It goes on.
  bool is_active() const;

 private:
  friend class Connection;
  Savepoint(std::shared_ptr<detail::ConnectionState> state, std::uint64_t number);

  std::shared_ptr<detail::ConnectionState> state_;
  std::uint64_t number_;
};

}  // namespace orp
