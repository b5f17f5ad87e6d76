// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string>
#include <string_view>

#include "schema/front/check_rules.hpp"
#include "schema/text.hpp"

namespace orp::language {
namespace {

/// One target that may have several owners: to_one, the owner of a one_to_one, many_to_many.
bool may_share_target(const Relationship& relationship) {
  return relationship.owns_foreign_key || relationship.kind == RelationshipKind::many_to_many;
}

class RelationshipCheck {
 public:
  RelationshipCheck(const Model& model, const Entity& entity, const Relationship& relationship,
                    Diagnostics& diagnostics)
      : model_(model),
        entity_(entity),
        relationship_(relationship),
        is_joined_(relationship.foreign_key != npos || relationship.secondary != npos),
        diagnostics_(diagnostics) {}

  void run() const {
    check_cascade();
    check_viewonly();
    check_order();
    check_passive_deletes();
    check_one_to_one();
    check_post_update();
    check_optional();
  }

 private:
  void refuse(std::string message, std::string hint = {}) const {
    diagnostics_.error(relationship_.where, std::move(message), std::move(hint));
  }

  void check_cascade() const {
    const Cascade& cascade = relationship_.cascade;
    if (!cascade.delete_orphan) return;
    if (!cascade.remove) {
      refuse(R"("delete-orphan" without "delete")", R"(add "delete" or "all" to the cascade)");
    }
    if (is_joined_ && may_share_target(relationship_) && !relationship_.single_parent) {
      refuse("\"delete-orphan\" on a relationship whose target may have other parents",
             R"(say "single_parent": true, or put the cascade on the other side)");
    }
  }

  void check_viewonly() const {
    if (!relationship_.viewonly) return;
    const Cascade& cascade = relationship_.cascade;
    if (cascade.save_update || cascade.remove || cascade.delete_orphan) {
      refuse("a viewonly relationship with a cascade that writes",
             R"(only "merge", "refresh-expire" and "expunge" make sense here)");
    }
    if (relationship_.reverse != npos) {
      refuse("a viewonly relationship cannot be kept in step with another one",
             R"(leave "back_populates" out on both sides)");
    }
  }

  void check_order() const {
    if (!relationship_.order_by.empty() && !relationship_.is_collection()) {
      refuse("\"order_by\" on a relationship that has one target", "leave it out");
    }
  }

  void check_passive_deletes() const {
    if (!relationship_.passive_deletes || !is_joined_) return;
    if (relationship_.owns_foreign_key) {
      refuse("\"passive_deletes\" on the side that holds the foreign key",
             "it belongs to the other side");
      return;
    }
    const ForeignKey& key = key_to_this();
    if (key.on_delete == ReferentialAction::no_action ||
        key.on_delete == ReferentialAction::restrict) {
      refuse("\"passive_deletes\", but the database does nothing when the parent is deleted",
             R"(give the foreign key an "on_delete" of "cascade", "set_null" or "set_default")");
    }
  }

  /// Requires: joined, and this side does not hold the foreign key.
  const ForeignKey& key_to_this() const {
    if (relationship_.kind != RelationshipKind::many_to_many) {
      return foreign_key_of(model_, entity_, relationship_);
    }
    return model_.secondary_tables[relationship_.secondary]
        .foreign_keys[relationship_.secondary_local_key];
  }

  /// Nothing else keeps a second row from taking the same target.
  void check_one_to_one() const {
    if (relationship_.kind != RelationshipKind::one_to_one || !relationship_.owns_foreign_key) {
      return;
    }
    const ForeignKey& key = foreign_key_of(model_, entity_, relationship_);
    if (is_unique(entity_.table, key.columns)) return;
    refuse("a \"one_to_one\" over " + column_names(entity_.table, key.columns) +
               ", which may hold the same value twice",
           "make it \"unique\"");
  }

  void check_post_update() const {
    if (relationship_.post_update && relationship_.kind == RelationshipKind::many_to_many) {
      refuse("\"post_update\" on a \"many_to_many\", whose rows are written last anyway",
             "leave it out");
    }
  }

  void check_optional() const {
    if (!relationship_.optional || !is_joined_) return;
    if (!relationship_.owns_foreign_key) {
      refuse("\"optional\" on a side that holds no foreign key, and may be without a target anyway",
             "leave it out");
      return;
    }
    const bool is_of_view =
        entity_.table.is_view || model_.entities[relationship_.target].table.is_view;
    if (is_of_view || !foreign_key_of(model_, entity_, relationship_).is_constraint) return;
    refuse("\"optional\", but the database sees to it that the target is there",
           R"(leave it out: what may be NULL is optional by itself; or say "constraint": false)");
  }

  const Model& model_;
  const Entity& entity_;
  const Relationship& relationship_;
  const bool is_joined_;
  Diagnostics& diagnostics_;
};

}  // namespace

void check_relationships(const Model& model, Diagnostics& diagnostics) {
  for (const Entity& entity : model.entities) {
    for (const Relationship& relationship : entity.relationships) {
      if (relationship.target == npos) continue;
      RelationshipCheck(model, entity, relationship, diagnostics).run();
    }
  }
}

}  // namespace orp::language
