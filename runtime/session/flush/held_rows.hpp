// SPDX-License-Identifier: MIT
#pragma once
#include "session/flush/changes.hpp"

namespace orp {

struct LoadContext;

/// Who refers to a row to be deleted until it is written itself holds it where it is (room.hpp),
/// and nothing gives a primary key up but the DELETE. So whom a row refers to must be known where a
/// stored one takes another primary key: reads, by one query a foreign key, the updated rows of
/// which memory does not know it.
void load_who_holds_deleted(LoadContext context, const Changes& changes);

}  // namespace orp
