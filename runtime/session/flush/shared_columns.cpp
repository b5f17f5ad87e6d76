// SPDX-License-Identifier: MIT
#include "session/flush/shared_columns.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "entity/masks.hpp"
#include "entity/member_name.hpp"
#include "entity/state.hpp"
#include "orpiment/base/error.hpp"
#include "session/flush/coming_values.hpp"
#include "session/flush/holders.hpp"
#include "session/load/load_context.hpp"
#include "session/load/load_rows.hpp"
#include "session/objects/class_map.hpp"
#include "session/objects/describe_object.hpp"
#include "session/objects/foreign_keys.hpp"
#include "session/objects/key_field.hpp"
#include "session/objects/known_target.hpp"

namespace orp {

namespace {

// The relationship says whose the row is.
// The target's, that `column` refers to.
std::uint16_t key_column(const RelationInfo& relation, std::uint16_t column) {
  const View<std::uint16_t> local = relation.local_columns;
  const auto place = std::find(local.begin(), local.end(), column) - local.begin();
  return relation.remote_columns[static_cast<std::size_t>(place)];
}

// What a relationship, or the key, says of a column.
struct ColumnWord {
  const RelationInfo* relation;  // nullptr: the primary key
  bool is_said;                  // by the program, in this flush
  Entity* target;                // nullptr: none, or not in memory
  ComingValue value;
};

class Agreement {
 public:
  Agreement(LoadContext context, Changes& changes)
      : context_(context), changes_(&changes), values_(context.objects, changes) {}

  /// By one query a relationship.
  void load() {
    ClassMap<std::map<unsigned, std::vector<Entity*>>> asked;  // by relationship
    for (const RowChange& row : changes_->updates)
      if (row.entity != nullptr && !is_doomed(*row.entity)) ask(*row.entity, asked);
    for (std::size_t i = 0; i < asked.size(); ++i)
      for (const auto& [number, entities] : asked[i]) {
        const EntityInfo& info = asked.class_of(i);
        load_unknown(context_, info, entities, info.relations[number].local_columns);
      }
  }

  void reach() {
    for (const RowChange& row : changes_->inserts) hear(row);
    for (const RowChange& row : changes_->updates) hear(row);
    for (const RowChange& row : changes_->follows) hear(row);
    for (RowChange& row : changes_->updates)
      if (row.entity != nullptr) leave_out(row);
  }

 private:
  const ColumnSharing& sharing_of(const EntityInfo& info) {
    return context_.objects.sharing.get(info, info);
  }

  // What stands beside something that was said.
  void ask(Entity& entity, ClassMap<std::map<unsigned, std::vector<Entity*>>>& asked) {
    const EntityInfo& info = info_of(entity);
    for (const SharedColumn& shared : sharing_of(info).columns) {
      const bool is_asked =
          std::any_of(shared.relations.begin(), shared.relations.end(),
                      [&](unsigned number) { return says(entity, info, number, shared.column); });
      if (!is_asked) continue;
      for (const unsigned number : shared.relations)
        if (!is_said(entity, info, number)) asked.get(info)[number].push_back(&entity);
    }
  }

  void hear(const RowChange& row) {
    if (row.entity == nullptr || is_doomed(*row.entity)) return;
    const EntityInfo& info = info_of(*row.entity);
    for (const SharedColumn& shared : sharing_of(info).columns) hear(*row.entity, info, shared);
  }

  // Words

  void hear(Entity& entity, const EntityInfo& info, const SharedColumn& shared) {
    const std::uint16_t column = shared.column;
    std::vector<ColumnWord> words = words_said(entity, info, shared);
    if (words.empty() && values_.find_copy_of(entity, column) == nullptr &&
        values_.find_follow_of(entity, column) == nullptr)
      return;
    const bool is_moved = !words.empty() && is_identifying(info, *words.front().relation);
    const bool is_asked = !words.empty();
    if (is_asked && !is_moved) add_key(words, entity, info, column);
    for (const unsigned number : shared.relations)
      if (!is_said(entity, info, number))
        add_standing(words, entity, info, number, column, is_asked);
    for (std::size_t i = 1; i < words.size(); ++i)
      if (!may_be_equal(words.front().value, words[i].value))
        throw_disagreement(entity, column, words.front(), words[i]);
    if (is_asked) give_word(entity, info, column, words.front(), is_moved);
  }

