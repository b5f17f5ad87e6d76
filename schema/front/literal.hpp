// SPDX-License-Identifier: MIT
// Defaults and other values as a schema writes them, and as the model keeps them.
#pragma once

#include <string>
#include <vector>

#include "schema/json/node.hpp"
#include "schema/model/model.hpp"

namespace orp::language {

struct LiteralReading {
  Literal literal;
  std::string problem;  ///< why it is no value of the type; empty when it is one
  std::string hint;
};

/// Reads a value written in the schema as one of `type`, which decides its canonical spelling.
/// Requires: the type is known.
LiteralReading read_literal(const json::Node& node, const schema::Type& type,
                            const std::vector<Enum>& enums);

/// As schema::ServerDefault keeps it: of an array as JSON, numbers and truth values bare, all else
/// as texts. Nothing of a literal that was refused.
std::string stored_text(const Literal& literal, const schema::Type& type);

}  // namespace orp::language
