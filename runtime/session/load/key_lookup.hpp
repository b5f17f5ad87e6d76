// SPDX-License-Identifier: MIT
#pragma once
#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "session/load/hydrate.hpp"
#include "session/load/load_context.hpp"
#include "sql/compiler.hpp"

namespace orp {

/// "The object with this key": the one statement that get(), refresh() and expired attributes
/// share, compiled once for a class.
class KeyLookup {
 public:
  KeyLookup(sql::StatementCache& statements, const EntityInfo& info);

  /// Reads the row with that key (values, not fields) into its object; what the object has loaded
  /// stays. nullptr when there is no such row.
  Entity* load(LoadContext context, const void* const* key);

 private:
  std::shared_ptr<const sql::CompiledStatement> compiled_;
  std::optional<Hydrator> hydrator_;
  std::size_t generation_ = 0;  // of the objects that it hydrates into
  std::vector<backend::BoundValue> parameters_;
  const SqlType* integer_type_;  // of the key; nullptr: it is not one integer
};

}  // namespace orp
