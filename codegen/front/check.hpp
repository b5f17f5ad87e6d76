// SPDX-License-Identifier: MIT
#pragma once

#include "diagnostic.hpp"
#include "model/model.hpp"

namespace orp::codegen {

/// Reports what can be said but must not be: the invariants in model.hpp, and combinations that
/// make no sense. Says nothing about the holes that `resolve` left and reported.
void check(const Model& model, Diagnostics& diagnostics);

}  // namespace orp::codegen
