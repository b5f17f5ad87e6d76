// SPDX-License-Identifier: MIT
#include "session/flush/coming_values.hpp"

#include "entity/masks.hpp"
#include "entity/state.hpp"
#include "session/objects/key_field.hpp"
#include "session/objects/objects.hpp"

namespace orp {

namespace {

using Kind = ComingValue::Kind;

bool is_known_null(const ComingValue& value) {
  return value.field == nullptr || is_null(*value.type, value.field);
}

}  // namespace

bool may_be_equal(const ComingValue& left, const ComingValue& right) {
  if (left.kind == Kind::open || right.kind == Kind::open) return true;
  if (left.kind == Kind::made || right.kind == Kind::made)
    return left.kind == right.kind && left.origin == right.origin && left.column == right.column;
  if (is_known_null(left) || is_known_null(right))
    return is_known_null(left) && is_known_null(right);
  return equal_key_fields(*left.type, left.field, *right.type, right.field);
}

ComingValue ComingValues::of(Entity& entity, std::uint16_t column) {
  const KeyCopy* copy = find_copy_of(entity, column);
  return copy == nullptr ? without_copies(entity, column) : of(*copy);
}

ComingValue ComingValues::of(const KeyCopy& copy) {
  const KeyCopy* next = &copy;
  for (std::size_t hops = 0; hops <= changes_->copies.size(); ++hops) {
    if (next->source == nullptr) return {.kind = Kind::known};
    Entity& source = *next->source;
    const std::uint16_t column = next->source_column;
    next = find_copy_of(source, column);
    if (next == nullptr && !Masks(source).is_changed(column)) next = find_follow_of(source, column);
    if (next == nullptr) return own(source, column);
  }
  return {.kind = Kind::open};
}

ComingValue ComingValues::without_copies(Entity& entity, std::uint16_t column) {
  const KeyCopy* follow =
      Masks(entity).is_changed(column) ? nullptr : find_follow_of(entity, column);
  return follow == nullptr ? own(entity, column) : of(*follow);
}

ComingValue ComingValues::own(Entity& entity, std::uint16_t column) {
  const EntityInfo& info = info_of(entity);
  const ColumnInfo& column_info = info.column(column);
  const auto is_loaded = [&] { return Masks(entity, info).is_loaded(column); };
  const bool is_key_of_row = column_info.primary_key && !is_pending(entity);
  const bool is_given = info.columns[column].client_default == ClientDefault::literal;
  if (is_persistent(entity) && !is_key_of_row && !is_loaded())
    objects_->tracker().load_column(entity, column);
  if (is_key_of_row || is_loaded() || (is_pending(entity) && is_given))
    return {Kind::known, &entity, column, &column_info.type, field_of(entity, info, column)};
  return {.kind = Kind::made, .origin = &entity, .column = column};
}

const KeyCopy* ComingValues::find_copy_of(Entity& entity, std::uint16_t column) const {
  return is_pending(entity)
             ? find_in(changes_->inserts, ChangeLog::number_in_added(entity), column)
             : find_in(changes_->updates, objects_->changes.find_number(entity), column);
}

const KeyCopy* ComingValues::find_follow_of(Entity& entity, std::uint16_t column) const {
  return find_in(changes_->follows, objects_->changes.find_number(entity), column);
}

const KeyCopy* ComingValues::find_in(const std::vector<RowChange>& rows, std::size_t number,
                                     std::uint16_t column) const {
  if (number >= rows.size() || rows[number].entity == nullptr) return nullptr;
  return find_copy(changes_->copies, rows[number].first_copy, column);
}

}  // namespace orp
