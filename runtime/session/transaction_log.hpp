// SPDX-License-Identifier: MIT
// What each open transaction and savepoint did to the session's objects, so that a rollback can put
// them back: the accounting of SQLAlchemy's SessionTransaction.
#pragma once
#include <string>
#include <vector>

#include "entity/slab.hpp"

namespace orp {

/// A primary key that a flush changed: the object stood in the identity map under `old_key`.
struct KeySwitch {
  Entity* entity;
  std::vector<void*> old_key;  ///< fields, owned by the log
};

/// One transaction (the outermost frame) or savepoint.
struct TransactionFrame {
  std::string savepoint;              ///< empty: the transaction itself
  std::vector<Entity*> inserted;      ///< became persistent
  std::vector<Entity*> deleted;       ///< left the identity map by a flushed DELETE
  std::vector<Entity*> modified;      ///< persistent objects changed or flushed in this frame
  std::vector<KeySwitch> key_switches;
};

class TransactionLog {
 public:
  std::vector<TransactionFrame> frames;  ///< outermost first; empty: no transaction

  TransactionFrame& innermost() { return frames.back(); }
};

}  // namespace orp
