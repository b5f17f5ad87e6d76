// SPDX-License-Identifier: MIT
#pragma once

namespace bench {

/// BEGIN now, COMMIT when told, ROLLBACK when left without. Works on either database's connection.
template <class Connection>
class Transaction {
 public:
  explicit Transaction(Connection& connection) : connection_(&connection) {
    connection.execute("BEGIN");
  }

  ~Transaction() {
    if (connection_ != nullptr) connection_->rollback();
  }

  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;

  void commit() {
    connection_->execute("COMMIT");
    connection_ = nullptr;
  }

 private:
  Connection* connection_;
};

}  // namespace bench
