// SPDX-License-Identifier: MIT
// The client library's objects, owned.
#pragma once
#include <libpq-fe.h>

#include <memory>

namespace orp::backend::postgres {

struct ClearResult {
  void operator()(PGresult* result) const noexcept { PQclear(result); }
};
using ResultHandle = std::unique_ptr<PGresult, ClearResult>;

}  // namespace orp::backend::postgres
