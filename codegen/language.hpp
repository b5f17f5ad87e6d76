// SPDX-License-Identifier: MIT
// The model of a schema, which the generator calls by the names of its own namespace.
#pragma once

#include "schema/model/model.hpp"

namespace orp::codegen {

using namespace language;

}  // namespace orp::codegen
