// SPDX-License-Identifier: MIT
#include "session/flush/missing_value.hpp"

#include <algorithm>
#include <cstdint>
#include <string>

#include "entity/member_name.hpp"
#include "meta/column_numbers.hpp"
#include "orpiment/base/error.hpp"
#include "session/objects/foreign_keys.hpp"

namespace orp {
namespace {

// A foreign key with other columns beside only borrows those of the row's own key.
bool is_filled_in_by(const EntityInfo& info, View<std::uint16_t> foreign_key, std::size_t column) {
  return contains(foreign_key, column) &&
         (!info.column(column).primary_key || is_identifying(info, foreign_key));
}

// What to do about a foreign key that only a relationship of the other side could fill in.
std::string other_way(const EntityInfo& info, std::size_t column) {
  for (const ForeignKeyInfo& key : info.table().foreign_keys)
    if (is_filled_in_by(info, key.columns, column))
      return std::string(", or put the object into a relationship of its ") + key.referred->name +
             " row";
  return {};
}

}  // namespace

void throw_missing(const EntityInfo& info, std::size_t column) {
  const char* column_name = info.column(column).name;
  const char* member = info.columns[column].attribute;
  std::string hint = other_way(info, column);
  for (const RelationInfo& relation : info.relations)
    if (relation.holds_key() && !relation.hidden && !relation.view_only &&
        is_filled_in_by(info, relation.local_columns, column)) {
      member = relation.name;
      hint.clear();
    }
  throw DataError({.code = "ORP-2301",
                   .message = member_name(info, member) + " of a new object is not set, and " +
                              info.table().name + '.' + column_name +
                              " is NOT NULL and has no default",
                   .table = info.table().name,
                   .columns = {column_name},
                   .entity = info.name,
                   .hint = std::string("call set_") + member + "() before the flush" + hint});
}

}  // namespace orp
