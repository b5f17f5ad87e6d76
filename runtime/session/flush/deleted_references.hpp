// SPDX-License-Identifier: MIT
#pragma once

namespace orp {

struct LoadContext;

/// Rows of tables that refer to each other are deleted in the order of their references, so that of
/// the objects to be deleted these foreign keys must be known. Reads the rows of those where they
/// are not (expired ones), by one query a class.
void load_deleted_references(LoadContext context);

}  // namespace orp
