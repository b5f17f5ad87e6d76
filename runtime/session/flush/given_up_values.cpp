// SPDX-License-Identifier: MIT
#include "session/flush/given_up_values.hpp"

#include <algorithm>
#include <vector>

#include "entity/masks.hpp"
#include "entity/state.hpp"
#include "session/flush/row_rules.hpp"
#include "session/load/load_rows.hpp"
#include "session/objects/class_map.hpp"
#include "session/objects/key_field.hpp"

namespace orp {

namespace {

// A row that is updated.
struct Giver {
  RowChange row;
  Entity* former;  // the object as which the database knows it
};

class GivenUpValues {
 public:
  GivenUpValues(LoadContext context, const Changes& changes)
      : context_(context), changes_(&changes) {}

  void load() {
    // One row alone takes nothing from another.
    if (changes_->updates.size() + changes_->switches.size() + changes_->inserts.size() < 2) return;
    if (changes_->concerns_others)
      for (const RowChange& row : changes_->updates)
        if (row.entity != nullptr) add({row, row.entity});
    for (const RowSwitch& taken : changes_->switches) add({taken.row, taken.deleted});
    for (const RowChange& row : changes_->inserts)
      if (row.entity != nullptr)
        if (Rows* rows = classes_.find(info_of(*row.entity))) rows->has_inserts = true;
    for (std::size_t i = 0; i < classes_.size(); ++i) load(classes_.class_of(i), classes_[i]);
  }

 private:
  // Of a class.
  struct Rows {
    std::vector<Giver> givers{};
    bool has_inserts = false;
  };

  void add(const Giver& giver) {
    const EntityInfo& info = info_of(*giver.former);
    // Primary keys are known.
    const bool may_give_up =
        giver.former != giver.row.entity || giver.row.first_copy != KeyCopy::none ||
        rules_.of(info).contested.meets(Masks(*giver.former, info).changed_words());
    if (may_give_up) classes_.get(info).givers.push_back(giver);
  }

  void load(const EntityInfo& info, const Rows& rows) {
    if (rows.givers.size() < 2 && !rows.has_inserts) return;
    const std::vector<UniqueColumns>& keys = rules_of(info).unique_keys;
    std::vector<Entity*> unknown;
    for (std::size_t i = 1; i < keys.size(); ++i)  // behind the primary key
      find_unknown(info, keys[i], rows, unknown);
    std::sort(unknown.begin(), unknown.end());
    unknown.erase(std::unique(unknown.begin(), unknown.end()), unknown.end());
    load_rows(context_, info, unknown);
  }

  void find_unknown(const EntityInfo& info, const UniqueColumns& key, const Rows& rows,
                    std::vector<Entity*>& unknown) {
    std::vector<const Giver*> writers;
    for (const Giver& giver : rows.givers)
      if (writes(giver, key)) writers.push_back(&giver);
    const bool is_contested =
        writers.size() > 1 ||
        (rows.has_inserts && std::any_of(writers.begin(), writers.end(), may_wait));
    if (!is_contested) return;
    for (const Giver* giver : writers)
      if (!is_known(info, key, *giver->former) && !goes_first(info, key, *giver))
        unknown.push_back(giver->former);
  }

  // A new object that takes a row over writes all of it.
  bool writes(const Giver& giver, const UniqueColumns& key) const {
    return giver.former != giver.row.entity ||
           std::any_of(key.begin(), key.end(), [&](std::uint16_t column) {
             return Masks(*giver.former).is_changed(column) ||
                    find_copy(changes_->copies, giver.row.first_copy, column) != nullptr;
           });
  }

  // Who becomes NULL is in nobody's way once that is written: see find_takeovers().
  bool goes_first(const EntityInfo& info, const UniqueColumns& key, const Giver& giver) const {
    return std::any_of(key.begin(), key.end(), [&](std::uint16_t column) {
      if (const KeyCopy* copy = find_copy(changes_->copies, giver.row.first_copy, column))
        return copy->source == nullptr;
      return Masks(*giver.row.entity).is_changed(column) &&
             is_null(info.column(column).type, field_of(*giver.row.entity, info, column));
    });
  }

  // For the key of a new row, which is inserted first: else the UPDATE comes before the INSERT.
  static bool may_wait(const Giver* giver) { return giver->row.first_copy != KeyCopy::none; }

  bool is_known(const EntityInfo& info, const UniqueColumns& key, Entity& former) const {
    return std::all_of(key.begin(), key.end(), [&](std::uint16_t column) {
      return context_.objects.changes.database_field(former, info, column) != nullptr;
    });
  }

  LoadContext context_;
  const Changes* changes_;
  ClassMap<Rows> classes_;
  RulesInTurn rules_;
};

}  // namespace

void load_given_up_values(LoadContext context, const Changes& changes) {
  GivenUpValues(context, changes).load();
}

}  // namespace orp
