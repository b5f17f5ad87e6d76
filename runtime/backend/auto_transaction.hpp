// SPDX-License-Identifier: MIT
#pragma once
#include "orpiment/backend/link.hpp"

namespace orp::backend {

/// Several statements as one: within the transaction that is open, or else in one of their own,
/// which is rolled back when this object goes without a commit.
class AutoTransaction {
 public:
  explicit AutoTransaction(Link& link, bool is_needed = true)
      : link_(is_needed && !link.in_transaction() ? &link : nullptr) {
    if (link_ != nullptr) link_->begin();
  }
  AutoTransaction(const AutoTransaction&) = delete;
  AutoTransaction& operator=(const AutoTransaction&) = delete;
  ~AutoTransaction() {
    if (link_ == nullptr) return;
    try {
      link_->rollback();
    } catch (...) {
      // What failed before is already on its way to the program.
    }
  }

  void commit() {
    if (link_ == nullptr) return;
    link_->commit();
    link_ = nullptr;
  }

 private:
  Link* link_;
};

}  // namespace orp::backend
