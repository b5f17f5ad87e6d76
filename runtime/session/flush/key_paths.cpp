// SPDX-License-Identifier: MIT
#include "session/flush/key_paths.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "session/objects/foreign_keys.hpp"

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
      if (is_cascaded(next) && next.referred == referred_) add(key, {step_of(next), {}}, paths);
    for (const KeyPath& rest : find(between)) add(key, rest, paths);
    passed_.pop_back();
  }

  static void add(const ForeignKeyInfo& key, const KeyPath& rest, std::vector<KeyPath>& paths) {
    const std::optional<KeyStep> whole = over(key, rest.whole);
    if (!whole) return;
    KeyPath path{*whole, {step_of(key)}};
    for (const KeyStep& step : rest.between)
      if (const std::optional<KeyStep> longer = over(key, step)) path.between.push_back(*longer);
    paths.push_back(std::move(path));
  }

  static KeyStep step_of(const ForeignKeyInfo& key) {
    return {key.referred,
            {key.columns.begin(), key.columns.end()},
            {key.referred_columns.begin(), key.referred_columns.end()}};
  }

  // The same step from the table of `key`, if that holds all of its columns.
  static std::optional<KeyStep> over(const ForeignKeyInfo& key, const KeyStep& step) {
    KeyStep longer{step.referred, {}, step.referred_columns};
    for (const std::uint16_t column : step.columns) {
      const auto* const found =
          std::find(key.referred_columns.begin(), key.referred_columns.end(), column);
      if (found == key.referred_columns.end()) return std::nullopt;
      longer.columns.push_back(
          key.columns[static_cast<std::size_t>(found - key.referred_columns.begin())]);
    }
    return longer;
  }

  const TableInfo* referred_;
  std::vector<const TableInfo*> passed_;
};

}  // namespace

std::vector<KeyPath> key_paths(const TableInfo& table, const TableInfo& referred) {
  return PathFinder(referred).find(table);
}

}  // namespace orp
