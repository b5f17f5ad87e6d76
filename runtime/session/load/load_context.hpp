// SPDX-License-Identifier: MIT
// What loading needs of a session: its objects, and who runs the queries.
#pragma once
#include "session/objects/objects.hpp"

namespace orp {

namespace backend {
class Link;
}
namespace sql {
class StatementCache;
}

class QueryRunner {
 public:
  /// The link of the current transaction, which is begun if need be. Throws the UsageError that
  /// carries the cause after a failed flush, until rollback().
  virtual backend::Link& link() = 0;
  /// The compiled statements, which are the engine's.
  virtual sql::StatementCache& statements() const = 0;

 protected:
  ~QueryRunner() = default;
};

class LoadContext : public Objects, public QueryRunner {
 protected:
  ~LoadContext() = default;
};

}  // namespace orp
