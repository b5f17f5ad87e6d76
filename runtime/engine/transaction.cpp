// SPDX-License-Identifier: MIT
#include "orpiment/engine/transaction.hpp"

#include <utility>

#include "engine/connection_state.hpp"
#include "orpiment/base/error.hpp"

namespace orp {

namespace {

[[noreturn]] void throw_over(const char* what) {
  throw UsageError({.code = "ORP-1408",
                    .message = std::string("this ") + what +
                               " is over: it was committed or rolled "
                               "back, or what was around it was"});
}

/// In a destructor: what went wrong before is on its way to the program already, and a link that
/// cannot roll back is thrown away by the pool.
template <class Rollback>
void quietly(const Rollback& rollback) noexcept {
  try {
    rollback();
  } catch (...) {
  }
}

}  // namespace

Transaction::Transaction(std::shared_ptr<detail::ConnectionState> state, std::uint64_t number)
    : state_(std::move(state)), number_(number) {}

Transaction::~Transaction() {
  quietly([this] { rollback(); });
}

bool Transaction::is_active() const { return state_ != nullptr && state_->is_open(number_); }

void Transaction::commit() {
  if (!is_active()) throw_over("transaction");
  state_->commit();
}

void Transaction::rollback() {
  if (is_active()) state_->rollback();
}

Savepoint::Savepoint(std::shared_ptr<detail::ConnectionState> state, std::uint64_t number)
    : state_(std::move(state)), number_(number) {}

Savepoint::~Savepoint() {
  quietly([this] { rollback(); });
}

bool Savepoint::is_active() const { return state_ != nullptr && state_->has_savepoint(number_); }

void Savepoint::commit() {
  if (!is_active()) throw_over("savepoint");
  state_->release_savepoint(number_);
}

void Savepoint::rollback() {
  if (is_active()) state_->roll_back_to_savepoint(number_);
}

}  // namespace orp
