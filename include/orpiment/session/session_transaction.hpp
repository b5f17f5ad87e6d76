// SPDX-License-Identifier: MIT
#pragma once
#include <cstdint>

namespace orp {

class SessionState;

/// The transaction that Session::begin opened, or the savepoint that Session::begin_nested set;
/// rolled back when this object goes without a commit, of which observers are told unless an
/// exception is the reason (Observer::on_uncommitted). Ends with whatever is around it. Belongs to
/// the thread of its session, which it must not outlive.
///
/// What a rollback does to objects: those added within are transient again with their values kept
/// (but for those that were expired meanwhile), deleted ones are back. After a transaction all
/// others are expired, after a savepoint those that were changed within.
class [[nodiscard]] SessionTransaction {
 public:
  /// Takes the transaction over; `other` no longer ends it.
  SessionTransaction(SessionTransaction&& other) noexcept
      : state_(other.state_), number_(other.number_), exceptions_(other.exceptions_) {
    other.state_ = nullptr;
  }
  SessionTransaction& operator=(SessionTransaction&&) = delete;
  ~SessionTransaction();

  /// Flushes and commits; of a savepoint: keeps what was done within for the transaction around it.
  /// Throws UsageError when it is over already, and what Session::commit throws.
  void commit();
  /// Nothing happens when it is over already. Throws nothing that the database says.
  void rollback();
  /// It goes on: neither ended nor broken by a failed flush.
  bool is_active() const;

 private:
  friend class Session;
  SessionTransaction(SessionState& state, std::uint64_t number);
  SessionState* state_;  // nullptr: moved away
  std::uint64_t number_;
  int exceptions_;  // that were under way when it began
};

}  // namespace orp
