// SPDX-License-Identifier: MIT
// What a settled flush leaves behind for the rollback of a savepoint (rollback.cpp): whose
// relationships have to be read anew, as they may have been loaded with or without what is undone.
//
// Rules
//  (1) A collection that lost or won members is read anew, whether its owner has been written or
//      not.
//
// The list that a changed foreign key leads to is noted by its owner where that is known, on both
// sides of a move; where nobody can say whose it is, all lists of that relationship are unsure.
#pragma once
#include <cstdint>

#include "orpiment/entity/entity.hpp"

namespace orp {

class Objects;
struct ChangeRecord;
struct CollectionRecord;

/// The row of `entity` is gone.
void note_row_gone(Objects& objects, Entity& entity);

/// Rows of class `info` are there which were not.
void note_rows_come(Objects& objects, const EntityInfo& info);

/// These columns have been written in rows of class `info`.
void note_columns_written(Objects& objects, const EntityInfo& info, View<std::uint16_t> columns);

/// `entity` stands in the lists of those to whom it refers.
void note_parents(Objects& objects, Entity& entity);

/// The object of `record` has changed, and so have the lists that it stood in.
void note_changed(Objects& objects, const ChangeRecord& record);

/// The collection of `record` has, and which members it lost and won.
void note_members(Objects& objects, const CollectionRecord& record);

}  // namespace orp
