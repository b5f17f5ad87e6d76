// SPDX-License-Identifier: MIT
// What every loader takes: the objects, and a way to the database.
#pragma once
#include "session/objects/objects.hpp"

namespace orp {

namespace backend {
class Link;
}
namespace sql {
class StatementCache;
}

/// Who runs what loading asks.
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

/// What loading needs: the objects, and who asks the database for more of them.
struct LoadContext {
  Objects& objects;
  QueryRunner& runner;
};

}  // namespace orp
