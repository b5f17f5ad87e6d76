// SPDX-License-Identifier: MIT
// JSON compared by what it means, not by how it is spelled.
#pragma once
#include "orpiment/base/json_text.hpp"

namespace orp {

/// The same value, as a database sees it that keeps values and not texts: blanks and the order of
/// members do not count, of members of one name the last one does, and numbers are equal where they
/// are so exactly: 1.0 is 1, and 0.1 is not 0.10000000000000000001.
bool are_same_value(const Json& left, const Json& right);

/// All of `inner` is in `outer`: the members of an object, each under its name, the elements of an
/// array, each in any element, and what they are made of likewise. An array has in it what is an
/// element of it, too. What is the same is told as above.
bool holds_value(const Json& outer, const Json& inner);

}  // namespace orp
