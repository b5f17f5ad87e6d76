// SPDX-License-Identifier: MIT
// The rows of one chunk of a bulk write, by what they set.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "orpiment/meta/entity_info.hpp"
#include "sql/conflict_rule.hpp"

namespace orp {

/// Rows that set the same columns.
struct BulkRows {
  std::vector<std::uint16_t> columns;  // of the entity
  std::vector<std::uint16_t> given;    // of an upsert: of `columns`, those that the program sets
  std::vector<const void*> fields;     // of each row those of `columns`
  std::vector<std::size_t> numbers;    // of the rows, in the chunk, from 0
  std::unique_ptr<sql::ConflictRule> conflict{};  // of an upsert, once a row was sent

  std::size_t size() const { return numbers.size(); }
  const void* const* row(std::size_t i) const { return fields.data() + i * columns.size(); }
};

/// Those of these columns, as the numbers in a row at which they stand; empty where one is not set.
std::vector<std::size_t> places_of(const BulkRows& rows, const std::vector<std::uint16_t>& key);

/// In the order of these columns, so that two writers do not wait for each other in a circle; as
/// they are where one of the columns is not set.
void sort_by_key(const EntityInfo& info, const std::vector<std::uint16_t>& key, BulkRows& rows);

/// Leaves rows out whose values in these columns, none of them NULL, a later one of the chunk has.
/// Returns how many.
std::size_t fold_by_key(const EntityInfo& info, const std::vector<std::uint16_t>& key,
                        std::vector<BulkRows>& chunk);

}  // namespace orp
