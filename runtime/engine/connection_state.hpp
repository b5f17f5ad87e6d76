// SPDX-License-Identifier: MIT
// One use of a pooled link, shared by a Connection and the Transaction and Savepoint objects that
// it handed out, so that each may be moved and destroyed in any order.
//
//              link()/begin()                    commit()
//     idle  -------------------> in transaction ---------> idle
//       ^                          |        |
//       |        rollback()        |        | the link is lost
//       +--------------------------+        v
//       +------------------------------- broken: only rollback() goes on, with another link
//
// Rules
//  (1) When the link is lost, only rollback() goes on. What comes after it has another link.
//  (2) Transactions and savepoints are known by numbers, never used again: an object whose number
//      is not among the open ones is over, and does nothing.
//  (3) Nobody finds what a script has made for its connection alone: that link is closed instead of
//      going back to the pool, but for the only one of a database that ends with it.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/engine_state.hpp"
#include "engine/pool.hpp"
#include "engine/translations.hpp"

namespace orp::detail {

class ConnectionState {
 public:
  /// Takes a link out of the pool at once, unless everybody shares the only one.
  explicit ConnectionState(std::shared_ptr<EngineState> engine)
      : engine_(std::move(engine)),
        link_(engine_->pool.is_single() ? PooledLink() : engine_->pool.check_out()) {}
  ~ConnectionState() {
    if (!is_closed_) close();
  }
  ConnectionState(const ConnectionState&) = delete;
  ConnectionState& operator=(const ConnectionState&) = delete;

  /// The link, in a transaction.
  backend::Link& link();
  EngineState& engine() { return *engine_; }
  /// Where its statements are compiled.
  sql::StatementCache& statements() {
    return translation_ == nullptr ? engine_->statements : translation_->statements;
  }
  /// Runs it in a transaction. (3)
  void execute_script(std::string_view sql);
  /// What comes names schemas by it; nullptr: as the model does.
  void translate(std::shared_ptr<Translation> translation);

  /// Returns the number of the transaction. Throws UsageError when there is one, and what taking a
  /// link throws.
  std::uint64_t begin();
  /// Nothing without a transaction. Throws what the database says; rollback() is what is left then.
  void commit();
  /// Nothing without a transaction. A link that is lost is given up, and the next use has another.
  void rollback();
  bool in_transaction() const { return transaction_ != 0; }
  bool is_open(std::uint64_t transaction) const { return transaction_ == transaction; }

  /// Returns its number. Throws UsageError where the database has none.
  std::uint64_t set_savepoint();
  // With a savepoint those within it end.
  void release_savepoint(std::uint64_t number);
  void roll_back_to_savepoint(std::uint64_t number);
  bool has_savepoint(std::uint64_t number) const;

  /// Until leave_block(), the open transaction is the only one there may be.
  void enter_block() { block_ = transaction_; }
  void leave_block() { block_.reset(); }

  /// Rolls back and gives the link to the pool.
  void close() noexcept;
  bool is_closed() const { return is_closed_; }

 private:
  /// Takes a link out of the pool, if there is none yet.
  void check_out();
  void check_usable();
  void forget_transaction();
  /// Between transactions a link that everybody shares goes back to the pool.
  void let_others_in() noexcept;
  void drop_savepoints_from(std::uint64_t number);
  void tell(TransactionEvent::Kind kind, std::string_view savepoint = {}) const;

  std::shared_ptr<EngineState> engine_;
  PooledLink link_;
  std::shared_ptr<Translation> translation_;  // nullptr: none
  bool is_closed_ = false;
  std::uint64_t last_number_ = 0;
  std::uint64_t transaction_ = 0;          // 0: none
  std::vector<std::uint64_t> savepoints_;  // outermost first
  std::optional<std::uint64_t> block_;     // transaction of the block
};

}  // namespace orp::detail
