// SPDX-License-Identifier: MIT
// A session's transaction: one connection from the first statement to commit or rollback, a frame
// in the log for it and for each savepoint.
//
// Rules
//  (1) A failure undoes the innermost frame in the database at once; the objects follow when the
//      program calls rollback (session/rollback.cpp). Until then nothing goes on, and whoever asks
//      is told the cause.
//  (2) What may be tried again may be tried again also when its error is seen only as a cause.
#include "engine/access.hpp"
#include "entity/thread_check.hpp"
#include "orpiment/base/error.hpp"
#include "session/session_state.hpp"

namespace orp {

namespace {

// For giving up a transaction or savepoint, which must not hide the error that made it necessary.
template <class Act>
std::exception_ptr error_of(Act act) noexcept {
  try {
    act();
    return nullptr;
  } catch (...) {
    return std::current_exception();
  }
}

}  // namespace

// (2)
void SessionState::throw_unusable() const {
  ErrorDetails details{.code = "ORP-1301",
                       .message = "the session's transaction was rolled back by an earlier error",
                       .hint = "call rollback(), then go on",
                       .cause = failure};
  try {
    std::rethrow_exception(failure);
  } catch (const Error& cause) {
    details.may_retry = cause.may_retry();
    details.lost_connection = cause.lost_connection();
  } catch (...) {
  }
  throw UsageError(std::move(details));
}

backend::Link& SessionState::link() {
  check_usable();
  if (connection_) return EngineAccess::link(*connection_);
  Connection connection = engine.connect();
  if (translation_ != nullptr) EngineAccess::translate(connection, translation_);
  EngineAccess::link(connection);  // begins
  if (objects.transactions.empty()) objects.transactions.push(std::nullopt);
  connection_.emplace(std::move(connection));
  return EngineAccess::link(*connection_);
}

std::uint64_t SessionState::begin() {
  check_usable();
  if (in_transaction())
    throw UsageError({.code = "ORP-1302",
                      .message = "the session has begun its transaction already",
                      .hint = "commit or roll back first, or set a savepoint by begin_nested()"});
  objects.transactions.push(std::nullopt);
  return objects.transactions.innermost().number;
}

void SessionState::commit() {
  check_usable();
  flush_all();
  if (!in_transaction()) return release_thread(objects.owner);
  try {
    if (connection_) connection_->commit();
  } catch (...) {
    fail_transaction(std::current_exception());
    throw;
  }
  objects.transactions.detach_deleted();
  objects.transactions.clear();
  connection_.reset();
  if (options.expire_on_commit) expire_all();
  release_thread(objects.owner);
}

void SessionState::rollback() {
  failure = nullptr;
  if (in_transaction() && connection_) error_of([&] { connection_->rollback(); });
  undo_frames(objects.transactions.depth());
  connection_.reset();
  release_thread(objects.owner);
}

std::uint64_t SessionState::begin_nested() {
  check_usable();
  flush_all();
  link();
  objects.transactions.push(connection_->begin_nested());
  return objects.transactions.innermost().number;
}

void SessionState::commit(std::uint64_t number) {
  check_usable();
  if (!objects.transactions.has(number))
    throw UsageError(
        {.code = "ORP-1303",
         .message = "this transaction or savepoint is over already",
         .hint = "it ended with the session's transaction, or the savepoint around it"});
  if (number == objects.transactions.outermost().number)
    commit();
  else
    commit_nested(number);
}

void SessionState::rollback(std::uint64_t number) {
  if (!objects.transactions.has(number)) return;
  if (number == objects.transactions.outermost().number)
    rollback();
  else
    rollback_nested(number);
}

void SessionState::commit_nested(std::uint64_t number) {
  flush_all();
  for (bool is_last = false; !is_last; objects.transactions.hand_up()) {
    TransactionFrame& frame = objects.transactions.innermost();
    is_last = frame.number == number;
    try {
      frame.savepoint->commit();
    } catch (...) {
      fail_frame(std::current_exception());
      throw;
    }
  }
}

void SessionState::rollback_nested(std::uint64_t number) {
  std::size_t frames = 0;
  for (bool is_last = false; !is_last; ++frames) {
    TransactionFrame& frame = objects.transactions.innermost(frames);
    is_last = frame.number == number;
    std::exception_ptr error = error_of([&] { frame.savepoint->rollback(); });
    if (error && !failure) fail_transaction(std::move(error));
  }
  undo_frames(frames);
  if (objects.transactions.depth() < failed_depth_) failure = nullptr;
}

void SessionState::write_in_bulk(backend::Write& write, std::size_t rows,
                                 const std::function<void()>& check) {
  check_usable();
  try {
    link().write(write);
    check();
  } catch (...) {
    fail_frame(std::current_exception());
    throw;
  }
  objects.transactions.note_written(rows);
}

// Of a savepoint that ended, or has others within it, the rows are in the transaction somewhere.
void SessionState::fail_sent(std::uint64_t transaction, std::uint64_t frame) {
  if (!is_active() || !objects.transactions.has(transaction)) return;
  if (objects.transactions.innermost().number == frame)
    fail_frame(std::current_exception());
  else
    fail_transaction(std::current_exception());
}

// A flush in the innermost frame has failed.
void SessionState::fail_frame(std::exception_ptr cause) {
  objects.identities.hide();  // whoever asks is to be told
  if (objects.transactions.depth() > 1 &&
      !error_of([&] { objects.transactions.innermost().savepoint->rollback(); })) {
    failure = std::move(cause);
    failed_depth_ = objects.transactions.depth();
  } else {
    fail_transaction(std::move(cause));
  }
}

void SessionState::fail_transaction(std::exception_ptr cause) {
  objects.identities.hide();
  failure = std::move(cause);
  failed_depth_ = 1;
  if (connection_) error_of([&] { connection_->rollback(); });
}

}  // namespace orp
