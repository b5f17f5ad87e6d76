// SPDX-License-Identifier: MIT
#include "session/load/key_lookup.hpp"

#include "engine/engine_state.hpp"
#include "meta/stored_value.hpp"
#include "session/session_state.hpp"
#include "sql/builder.hpp"

namespace orp {

namespace {

// The values in the statement are placeholders: each load binds its own.
std::shared_ptr<const sql::CompiledStatement> compile_lookup(SessionState& state,
                                                             const EntityInfo& info) {
  sql::SelectBuilder select;
  const sql::Source source = sql::source_of(info);
  select.add_entity(source);
  for (const std::uint16_t column : info.table.primary_key) {
    StoredValue placeholder(info.column(column).type);
    select.where_equal(source, column, placeholder.field());
  }
  return state.engine.state().statements.bind(select.node()).shared();
}

}  // namespace

KeyLookup::KeyLookup(SessionState& state, const EntityInfo& info)
    : state_(&state),
      shape_(info, 0),
      hydrator_(state, shape_),
      compiled_(compile_lookup(state, info)) {
  for (const std::uint32_t slot : compiled_->slots)
    parameters_.push_back({.type = &info.column(info.table.primary_key[slot]).type});
}

Entity* KeyLookup::load(const void* const* key) {
  for (std::size_t i = 0; i < parameters_.size(); ++i)
    parameters_[i].field = key[compiled_->slots[i]];
  const backend::CursorHandle cursor =
      state_->link().open(compiled_->statement(), view_of(parameters_));
  if (!cursor->next()) return nullptr;
  hydrator_.end_batch();
  return hydrator_.hydrate(*cursor);
}

}  // namespace orp
