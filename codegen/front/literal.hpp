// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "json/node.hpp"
#include "model/model.hpp"

namespace orp::codegen {

struct LiteralReading {
  Literal literal;
  std::string problem;  ///< why it is no value of the type; empty when it is one
  std::string hint;
};

/// Reads a value written in the schema as one of `type`, which decides its canonical spelling.
/// Requires: the type is known.
LiteralReading read_literal(const json::Node& node, const Type& type,
                            const std::vector<Enum>& enums);

}  // namespace orp::codegen
