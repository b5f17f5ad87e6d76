// SPDX-License-Identifier: MIT
#include "session/key_paths.hpp"

#include <algorithm>
#include <utility>

#include "session/foreign_keys.hpp"

namespace orp {

namespace {

class PathFinder {
 public:
  explicit PathFinder(const TableInfo& referred) : referred_(&referred) {}

  std::vector<KeyPath> find(const TableInfo& table) {
    std::vector<KeyPath> paths;
    for (const ForeignKeyInfo& key : table.foreign_keys)
      if (is_cascaded(key)) add_paths_over(key, paths);
    return paths;
  }

 private:
  // The table between is not passed twice.
  void add_paths_over(const ForeignKeyInfo& key, std::vector<KeyPath>& paths) {
    const TableInfo& between = *key.referred;
    if (std::find(passed_.begin(), passed_.end(), &between) != passed_.end()) return;
    passed_.push_back(&between);
    for (const ForeignKeyInfo& next : between.foreign_keys)
      if (is_cascaded(next) && next.referred == referred_)
        add(key, next.columns, next.referred_columns, paths);
    for (const KeyPath& rest : find(between))
      add(key, view_of(rest.columns), view_of(rest.referred_columns), paths);
    passed_.pop_back();
  }

  // If `key` holds all `columns` of the table between.
  static void add(const ForeignKeyInfo& key, View<std::uint16_t> columns,
                  View<std::uint16_t> referred_columns, std::vector<KeyPath>& paths) {
    KeyPath path{&key, {}, {referred_columns.begin(), referred_columns.end()}};
    for (const std::uint16_t column : columns) {
      const auto* const found =
          std::find(key.referred_columns.begin(), key.referred_columns.end(), column);
      if (found == key.referred_columns.end()) return;
      path.columns.push_back(
          key.columns[static_cast<std::size_t>(found - key.referred_columns.begin())]);
    }
    paths.push_back(std::move(path));
  }

  const TableInfo* referred_;
  std::vector<const TableInfo*> passed_;
};

}  // namespace

std::vector<KeyPath> key_paths(const TableInfo& table, const TableInfo& referred) {
  return PathFinder(referred).find(table);
}

}  // namespace orp
