// SPDX-License-Identifier: MIT
// The parts of `parse`, one for each concept of the language.
#pragma once

#include <string_view>

#include "schema/diagnostic.hpp"
#include "schema/front/document.hpp"
#include "schema/front/fields.hpp"
#include "schema/json/node.hpp"

namespace orp::language {

TypeDecl parse_type(Fields& fields);
ColumnDecl parse_column(const json::Member& member, Diagnostics& diagnostics);

ForeignKeyDecl parse_foreign_key(const json::Node& node, Diagnostics& diagnostics);
PrimaryKeyDecl parse_primary_key(Fields& outer);
KeepingDecl parse_keeping(Fields& fields);
UniqueDecl parse_unique(const json::Node& node, Diagnostics& diagnostics);
IndexDecl parse_index(const json::Node& node, Diagnostics& diagnostics);
std::vector<CheckDecl> parse_checks(Fields& fields);
ExclusionDecl parse_exclusion(const json::Node& node, Diagnostics& diagnostics);
Maybe<schema::TableOptions> parse_options(Fields& outer);

SequenceDecl parse_sequence(const json::Member& member, Diagnostics& diagnostics);

RelationshipDecl parse_relationship(const json::Member& member, Diagnostics& diagnostics);
EntityDecl parse_entity(const json::Member& member, Diagnostics& diagnostics);

}  // namespace orp::language
