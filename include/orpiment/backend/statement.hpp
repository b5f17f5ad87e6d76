// SPDX-License-Identifier: MIT
// What is said to a database: a text and its parameters.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "orpiment/meta/column_type.hpp"

namespace orp {
struct TableInfo;
}

namespace orp::backend {

/// A list of keys sent as one parameter (`= ANY($1)` and its like); `values` point to values (not
/// fields) of type `element`, none of them nullptr.
struct KeyList {
  /// The type of every key.
  const SqlType* element;
  /// `size` pointers, one a key.
  const void* const* values;
  /// How many keys there are.
  std::size_t size;
};

/// One parameter: a field of `type`, or a list of keys. Nothing is copied; what is pointed to must
/// live until the statement's cursor is closed.
struct BoundValue {
  /// The type of the field; of a list nullptr.
  const ColumnType* type = nullptr;
  const void* field = nullptr;    ///< nullptr: NULL
  const KeyList* keys = nullptr;  ///< when set, `field` is not used
  const char* name = nullptr;     ///< what error messages call it; nullptr: "parameter 3"
};

/// An SQL text with its identity in statement caches. The text outlives every link's cache entry
/// because the engine's compiled-statement cache owns it.
struct Statement {
  /// The text, in the database's own SQL.
  std::string_view sql;
  std::uint64_t cache_key = 0;  ///< unique for `sql` within the engine; 0: not to be cached
  /// Tables that it names and that keep a type which the database does not have; as `sql` is owned.
  View<const TableInfo*> tables{};
};

}  // namespace orp::backend
