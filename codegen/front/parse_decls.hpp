// SPDX-License-Identifier: MIT
// The parts of `parse`, one for each concept of the language.
#pragma once

#include <string_view>

#include "diagnostic.hpp"
#include "front/document.hpp"
#include "front/fields.hpp"
#include "json/node.hpp"

namespace orp::codegen {

TypeDecl parse_type(Fields& fields);
ColumnDecl parse_column(const json::Member& member, Diagnostics& diagnostics);

ForeignKeyDecl parse_foreign_key(const json::Node& node, Diagnostics& diagnostics);
UniqueDecl parse_unique(const json::Node& node, Diagnostics& diagnostics);
IndexDecl parse_index(const json::Node& node, Diagnostics& diagnostics);
std::vector<CheckDecl> parse_checks(Fields& fields);

RelationshipDecl parse_relationship(const json::Member& member, Diagnostics& diagnostics);
EntityDecl parse_entity(const json::Member& member, Diagnostics& diagnostics);

}  // namespace orp::codegen
