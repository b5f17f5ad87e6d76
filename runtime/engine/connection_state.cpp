// SPDX-License-Identifier: MIT
#include "engine/connection_state.hpp"

#include <algorithm>
#include <cctype>
#include <cstddef>

#include "orpiment/backend/dialect.hpp"
#include "orpiment/base/error.hpp"

namespace orp::detail {

namespace {

std::string savepoint_name(std::uint64_t number) { return "orp_" + std::to_string(number); }

void check_savepoints(const backend::DialectFacts& database) {
  if (database.has_savepoints) return;
  throw UsageError({.code = "ORP-1414",
                    .message = std::string(database.name) + " has no savepoints",
                    .hint = "do without begin_nested()"});
}

bool continues_a_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_'; }

bool has_word(std::string_view text, std::string_view word) {
  const auto is_same = [](char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == b;
  };
  for (auto at = text.begin();; ++at) {
    at = std::search(at, text.end(), word.begin(), word.end(), is_same);
    if (at == text.end()) return false;
    const auto behind = at + static_cast<std::ptrdiff_t>(word.size());
    if ((at == text.begin() || !continues_a_word(at[-1])) &&
        (behind == text.end() || !continues_a_word(*behind)))
      return true;
  }
}

/// By its words alone: a script that merely names what is so called costs a connection.
bool makes_temporary(std::string_view script) {
  return has_word(script, "temp") || has_word(script, "temporary");
}

}  // namespace

void ConnectionState::check_out() {
  if (is_closed_) {
    throw UsageError({.code = "ORP-1405",
                      .message = "the connection is closed",
                      .hint = "take another with engine.connect()"});
  }
  if (link_.link != nullptr) return;
  link_ = engine_->pool.check_out();
  if (translation_ != nullptr) link_.link->speak(translation_->dialect.get());
}

// The pool's reset() makes the link speak as before.
void ConnectionState::translate(std::shared_ptr<Translation> translation) {
  translation_.swap(translation);
  if (link_.link != nullptr)
    link_.link->speak(translation_ == nullptr ? nullptr : translation_->dialect.get());
}

void ConnectionState::check_usable() {
  check_out();
  if (!link_.link->is_usable()) {
    throw ConnectionError({.code = "ORP-4002",
                           .message = "the connection to the database was lost, and with it the "
                                      "transaction",
                           .hint = "call rollback() and run the unit of work again",
                           .may_retry = true,
                           .lost_connection = true});
  }
  if (block_ && *block_ != transaction_) {
    throw UsageError({.code = "ORP-1407",
                      .message = "the transaction of this block was ended within the block",
                      .hint = "leave commit and rollback to the block: it commits when it is left "
                              "and rolls back when an exception leaves it"});
  }
}

backend::Link& ConnectionState::link() {
  if (link_.link == nullptr || !link_.link->is_usable() || transaction_ == 0) [[unlikely]] {
    check_usable();
    begin();
  }
  return *link_.link;
}

void ConnectionState::execute_script(std::string_view sql) {
  backend::Link& on = link();
  if (makes_temporary(sql)) link_.is_detached = !engine_->pool.is_single();
  on.execute_script(sql);
}

std::uint64_t ConnectionState::begin() {
  check_usable();
  if (transaction_ != 0) {
    throw UsageError({.code = "ORP-1406",
                      .message = "a transaction is open on this connection already",
                      .hint =
                          "the first statement begins one by itself: call begin() before it, or "
                          "begin_nested() for a savepoint"});
  }
  link_.link->begin();
  transaction_ = ++last_number_;
  tell(TransactionEvent::Kind::begin);
  return transaction_;
}

void ConnectionState::commit() {
  if (transaction_ == 0) return;
  check_usable();
  link_.link->commit();
  forget_transaction();
  let_others_in();
  tell(TransactionEvent::Kind::commit);
}

void ConnectionState::rollback() {
  if (transaction_ == 0) return;
  forget_transaction();
  if (link_.link->is_usable()) link_.link->rollback();
  if (!link_.link->is_usable()) engine_->pool.check_in(std::move(link_));
  let_others_in();
  tell(TransactionEvent::Kind::rollback);
}

void ConnectionState::let_others_in() noexcept {
  if (engine_->pool.is_single() && link_.link != nullptr) {
    engine_->pool.check_in(std::move(link_));
  }
}

void ConnectionState::forget_transaction() {
  transaction_ = 0;
  savepoints_.clear();
}

std::uint64_t ConnectionState::set_savepoint() {
  check_savepoints(engine().database.dialect.facts());
  backend::Link& on = link();
  const std::uint64_t number = ++last_number_;
  const std::string name = savepoint_name(number);
  on.savepoint(name);
  savepoints_.push_back(number);
  tell(TransactionEvent::Kind::savepoint, name);
  return number;
}

bool ConnectionState::has_savepoint(std::uint64_t number) const {
  return std::binary_search(savepoints_.begin(), savepoints_.end(), number);
}

void ConnectionState::drop_savepoints_from(std::uint64_t number) {
  savepoints_.erase(std::lower_bound(savepoints_.begin(), savepoints_.end(), number),
                    savepoints_.end());
}

void ConnectionState::release_savepoint(std::uint64_t number) {
  const std::string name = savepoint_name(number);
  link().release_savepoint(name);
  drop_savepoints_from(number);
  tell(TransactionEvent::Kind::release_savepoint, name);
}

void ConnectionState::roll_back_to_savepoint(std::uint64_t number) {
  const std::string name = savepoint_name(number);
  drop_savepoints_from(number);
  if (!link_.link->is_usable())
    return;  // all is lost: the transaction's rollback() is what is left
  link_.link->rollback_to_savepoint(name);
  link_.link->release_savepoint(name);
  tell(TransactionEvent::Kind::rollback_to_savepoint, name);
}

void ConnectionState::close() noexcept {
  if (is_closed_) return;
  is_closed_ = true;
  try {
    rollback();
  } catch (...) {
    // The pool finds out and throws the link away.
  }
  if (link_.link != nullptr) engine_->pool.check_in(std::move(link_));
}

void ConnectionState::tell(TransactionEvent::Kind kind, std::string_view savepoint) const {
  engine_->observers.tell({.kind = kind, .savepoint = savepoint});
}

}  // namespace orp::detail
