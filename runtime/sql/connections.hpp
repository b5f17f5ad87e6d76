// SPDX-License-Identifier: MIT
// Which tables of a statement its conditions connect. Where some are apart every row of theirs
// would meet every row of the others.
#pragma once
#include <cstddef>
#include <vector>

#include "sql/scope.hpp"

namespace orp::sql {

/// Groups of sources, which conditions make fewer.
class Connections {
 public:
  /// Each of the groups is connected by other means. `visible`: the sources of the statement, and
  /// of the ones around it; outlives this.
  Connections(std::vector<Sources> groups, const Sources& visible);

  /// A condition connects all the groups whose columns it names, itself or in nested queries; a run
  /// of ANDs is several conditions.
  void connect(const NodeRef& condition);
  /// The number of a group that is apart from the first one; of none: how many there are.
  std::size_t find_apart() const;

 private:
  std::size_t root(std::size_t group) const;

  std::vector<Sources> groups_;
  const Sources& visible_;
  std::vector<std::size_t> parents_;
};

}  // namespace orp::sql
