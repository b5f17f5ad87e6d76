// SPDX-License-Identifier: MIT
// What errors say of the statement that failed, and of the table behind it.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "orpiment/backend/batch.hpp"
#include "orpiment/backend/link.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/meta/view.hpp"

namespace orp::backend {

/// What a link was doing when the database refused: for error messages and listeners.
struct StatementContext {
  std::string_view sql{};
  View<BoundValue> parameters{};
  const RowBatch* batch = nullptr;
  std::size_t row = 0;  ///< of the batch: the one being sent, if `has_row`
  bool has_row = false;
  bool hide_parameters = false;

  /// Fills in statement, parameters and, of a batch, the table; tells the batch which row failed.
  void describe_in(ErrorDetails& details) const;
};

// Names of a batch's table from the schema, because databases do not always tell them.

/// The name of the unique constraint, unique index or primary key over exactly these columns; empty
/// when there is none.
std::string unique_constraint_of(const TableInfo& table, const std::vector<std::string>& columns);

std::vector<std::string> column_names(const TableInfo& table, View<std::uint16_t> columns);

}  // namespace orp::backend
