// SPDX-License-Identifier: MIT
// What upserts of single statements and of batches have in common.
#pragma once
#include "sql/statement.hpp"

namespace orp::sql {

/// An update that assigns nothing assigns all columns of the INSERT but those of the key. Throws
/// UsageError when there are none.
void complete_update(InsertNode& insert);

}  // namespace orp::sql
