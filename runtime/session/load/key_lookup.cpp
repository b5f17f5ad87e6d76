// SPDX-License-Identifier: MIT
#include "session/load/key_lookup.hpp"

#include "meta/key_value.hpp"
#include "meta/stored_value.hpp"
#include "sql/builder.hpp"
#include "sql/statement_cache.hpp"

namespace orp {

namespace {

// The values in the statement are placeholders: each load binds its own.
sql::NodeRef lookup(const EntityInfo& info) {
  sql::SelectBuilder select;
  const sql::Source source = sql::source_of(info);
  select.add_entity(source);
  for (const std::uint16_t column : info.key) {
    StoredValue placeholder(info.column(column).type);
    select.where_equal(source, column, placeholder.field());
  }
  return select.node();
}

}  // namespace

KeyLookup::KeyLookup(sql::StatementCache& statements, const EntityInfo& info)
    : compiled_(statements.keep(&info, [&] { return lookup(info); })) {
  for (const std::uint32_t slot : compiled_->slots)
    parameters_.push_back({.type = &info.column(info.key[slot]).type});
  const bool is_integer = parameters_.size() == 1 && is_integer_type(*parameters_[0].type);
  integer_type_ = is_integer ? parameters_[0].type : nullptr;
}

Entity* KeyLookup::load(LoadContext context, const void* const* key) {
  for (std::size_t i = 0; i < parameters_.size(); ++i)
    parameters_[i].field = key[compiled_->slots[i]];
  const backend::CursorHandle cursor =
      context.runner.link().open(compiled_->statement(), view_of(parameters_));
  if (!cursor->next()) return nullptr;
  if (!hydrator_ || generation_ != context.objects.generation()) {
    const sql::EntityShape& shape = *compiled_->elements[0].shape;
    hydrator_.emplace(context.objects, shape);
    if (integer_type_ != nullptr) hydrator_->take_given(shape.info->key[0]);
    generation_ = context.objects.generation();
  }
  hydrator_->end_peers();
  return hydrator_->hydrate(*cursor,
                            integer_type_ == nullptr ? 0 : integer_value(*integer_type_, key[0]));
}

}  // namespace orp
