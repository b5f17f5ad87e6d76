// SPDX-License-Identifier: MIT
// The loop of all loading by key: which keys are wanted -> query -> rows -> objects, with what is
// joined to them. A strategy says what it wants and takes each object under the number of its key.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "session/load/hydrate.hpp"
#include "session/load/joined_reader.hpp"
#include "session/load/keyed_rows.hpp"
#include "session/load/load_context.hpp"

namespace orp {

class KeyedLoad {
 public:
  /// Rows of `target` by their `columns`, for at most `most` keys. `renewed`: as for a Hydrator.
  KeyedLoad(LoadContext context, std::size_t most, const EntityInfo& target,
            View<std::uint16_t> columns, Renewed* renewed = nullptr);
  /// Rows that `relation` of `owner` leads to, by the values that the owners have for them.
  KeyedLoad(LoadContext context, std::size_t most, const EntityInfo& owner,
            const RelationInfo& relation, Renewed* renewed);
  KeyedLoad(const KeyedLoad&) = delete;
  KeyedLoad& operator=(const KeyedLoad&) = delete;

  /// Asks for a key. False when it was asked for already, under a number that it keeps. The values
  /// must outlive this.
  bool add(const void* const* key, std::uint32_t number) { return rows_.add(key, number); }
  /// Requires: the key was added.
  std::uint32_t number_of(const void* const* key) const { return rows_.number_of(key); }
  /// How many keys are wanted.
  std::size_t size() const { return rows_.size(); }

  /// The new objects will be peers under `below`, and what that says is to be joined comes with
  /// them; `path` has led to them.
  void join(LoadTreeRef below, const JoinedPlan::Path& path);
  /// Makes the query of what was asked for. Requires: something was.
  void prepare() { rows_.prepare(context_.runner); }
  /// Sends it, made now if need be, unless that is done, and begins to read.
  void run();
  /// Once it runs: as KeyedQuery::expected_rows(), and whether an object may come several times.
  std::size_t expected_rows() const { return query().expected_rows(); }
  bool repeats() const { return query().joined() != nullptr && query().joined()->has_collection(); }
  /// Makes room for `count` objects more. Requires: it runs.
  void reserve(std::size_t count) { reading_->hydrator.reserve(count); }

  /// Steps to the next row that was asked for; false after the last one.
  bool next() {
    if (!rows_.next()) return false;
    row_.back() = reading_->hydrator.hydrate(cursor(), is_key_given_ ? rows_.integer_key() : 0);
    if (reading_->joined) reading_->joined->take_row(cursor(), row_);
    return true;
  }
  KeyedQuery& query() { return rows_.query(); }
  std::uint32_t number() const { return rows_.number(); }
  Entity& object() const { return *row_.back(); }
  backend::Cursor& cursor() { return query().cursor(); }
  const sql::EntityShape& shape() const { return shape_in(*reading_->compiled); }
  /// All rows were there: what is joined is loaded.
  void finish();

 private:
  struct Reading {
    explicit Reading(const KeyedLoad& load);

    std::shared_ptr<const sql::CompiledStatement> compiled;
    Hydrator hydrator;
    std::optional<JoinedReader> joined{};
  };

  const sql::EntityShape& shape_in(const sql::CompiledStatement& compiled) const {
    return *compiled.elements[query().target_element()].shape;
  }
  bool is_key_of_target() const;
  const KeyedQuery& query() const { return rows_.query(); }

  LoadContext context_;
  Renewed* renewed_;
  const EntityInfo* target_;
  KeyedRows rows_;
  bool begins_peers_ = false;
  bool is_key_given_ = false;       // with each row, as a column of the target
  std::optional<Reading> reading_;  // of the run: often all is in memory, and nothing runs
  std::vector<Entity*> row_;
};

}  // namespace orp
