// SPDX-License-Identifier: MIT
#include "session/flush/working_copy.hpp"

#include "entity/masks.hpp"
#include "entity/state.hpp"
#include "session/objects/key_field.hpp"

namespace orp {

namespace {

// Those of an update that only say which row it is are what they are; of a row that is kept they
// are what the database made them.
View<std::uint16_t> written_columns(const Step& step) {
  switch (step.kind) {
    case StepKind::insert:
      return view_of(step.columns.of_entity);
    case StepKind::update:
      return {step.columns.of_entity.data(), step.set_count};
    case StepKind::vacate:
    case StepKind::delete_:
    case StepKind::keep:
      break;
  }
  return {};
}

// A literal default stands in the row from its beginning.
bool may_lack(const EntityInfo& info, std::uint16_t column) {
  const ClientDefault given = info.columns[column].client_default;
  if (given == ClientDefault::none) return info.column(column).type.nullable;
  return given != ClientDefault::literal;
}

}  // namespace

WorkingCopy::~WorkingCopy() {
  for (auto field = overwritten_.rbegin(); field != overwritten_.rend(); ++field)
    if (field->copy != nullptr)
      field->ops->assign(field->field, field->copy);
    else
      field->ops->set_null(field->field);
  destroy_copies();
}

void WorkingCopy::accept() {
  destroy_copies();
  overwritten_.clear();
}

void WorkingCopy::destroy_copies() {
  for (const Overwritten& field : overwritten_)
    if (field.copy != nullptr) field.ops->destroy(field.copy);
  for (const Overwritten& field : made_) field.ops->destroy(field.field);
  made_.clear();
}

void WorkingCopy::begin(const Step& step) {
  info_ = step.entity;
  fillable_.clear();
  touchable_.clear();
  returned_ = view_of(step.returning.of_entity);
  for (const std::uint16_t column : written_columns(step)) {
    if (may_lack(*info_, column)) fillable_.push_back(column);
    if (info_->columns[column].on_update != ClientDefault::none) touchable_.push_back(column);
  }
}

void WorkingCopy::prepare(const PlannedRow& row) {
  Entity& entity = *row.entity;
  const Masks masks(entity, *info_);
  const bool is_new = is_pending(entity);
  for (const std::uint16_t column : is_new ? fillable_ : touchable_) {
    if (masks.is_changed(column)) continue;
    const MappedColumn& mapped = info_->columns[column];
    fill(entity, column, is_new ? mapped.client_default : mapped.on_update);
  }
  copy_keys(row);
  for (const std::uint16_t column : returned_) before_writing(entity, column);
}

void WorkingCopy::fill(Entity& entity, std::uint16_t column, ClientDefault given) {
  const ColumnType& type = info_->column(column).type;
  void* field = field_of(entity, *info_, column);
  if (given == ClientDefault::none) {
    type.ops->set_null(field);
  } else {
    before_writing(entity, column);
    values_.make(given, type, field);
  }
}

void WorkingCopy::copy_keys(const PlannedRow& row) {
  for (std::uint32_t i = row.first_copy; i != PlannedRow::none; i = plan_.copies[i].next) {
    const KeyCopy& copy = plan_.copies[i];
    const ColumnType& type = info_->column(copy.column).type;
    void* field = field_of(*row.entity, *info_, copy.column);
    before_writing(*row.entity, copy.column);
    if (copy.source == nullptr) {
      type.ops->set_null(field);
      continue;
    }
    const EntityInfo& source_info = info_of(*copy.source);
    assign_key_field(type, field, source_info.column(copy.source_column).type,
                     field_of(*copy.source, source_info, copy.source_column));
  }
}

void WorkingCopy::before_writing(Entity& entity, std::uint16_t column) {
  const ColumnType& type = info_->column(column).type;
  void* field = field_of(entity, *info_, column);
  const bool has_value = Masks(entity, *info_).is_loaded(column) ||
                         info_->columns[column].client_default == ClientDefault::literal;
  if (has_value)
    overwritten_.push_back({type.ops, field, arena_.copy_field(*type.ops, field)});
  else if (type.nullable)
    overwritten_.push_back({type.ops, field, nullptr});
}

const void* WorkingCopy::convert(const FieldType& to, const FieldType& from, const void* field) {
  void* converted = arena_.allocate(to.ops->size, to.ops->alignment);
  to.ops->construct(converted);
  made_.push_back({to.ops, converted, nullptr});
  assign_key_field(to, converted, from, field);
  return converted;
}

}  // namespace orp
