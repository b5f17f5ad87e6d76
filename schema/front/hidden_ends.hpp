// SPDX-License-Identifier: MIT
// A relationship that is written has two ends where a row can name one owner alone (to_many, and a
// one_to_one whose target holds the key): the end that the schema leaves out is there and not seen.
// The runtime keeps both in step as it does for any pair, so that an object which knows nothing of
// its owners has one at a time all the same. No class shows a hidden end; nothing cascades along
// it.
#pragma once

#include "schema/model/model.hpp"

namespace orp::language {

/// Requires: `check` accepted the model.
void add_hidden_ends(Model& model);

}  // namespace orp::language