  std::vector<ColumnWord> words_said(Entity& entity, const EntityInfo& info,
                                     const SharedColumn& shared) {
    std::vector<ColumnWord> words;
    for (const unsigned number : shared.relations)
      if (says(entity, info, number, shared.column))
        words.push_back(said(entity, info, number, shared.column));
    return words;
  }

  // It was set, and not to what the row refers to anyway.
  bool is_said(Entity& entity, const EntityInfo& info, unsigned number) const {
    const RelationInfo& relation = info.relations[number];
    const RelationSlot& slot = relation_slots(entity, info)[number];
    Entity* target = slot.target();
    if (is_pending(entity)) return target != nullptr && !is_doomed(*target);
    if (!slot.is_changed() || (target != nullptr && is_doomed(*target))) return false;
    return !names(entity, info, relation, target);
  }

  // Whether the row does so in the database.
  bool names(Entity& entity, const EntityInfo& info, const RelationInfo& relation,
             Entity* target) const {
    bool is_equal = true;
    for (std::size_t i = 0; i < relation.local_columns.size(); ++i) {
      const std::uint16_t held = relation.local_columns[i];
      const void* field = context_.objects.changes.database_field(entity, info, held);
      if (field == nullptr) return false;
      if (is_null(info.column(held).type, field)) return target == nullptr;
      if (target == nullptr || is_pending(*target)) {
        is_equal = false;
        continue;
      }
      const EntityInfo& target_info = info_of(*target);
      const std::uint16_t key = relation.remote_columns[i];
      const void* key_field = context_.objects.changes.database_field(*target, target_info, key);
      is_equal =
          is_equal && key_field != nullptr &&
          equal_key_fields(info.column(held).type, field, target_info.column(key).type, key_field);
    }
    return is_equal;
  }

  // It was set, and has a say in `column`: one that is cleared leaves the column to others.
  bool says(Entity& entity, const EntityInfo& info, unsigned number, std::uint16_t column) const {
    return is_said(entity, info, number) &&
           (relation_slots(entity, info)[number].target() != nullptr ||
            is_let_go(info, info.relations[number].local_columns, column));
  }

  ColumnWord said(Entity& entity, const EntityInfo& info, unsigned number, std::uint16_t column) {
    const RelationInfo& relation = info.relations[number];
    Entity* target = relation_slots(entity, info)[number].target();
    if (target == nullptr) return {&relation, true, nullptr, {.kind = ComingValue::Kind::known}};
    return {&relation, true, target, value_of(relation, *target, column)};
  }

  ComingValue value_of(const RelationInfo& relation, Entity& target, std::uint16_t column) {
    return values_.of(target, key_column(relation, column));
  }

  void add_key(std::vector<ColumnWord>& words, Entity& entity, const EntityInfo& info,
               std::uint16_t column) {
    if (!info.column(column).primary_key) return;
    if (is_pending(entity) && !Masks(entity, info).is_changed(column)) return;
    words.push_back({nullptr, false, nullptr, values_.without_copies(entity, column)});
  }

  // Where nothing was set only objects in memory are asked, which may go where others do not.
  void add_standing(std::vector<ColumnWord>& words, Entity& entity, const EntityInfo& info,
                    unsigned number, std::uint16_t column, bool is_asked) {
    const RelationInfo& relation = info.relations[number];
    if (is_pending(entity) || Masks(entity, info).any_changed(relation.local_columns)) return;
    if (!refers(context_.objects.changes, entity, relation.local_columns)) return;
    Entity* target = target_in_memory(context_.objects, entity, relation);
    if (target != nullptr && is_doomed(*target)) return;
    if (target != nullptr)
      words.push_back({&relation, false, target, value_of(relation, *target, column)});
    else if (is_asked)
      words.push_back({&relation, false, nullptr, values_.without_copies(entity, column)});
  }

  // Copies

  // A key that relationships only borrow is the row's own where they have taken it from there.
  void give_word(Entity& entity, const EntityInfo& info, std::uint16_t column,
                 const ColumnWord& word, bool is_moved) {
    if (word.target == nullptr || values_.find_copy_of(entity, column) == nullptr) return;
    RowChange& row = row_of(entity);
    const bool is_own =
        info.column(column).primary_key && !is_moved && word.value.kind == ComingValue::Kind::open;
    if (is_own) {
      remove_copies(row, [&](const KeyCopy& copy) { return copy.column == column; });
      return;
    }
    for (std::uint32_t i = row.first_copy; i != KeyCopy::none; i = changes_->copies[i].next) {
      KeyCopy& copy = changes_->copies[i];
      if (copy.column == column)
        copy = {word.target, word.relation, column, key_column(*word.relation, column), copy.next};
    }
  }

