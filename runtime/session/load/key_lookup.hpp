// SPDX-License-Identifier: MIT
#pragma once
#include <memory>
#include <vector>

#include "session/load/hydrate.hpp"
#include "sql/compiler.hpp"

namespace orp {

class LoadContext;

/// "The object with this key": the one statement that get(), refresh() and expired attributes
/// share, compiled once a session and class.
class KeyLookup {
 public:
  KeyLookup(LoadContext& context, const EntityInfo& info);

  const EntityInfo& info() const { return *shape_.info; }
  /// Reads the row with that key (values, not fields) into its object; what the object has loaded
  /// stays. nullptr when there is no such row.
  Entity* load(const void* const* key);

 private:
  LoadContext* context_;
  EntityShape shape_;
  Hydrator hydrator_;
  std::shared_ptr<const sql::CompiledStatement> compiled_;
  std::vector<backend::BoundValue> parameters_;
};

}  // namespace orp
