// SPDX-License-Identifier: MIT
#include "session/flush/unique_values.hpp"

#include <algorithm>
#include <utility>

#include "entity/masks.hpp"
#include "entity/state.hpp"
#include "meta/key_value.hpp"
#include "orpiment/base/detail/hash.hpp"
#include "session/objects/key_field.hpp"

namespace orp {

namespace {

UniqueField field_in(const Entity& entity, const EntityInfo& info, std::uint16_t column) {
  return {&info.column(column).type, field_of(entity, info, column)};
}

// A literal default stands in a new row from its beginning.
bool is_known(Entity& entity, const EntityInfo& info, std::uint16_t column) {
  const Masks masks(entity, info);
  if (!is_pending(entity)) return info.column(column).primary_key || masks.is_loaded(column);
  return masks.is_changed(column) || info.columns[column].client_default == ClientDefault::literal;
}

template <class FieldOf>
Knowledge read_each(const UniqueColumns& columns, UniqueValue& value, FieldOf field_of_column) {
  value.clear();
  Knowledge knowledge = Knowledge::known;
  for (const std::uint16_t column : columns) {
    const UniqueField field = field_of_column(column);
    if (field.field == nullptr)
      knowledge = Knowledge::unknown;
    else if (is_null(*field.type, field.field))
      return Knowledge::null;
    value.push_back(field);
  }
  return knowledge;
}

}  // namespace

Knowledge UniqueReader::read_old(const PlannedRow& row, const UniqueColumns& columns,
                                 UniqueValue& value) const {
  return read_each(columns, value, [&](std::uint16_t column) { return old_field(row, column); });
}

Knowledge UniqueReader::read_given_up(const PlannedRow& row, const UniqueColumns& columns,
                                      UniqueValue& value) const {
  const std::uint32_t first = rows_->first_cascaded(row.former());
  return read_each(columns, value, [&](std::uint16_t column) {
    const KeyCopy* cascaded = find_copy(rows_->plan().copies, first, column);
    return cascaded != nullptr ? copied_field(*cascaded, 0) : old_field(row, column);
  });
}

Knowledge UniqueReader::read_new(const PlannedRow& row, const UniqueColumns& columns,
                                 UniqueValue& value) const {
  return read_each(columns, value, [&](std::uint16_t column) { return new_field(row, column); });
}

UniqueField UniqueReader::old_field(const PlannedRow& row, std::uint16_t column) const {
  return {&info_->column(column).type, rows_->log().database_field(row.former(), *info_, column)};
}

UniqueField UniqueReader::new_field(const PlannedRow& row, std::uint16_t column) const {
  const KeyCopy* copy = copy_of(row, column);
  return copy != nullptr ? copied_field(*copy, 0) : new_field(*row.entity, column, 0);
}

// The key of a new object may come from another new one, but is that of the row which it takes
// over.
UniqueField UniqueReader::new_field(Entity& entity, std::uint16_t column, std::size_t hops) const {
  if (const KeyCopy* copy = rows_->copy_into(entity, column)) return copied_field(*copy, hops);
  const EntityInfo& info = info_of(entity);
  if (is_known(entity, info, column)) return field_in(entity, info, column);
  Entity* former = rows_->taken_over_by(entity);
  const bool is_in_former = former != nullptr && info.column(column).primary_key;
  return is_in_former ? new_field(*former, column, hops) : UniqueField{};
}

// Columns that take their values from each other have none that is known.
UniqueField UniqueReader::copied_field(const KeyCopy& copy, std::size_t hops) const {
  if (copy.source == nullptr || hops == rows_->plan().copies.size()) return {};
  return new_field(*copy.source, copy.source_column, hops + 1);
}

bool UniqueReader::is_changed(const PlannedRow& row, std::uint16_t column) const {
  return rows_->writes(row, column);
}

bool UniqueReader::changes(const PlannedRow& row, const UniqueColumns& columns) const {
  return std::any_of(columns.begin(), columns.end(),
                     [&](std::uint16_t column) { return is_changed(row, column); });
}

bool UniqueReader::becomes_null(const PlannedRow& row, const UniqueColumns& columns) const {
  return std::any_of(columns.begin(), columns.end(), [&](std::uint16_t column) {
    if (const KeyCopy* copy = copy_of(row, column)) return copy->source == nullptr;
    return is_changed(row, column) &&
           is_null(info_->column(column).type, field_of(*row.entity, *info_, column));
  });
}

const KeyCopy* UniqueReader::copy_of(const PlannedRow& row, std::uint16_t column) const {
  return find_copy(rows_->plan().copies, row.first_copy, column);
}

}  // namespace orp
