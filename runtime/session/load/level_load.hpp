// SPDX-License-Identifier: MIT
// A level under way, in the ways there are: what it wants is known when it is made, so its query
// can be sent beside those of other levels; read() sends it otherwise.
#pragma once
#include <cstdint>
#include <variant>
#include <vector>

#include "session/load/keyed_load.hpp"
#include "session/load/level.hpp"
#include "session/load/load_context.hpp"

namespace orp {

// What they are made with outlives them. read() returns whom the query brought in: those below whom
// more is to be loaded.

/// Of owners that hold the key. Those whose target is in memory ask for nothing, unless it is to be
/// `renewed`.
class TargetsLoad {
 public:
  TargetsLoad(LoadContext context, const Level& level, Renewed* renewed);

  KeyedQuery& query() { return load_.query(); }
  std::vector<Entity*> read();

 private:
  LoadContext context_;
  const Level& level_;
  KeyedLoad load_;
  std::vector<Entity*> waiting_;
  std::vector<std::uint32_t> wants_;  // each of `waiting_`: the number of its key
};

/// Of owners that are referred to, or that a secondary table connects.
class MembersLoad {
 public:
  MembersLoad(LoadContext context, const Level& level, Renewed* renewed);

  KeyedQuery& query() { return load_.query(); }
  std::vector<Entity*> read();

 private:
  LoadContext context_;
  const Level& level_;
  KeyedLoad load_;
};

/// Of many owners that a secondary table connects with members in any order: the associations
/// first, then each member once, however many share it; those that are in memory are not read
/// again.
class AssociationsLoad {
 public:
  AssociationsLoad(LoadContext context, const Level& level, Renewed* renewed);

  KeyedQuery& query() { return rows_.query(); }
  std::vector<Entity*> read();

 private:
  LoadContext context_;
  const Level& level_;
  Renewed* renewed_;
  KeyedRows rows_;
};

/// Whichever fits the level.
class LevelLoad {
 public:
  LevelLoad(LoadContext context, const Level& level, Renewed* renewed)
      : load_(make(context, level, renewed)) {}
  LevelLoad(const LevelLoad&) = delete;
  LevelLoad& operator=(const LevelLoad&) = delete;

  /// What it asks first: nothing, perhaps (KeyedQuery::is_prepared()).
  KeyedQuery& query() {
    return std::visit([](auto& load) -> KeyedQuery& { return load.query(); }, load_);
  }
  std::vector<Entity*> read() {
    return std::visit([](auto& load) { return load.read(); }, load_);
  }

 private:
  using Kinds = std::variant<TargetsLoad, MembersLoad, AssociationsLoad>;

  static Kinds make(LoadContext context, const Level& level, Renewed* renewed);

  Kinds load_;
};

}  // namespace orp
