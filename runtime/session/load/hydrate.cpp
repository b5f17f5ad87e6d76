// SPDX-License-Identifier: MIT
#include "session/load/hydrate.hpp"

#include <utility>

#include "entity/masks.hpp"
#include "entity/state.hpp"
#include "meta/field_slot.hpp"
#include "meta/stored_value.hpp"
#include "orpiment/base/error.hpp"
#include "session/objects/describe_object.hpp"
#include "session/objects/forget_loaded.hpp"
#include "session/objects/objects.hpp"

namespace orp {

Hydrator::Hydrator(Objects& objects, const sql::EntityShape& shape, Renewed* renewed,
                   std::size_t extent)
    : objects_(&objects),
      shape_(&shape),
      table_(&objects.identities.table(*shape.info)),
      takes_key_(shape.begins_with_int64_key),
      key_column_(shape.key[0]),
      first_column_(shape.first + (takes_key_ ? 1 : 0)),
      targets_(shape.targets.data() + (takes_key_ ? 1 : 0),
               shape.targets.size() - (takes_key_ ? 1 : 0)),
      extent_(&objects.store.extent(*shape.info, extent)),
      renewed_(renewed) {
  if (table_->has_integer_key()) return;
  for (const std::uint16_t column : shape.info->key) {
    key_fields_.push_back(std::make_unique<StoredValue>(shape.info->column(column).type));
    key_values_.push_back(key_fields_.back()->value());
  }
}

Hydrator::Hydrator(Hydrator&&) noexcept = default;
Hydrator::~Hydrator() = default;

void Hydrator::take_given(std::uint16_t column) {
  is_key_given_ = table_->has_integer_key() && shape_->info->key[0] == column;
  if (is_key_given_) return;
  const std::vector<FieldTarget>& all = shape_->targets;
  given_ = &all[column];
  first_behind_given_ = shape_->first + column + 1;
  behind_given_ = {given_ + 1, all.size() - column - 1};
  targets_ = {targets_.data(), static_cast<std::size_t>(given_ - targets_.data())};
  if (targets_.size() > 0) return;
  targets_ = behind_given_;  // nothing stands before it: what is behind is read at once
  first_column_ = first_behind_given_;
  behind_given_ = {};
}

void Hydrator::end_peers() { objects_->store.end_peers(*extent_); }

inline Entity& Hydrator::create() {
  Entity& entity = objects_->store.create(*extent_);
  if (renewed_ != nullptr) renewed_->objects.insert(&entity);
  return entity;
}

// Should reading throw, the slot stays behind as a transient object. (4)
inline void Hydrator::read_row(Entity& entity, backend::Cursor& cursor, std::int64_t given) {
  std::byte* const object = bytes_of(entity);
  cursor.read_row(first_column_, targets_, object);
  if (given_ != nullptr) {
    slot<std::int64_t>(*given_->type, object + given_->offset) = given;
    if (behind_given_.size() > 0) cursor.read_row(first_behind_given_, behind_given_, object);
  }
  std::uint32_t* const loaded = EntityAccess::masks(entity);
  loaded[0] = shape_->loaded[0];  // mostly all: no copying of memory in general
  for (std::size_t i = 1; i < shape_->loaded.size(); ++i) loaded[i] = shape_->loaded[i];
  objects_->transactions.note_read(entity);
  move_to(entity, EntityState::persistent);
}

inline Entity* Hydrator::hydrate_integer(backend::Cursor& cursor, std::int64_t given) {
  std::int64_t key = given;
  if (!is_key_given_ && !cursor.read_integer(key_column_, key)) return nullptr;
  const KeyTable::Place place = table_->place_of(key);
  if (Entity* entity = place.entity()) {
    objects_->store.note_met(*entity);
    fill(*entity, cursor, given);
    return entity;
  }
  Entity& entity = create();
  if (takes_key_)
    *reinterpret_cast<std::int64_t*>(bytes_of(entity) + shape_->targets[0].offset) = key;
  read_row(entity, cursor, given);
  table_->insert_at(place, entity);
  return &entity;
}

Entity* Hydrator::hydrate_any(backend::Cursor& cursor, std::int64_t given) {
  if (cursor.is_null(key_column_)) return nullptr;
  for (std::size_t i = 0; i < key_fields_.size(); ++i)
    cursor.read(shape_->key[i], *shape_->targets[shape_->info->key[i]].type,
                key_fields_[i]->field());
  if (Entity* entity = table_->find(key_values_.data())) {
    objects_->store.note_met(*entity);
    fill(*entity, cursor, given);
    return entity;
  }
  Entity& entity = create();
  read_row(entity, cursor, given);
  table_->insert(entity);
  return &entity;
}

Entity* Hydrator::hydrate(backend::Cursor& cursor, std::int64_t given) {
  objects_->parents.invalidate();
  ++objects_->rows_read;
  try {
    Entity* const entity =
        table_->has_integer_key() ? hydrate_integer(cursor, given) : hydrate_any(cursor, given);
    if (entity == nullptr && is_required_) throw_no_object();
    return entity;
  } catch (DataError& error) {
    name_row(error, cursor);
    throw;
  }
}

void Hydrator::throw_no_object() const {
  const EntityInfo& info = *shape_->info;
  throw DataError(
      {.code = "ORP-2206",
       .message = std::string("NULL as the key of a ") + info.name + ", which each row is to have",
       .hint = "leave rows without one out, or select columns in place of the object"});
}

// Says whose value it was that could not be read.
void Hydrator::name_row(Error& error, backend::Cursor& cursor) const {
  const EntityInfo& info = *shape_->info;
  ErrorDetails row{.table = info.table().name, .entity = info.name};
  try {
    std::vector<std::unique_ptr<StoredValue>> fields;
    std::vector<const void*> key;
    for (const std::uint16_t column : info.key) {
      StoredValue& field =
          *fields.emplace_back(std::make_unique<StoredValue>(info.column(column).type));
      cursor.read(shape_->first + column, info.column(column).type, field.field());
      key.push_back(field.value());
    }
    row.key = print_key(objects_->owner.hides_values, info, key.data());
  } catch (const DataError&) {  // it was the key itself
  }
  error.with_details(std::move(row));
}

// (1), (2)
void Hydrator::fill(Entity& entity, backend::Cursor& cursor, std::int64_t given) {
  if (renewed_ != nullptr && renewed_->objects.insert(&entity).second)
    renewed_->keeps_changes ? forget_unchanged(*objects_, entity)
                            : forget_loaded(*objects_, entity);
  Masks masks(entity, *shape_->info);
  if (masks.all_loaded()) return;
  const bool knows_key_alone = masks.loaded_count() == shape_->key.size();
  if (knows_key_alone && !masks.any_changed()) return read_row(entity, cursor, given);
  objects_->transactions.note_read(entity);
  std::byte* object = bytes_of(entity);
  for (std::size_t i = 0; i < shape_->targets.size(); ++i) {
    if (masks.is_loaded(i)) continue;
    cursor.read(shape_->first + i, *shape_->targets[i].type, object + shape_->targets[i].offset);
    masks.set_loaded(i);
    masks.clear_changed(i);
  }
}

}  // namespace orp
