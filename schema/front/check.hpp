// SPDX-License-Identifier: MIT
#pragma once

#include "schema/diagnostic.hpp"
#include "schema/model/model.hpp"

namespace orp::language {

/// Reports what can be said but must not be: the invariants in model.hpp, and combinations that
/// make no sense. Says nothing about the holes that `resolve` left and reported.
void check(const Model& model, Diagnostics& diagnostics);

}  // namespace orp::language
