// SPDX-License-Identifier: MIT
#include "session/flush/key_copier.hpp"

#include <algorithm>

#include "entity/masks.hpp"
#include "entity/member_name.hpp"
#include "entity/state.hpp"
#include "orpiment/base/detail/text.hpp"
#include "orpiment/base/error.hpp"
#include "session/objects/describe_object.hpp"
#include "session/objects/foreign_keys.hpp"
#include "session/objects/key_field.hpp"
#include "session/objects/objects.hpp"

namespace orp {

namespace {

std::vector<std::string> column_names(const EntityInfo& info, View<std::uint16_t> columns) {
  std::vector<std::string> names;
  for (const std::uint16_t column : columns) names.emplace_back(info.column(column).name);
  return names;
}

// Who was brought back is left to itself, whatever the relationship cascades.
const char* hint_for(const RelationInfo& relation, bool is_owner_deleted) {
  const RelationInfo* owners = relation.holds_key() ? inverse_of(relation) : &relation;
  const Cascade cascade = owners == nullptr ? Cascade{} : owners->cascade;
  if (cascade.delete_orphan || (is_owner_deleted && cascade.remove))
    return "give it another one, or do not bring it back: it goes with what it refers to";
  return is_owner_deleted
             ? "give it another one, delete it too, or let the relationship cascade delete"
             : "give it another one, delete it too, or let the relationship cascade delete-orphan";
}

[[noreturn]] void throw_not_null(Entity& dependent, const RelationInfo& relation,
                                 View<std::uint16_t> foreign_key, const Entity* deleted) {
  const EntityInfo& info = info_of(dependent);
  std::vector<std::string> names = column_names(info, foreign_key);
  throw IntegrityError(
      ConstraintKind::not_null,
      {.code = "ORP-3103",
       .message = describe(dependent) + " would be left without what " + info.table().name + '.' +
                  detail::join(names) + " refers to, which cannot be NULL" +
                  (deleted == nullptr ? "" : ": " + describe(*deleted) + " is deleted"),
       .table = info.table().name,
       .columns = std::move(names),
       .entity = info.name,
       .key = print_key(dependent),
       .hint = hint_for(relation, deleted != nullptr)});
}

}  // namespace

RowChange& KeyCopier::row_of(Entity& entity) {
  if (is_pending(entity)) return changes_->inserts[ChangeLog::number_in_added(entity)];
  changes_->concerns_others = true;
  return update_of(entity, objects_->changes.record_number(entity));
}

bool KeyCopier::has_copy(const RowChange& row, std::uint16_t column) const {
  return find_copy(changes_->copies, row.first_copy, column) != nullptr;
}

void KeyCopier::append(RowChange& row, const KeyCopy& copy) {
  note_sharing(*row.entity);
  changes_->copies.push_back(copy);
  changes_->copies.back().next = row.first_copy;
  row.first_copy = static_cast<std::uint32_t>(changes_->copies.size() - 1);
}

void KeyCopier::note_sharing(const Entity& dependent) {
  const EntityInfo& info = info_of(dependent);
  if (!objects_->sharing.get(info, info).columns.empty()) changes_->may_disagree = true;
}

void KeyCopier::point(Entity& dependent, const RelationInfo& relation,
                      View<std::uint16_t> foreign_key, Entity& source, View<std::uint16_t> key) {
  if (!in_session(source) && has_keys_of(dependent, foreign_key, source, key)) return;
  check_in_session(dependent, relation, source);
  load_key(source, key);
  note_sharing(dependent);
  for (std::size_t i = 0; i < foreign_key.size(); ++i) {
    if (&source == &dependent && foreign_key[i] == key[i]) continue;
    if (is_borrowed(dependent, foreign_key, foreign_key[i])) continue;
    const KeyCopy copy{&source, &relation, foreign_key[i], key[i], KeyCopy::none};
    if (has_key_of(dependent, foreign_key[i], source, key[i])) {
      left_out_.push_back({&dependent, copy});
      continue;
    }
    add(dependent, copy);
  }
}

// A key that the program gives is filled in by nobody but who says whose the row is.
bool KeyCopier::is_borrowed(Entity& dependent, View<std::uint16_t> foreign_key,
                            std::uint16_t column) {
  const EntityInfo& info = info_of(dependent);
  return info.column(column).primary_key && Masks(dependent, info).is_changed(column) &&
         !is_identifying(info, foreign_key);
}

void KeyCopier::rewrite(Entity& dependent, const RelationInfo& relation, std::uint16_t column,
                        Entity& source, std::uint16_t source_column) {
  const Origin origin = origin_of(source, source_column);
  add(dependent, {origin.entity, &relation, column, origin.column, KeyCopy::none});
}

void KeyCopier::rewrite(Entity& entity, std::uint16_t column) {
  objects_->changes.keep_old_value(entity, column);
  Masks(entity).set_changed(column);
  row_of(entity);
}

void KeyCopier::add(Entity& dependent, const KeyCopy& copy) {
  RowChange& row = row_of(dependent);
  if (!has_copy(row, copy.column)) append(row, copy);
}

const KeyCopy* KeyCopier::find_said(Entity& dependent, View<std::uint16_t> foreign_key) const {
  const std::size_t number = objects_->changes.find_number(dependent);
  if (number >= changes_->updates.size()) return nullptr;
  const std::vector<KeyCopy>& copies = changes_->copies;
  for (std::uint32_t i = changes_->updates[number].first_copy; i != KeyCopy::none;
       i = copies[i].next)
    if (are_equal(foreign_key_columns(*copies[i].relation), foreign_key)) return &copies[i];
  return nullptr;
}

std::vector<Entity*> KeyCopier::take_in_outdated() {
  std::vector<Entity*> dependents;
  std::erase_if(left_out_, [&](const LeftOut& left_out) {
    if (!is_outdated(left_out)) return false;
    add(*left_out.dependent, left_out.copy);
    dependents.push_back(left_out.dependent);
    return true;
  });
  return dependents;
}

bool KeyCopier::writes_itself(Entity& entity, std::uint16_t column) const {
  const std::size_t number = objects_->changes.find_number(entity);
  return Masks(entity).is_changed(column) ||
         (number < changes_->updates.size() && has_copy(changes_->updates[number], column));
}

const KeyCopy* KeyCopier::cascaded_into(Entity& entity, std::uint16_t column) const {
  const std::size_t number = objects_->changes.find_number(entity);
  if (number >= changes_->follows.size() || writes_itself(entity, column)) return nullptr;
  return find_copy(changes_->copies, changes_->follows[number].first_copy, column);
}

// Ends: a cascade is spread from who has changed already.
KeyCopier::Origin KeyCopier::origin_of(Entity& entity, std::uint16_t column) const {
  Origin origin{&entity, column};
  while (const KeyCopy* cascaded = cascaded_into(*origin.entity, origin.column))
    origin = {cascaded->source, cascaded->source_column};
  return origin;
}

bool KeyCopier::is_outdated(const LeftOut& left_out) {
  const auto& [dependent, copy] = left_out;
  const Origin own{dependent, copy.column};
  const Origin origin = origin_of(*dependent, copy.column);
  if (origin == origin_of(*copy.source, copy.source_column)) return false;
  return origin != own || written_by(*copy.source).contains(copy.source_column);
}

void KeyCopier::release(Entity& dependent, const RelationInfo& relation,
                        View<std::uint16_t> foreign_key, const Entity* deleted) {
  const EntityInfo& info = info_of(dependent);
  const Masks masks(dependent, info);
  bool may_be_null = false;
  for (const std::uint16_t column : foreign_key) {
    const ColumnInfo& column_info = info.column(column);
    if (!is_let_go(info, foreign_key, column)) continue;
    may_be_null = true;
    const void* known = is_pending(dependent) || masks.is_changed(column)
                            ? nullptr
                            : objects_->changes.database_field(dependent, info, column);
    if (known != nullptr && is_null(column_info.type, known)) continue;
    RowChange& row = row_of(dependent);
    if (!has_copy(row, column)) append(row, {nullptr, &relation, column, 0, KeyCopy::none});
  }
  if (may_be_null || masks.any_changed(foreign_key) || is_pending(dependent)) return;
  const RowChange& row = row_of(dependent);
  const bool points_elsewhere =
      std::any_of(foreign_key.begin(), foreign_key.end(),
                  [&](std::uint16_t column) { return has_copy(row, column); });
  if (!points_elsewhere) throw_not_null(dependent, relation, foreign_key, deleted);
}

void KeyCopier::follow(Entity& dependent, std::uint16_t column, Entity& source,
                       std::uint16_t source_column) {
  RowChange& row =
      place_of(changes_->follows, dependent, objects_->changes.record_number(dependent));
  changes_->concerns_others = true;
  if (!has_copy(row, column)) append(row, {&source, nullptr, column, source_column, KeyCopy::none});
}

RowShape& KeyCopier::written_by(Entity& entity) {
  const EntityInfo& info = info_of(entity);
  written_.take(info, Masks(entity, info).changed_words());
  const std::size_t number = objects_->changes.find_number(entity);
  add_copied(changes_->updates, number);
  add_copied(changes_->follows, number);
  return written_;
}

void KeyCopier::add_copied(const std::vector<RowChange>& rows, std::size_t number) {
  if (number >= rows.size()) return;
  for (std::uint32_t i = rows[number].first_copy; i != KeyCopy::none; i = changes_->copies[i].next)
    written_.insert(changes_->copies[i].column);
}

void KeyCopier::check_in_session(const Entity& dependent, const RelationInfo& relation,
                                 Entity& source) {
  if (in_session(source)) return;
  const EntityInfo& info = info_of(dependent);
  throw UsageError({.code = "ORP-1321",
                    .message = describe(dependent) + " refers to a " + info_of(source).name +
                               " that is " + to_string(source.entity_state()) +
                               ", not in the session",
                    .entity = info.name,
                    .hint = std::string("session.add() it, or clear the relationship (") +
                            relation.name + ") first"});
}

// A primary key is always known; another unique column may be expired or deferred.
void KeyCopier::load_key(Entity& source, View<std::uint16_t> key) {
  if (is_pending(source)) return;
  const EntityInfo& info = info_of(source);
  for (const std::uint16_t column : key)
    if (!info.column(column).primary_key && !Masks(source, info).is_loaded(column))
      objects_->tracker().load_column(source, column);
}

bool KeyCopier::has_keys_of(Entity& dependent, View<std::uint16_t> foreign_key, Entity& source,
                            View<std::uint16_t> key) {
  for (std::size_t i = 0; i < foreign_key.size(); ++i)
    if (!has_key_of(dependent, foreign_key[i], source, key[i])) return false;
  return true;
}

// What is sure to stay as it is, or to change with what the database cascades: see is_outdated().
bool KeyCopier::has_key_of(Entity& dependent, std::uint16_t column, Entity& source,
                           std::uint16_t source_column) {
  if (is_pending(dependent) || is_pending(source)) return false;
  const EntityInfo& info = info_of(dependent);
  const EntityInfo& source_info = info_of(source);
  if (writes_itself(source, source_column)) return false;
  if (Masks(dependent, info).is_changed(column)) return false;
  const void* known = objects_->changes.database_field(dependent, info, column);
  return known != nullptr &&
         equal_key_fields(info.column(column).type, known, source_info.column(source_column).type,
                          field_of(source, source_info, source_column));
}

}  // namespace orp
