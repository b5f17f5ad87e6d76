// SPDX-License-Identifier: MIT
// From an address to an open connection.
#pragma once
#include <libpq-fe.h>

#include <memory>

#include "orpiment/backend/backend.hpp"

namespace orp::backend::postgres {

/// An open connection. libpqxx owns it, from connecting to closing; what libpqxx has no words for
/// (binary values, error fields) is said to the PGconn inside.
class RawConnection {
 public:
  /// Throws ConnectionError; UsageError for an option that libpq does not know.
  explicit RawConnection(const Address& address);
  ~RawConnection();
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;

  PGconn* get() const { return raw_; }

 private:
  struct Owner;
  std::unique_ptr<Owner> owner_;
  PGconn* raw_ = nullptr;
};

}  // namespace orp::backend::postgres
