// SPDX-License-Identifier: MIT
#include "session/find.hpp"

#include "orpiment/base/error.hpp"
#include "session/load/load_tree.hpp"
#include "session/objects/describe_object.hpp"
#include "sql/builder.hpp"

namespace orp {

namespace {

// With options or eager relationships it is a query like any other.
Entity* query_by_key(SessionState& state, const EntityInfo& info, const void* const* key,
                     const LoadOptions& options) {
  sql::SelectBuilder select;
  const sql::Source source = sql::source_of(info);
  select.add_entity(source);
  for (std::size_t i = 0; i < info.key.size(); ++i) select.where_equal(source, info.key[i], key[i]);
  sql::NodeRef statement = select.node();
  for (const LoadOption& option : options) sql::add_option(statement, option);
  detail::RowBuffer found(detail::object_row);
  state.query(statement, found);
  return found.empty() ? nullptr : *static_cast<Entity**>(found[0]);
}

}  // namespace

Entity* load_by_key(SessionState& state, const EntityInfo& info, const void* const* key,
                    const LoadOptions& options, Entity* known) {
  const KeyTable& table = state.objects.identities.table(info);
  if (known == nullptr && state.autoflush("get()")) {
    known = table.find(key);
    if (known != nullptr) state.objects.store.note_met(*known);
    if (suffices(known, info, options)) return known;
  }
  Entity* found = options.empty() && !LoadTree::loads_eagerly(nullptr, info)
                      ? state.read_row(info, key)
                      : query_by_key(state, info, key, options);
  // The query may have flushed another key of it.
  if (found == nullptr && known != nullptr && table.find(key) == known) state.expunge(*known);
  return found;
}

Entity& get_by_key(SessionState& state, const EntityInfo& info, const void* const* key,
                   const LoadOptions& options) {
  if (Entity* entity = find_by_key(state, info, key, options)) return *entity;
  const std::string printed = print_key(state.objects.owner.hides_values, info, key);
  throw NoResultFound({.code = "ORP-5001",
                       .message = std::string("there is no ") + info.name + " " + printed,
                       .table = info.table().name,
                       .entity = info.name,
                       .key = printed,
                       .hint = "get() returns nullptr instead"});
}

}  // namespace orp