  RowChange& row_of(Entity& entity) {
    return is_pending(entity) ? changes_->inserts[ChangeLog::number_in_added(entity)]
                              : changes_->updates[context_.objects.changes.find_number(entity)];
  }

  template <class Condition>
  void remove_copies(RowChange& row, Condition condition) {
    for (std::uint32_t* place = &row.first_copy; *place != KeyCopy::none;) {
      KeyCopy& copy = changes_->copies[*place];
      if (condition(copy))
        *place = copy.next;
      else
        place = &copy.next;
    }
  }

  void leave_out(RowChange& row) {
    Entity& entity = *row.entity;
    remove_copies(row, [&](const KeyCopy& copy) {
      return copy.source != nullptr && is_pending(*copy.source) && has_value(entity, copy) &&
             is_one_of_several(row, copy) && !lets_go(entity);
    });
  }

  bool has_value(Entity& entity, const KeyCopy& copy) {
    const EntityInfo& info = info_of(entity);
    if (Masks(entity, info).is_changed(copy.column) ||
        values_.find_follow_of(entity, copy.column) != nullptr)
      return false;
    const void* field = context_.objects.changes.database_field(entity, info, copy.column);
    if (field == nullptr) return false;
    const ComingValue value = values_.of(copy);
    return value.kind == ComingValue::Kind::known && value.field != nullptr &&
           equal_key_fields(*value.type, value.field, info.column(copy.column).type, field);
  }

  bool is_one_of_several(const RowChange& row, const KeyCopy& copy) const {
    for (std::uint32_t i = row.first_copy; i != KeyCopy::none; i = changes_->copies[i].next)
      if (changes_->copies[i].relation == copy.relation && &changes_->copies[i] != &copy)
        return true;
    return false;
  }

  // NULL for a moment, whatever comes after.
  bool lets_go(const Entity& entity) const {
    return std::any_of(changes_->letting_go.begin(), changes_->letting_go.end(),
                       [&](const LettingGo& one) { return one.entity == &entity; });
  }

  // Errors

  [[noreturn]] void throw_disagreement(Entity& entity, std::uint16_t column, const ColumnWord& one,
                                       const ColumnWord& other) const {
    const EntityInfo& info = info_of(entity);
    throw DataError({.code = "ORP-2302",
                     .message = describe(entity) + " would have two values in " +
                                info.table().name + '.' + info.column(column).name + ": " +
                                print(info, one) + " and " + print(info, other),
                     .table = info.table().name,
                     .columns = {info.column(column).name},
                     .entity = info.name,
                     .key = is_pending(entity) ? std::string() : print_key(entity),
                     .hint = hint_for(info, column, other)});
  }

  std::string print(const EntityInfo& info, const ColumnWord& word) const {
    const std::string value =
        word.value.kind == ComingValue::Kind::known
            ? print_field(context_.objects.owner.hides_values, word.value.type, word.value.field)
            : std::string("a value that the flush makes");
    if (word.relation == nullptr) return value + " by its primary key";
    return value + " by " + member_name(info, *word.relation) + (word.is_said ? "" : " as it is");
  }

  static std::string hint_for(const EntityInfo& info, std::uint16_t column,
                              const ColumnWord& other) {
    if (other.relation == nullptr)
      return std::string("assign ") + info.columns[column].attribute +
             " too, or move the object by the relationship that says whose it is";
    const std::string name = member_name(info, *other.relation);
    return other.is_said ? "give both relationships objects that agree, or clear one of them"
                         : "set " + name + " too, or clear it";
  }

  LoadContext context_;
  Changes* changes_;
  ComingValues values_;
};

}  // namespace

void load_shared_columns(LoadContext context, Changes& changes) {
  if (changes.may_disagree) Agreement(context, changes).load();
}

void agree_on_shared_columns(LoadContext context, Changes& changes) {
  if (changes.may_disagree) Agreement(context, changes).reach();
}

}  // namespace orp
