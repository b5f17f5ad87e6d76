// SPDX-License-Identifier: MIT
#pragma once
#include "orpiment/meta/entity_info.hpp"
#include "sql/statement.hpp"

namespace orp::sql {

/// Joins `target` to `owner` along a relationship; a secondary table comes in under an alias.
/// `criterion`, which targets meet, may be empty; it means `target` where it names that table.
void join_relation(SelectNode& select, JoinKind kind, const Source& owner,
                   const RelationInfo& relation, const Source& target, NodeRef criterion = {});

}  // namespace orp::sql
