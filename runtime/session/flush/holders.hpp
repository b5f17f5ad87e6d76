// SPDX-License-Identifier: MIT
// Who refers to a row, as far as memory knows: by the foreign key that the database has, whatever
// the objects say by now.
#pragma once
#include <cstdint>
#include <utility>
#include <vector>

#include "session/objects/identity_map.hpp"

namespace orp {

/// Key columns, and who has the values that others refer to.
struct Referred {
  const std::vector<Entity*>* owners;
  View<std::uint16_t> columns;
};

/// Whether the row of `entity` refers to any by `columns`: none of them is NULL or unknown.
bool refers(const ChangeLog& changes, Entity& entity, View<std::uint16_t> columns);

/// Whether memory knows what the row of `entity` has in `columns`, NULL or not.
bool is_foreign_key_known(const ChangeLog& changes, Entity& entity, View<std::uint16_t> columns);

/// Those of `table` that hold in `columns` what an owner has: each with the number of the owner.
std::vector<std::pair<Entity*, std::uint32_t>> find_holders(const ChangeLog& changes,
                                                            const KeyTable& table,
                                                            View<std::uint16_t> columns,
                                                            const Referred& referred);

}  // namespace orp
