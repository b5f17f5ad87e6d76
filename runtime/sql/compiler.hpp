// SPDX-License-Identifier: MIT
// From a statement as data to SQL text: one walk, one compiler for all databases.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "orpiment/backend/dialect.hpp"
#include "orpiment/backend/statement.hpp"
#include "orpiment/meta/entity_info.hpp"
#include "sql/entity_shape.hpp"
#include "sql/shape.hpp"

namespace orp::sql {

/// One column of the result.
struct ResultColumn {
  std::string name;  ///< unique in the statement
  ColumnType type;   ///< for Cursor::read; of an object's column: of its field in Row
};

/// One element of Select<Ts...>: where in the result columns it stands.
struct ResultElement {
  const EntityInfo* entity = nullptr;  ///< nullptr: a value, of columns[first].type
  bool is_optional = false;            ///< the row may have no object: its key is NULL then
  std::uint16_t first = 0;
  std::uint16_t count = 1;
  std::vector<std::uint16_t> columns{};  ///< of an object: its entity's column numbers
  std::optional<EntityShape> shape{};    ///< of an object all of whose columns are there
};

struct CompiledStatement {
  std::string sql;
  std::uint64_t cache_key = 0;  ///< unique in the process, never used again
  std::vector<ResultColumn> columns;
  std::vector<ResultElement> elements;
  /// Parameter i (from 0) of `sql` is Shape::parameters()[slots[i]].
  std::vector<std::uint32_t> slots;
  bool writes = false;                     ///< it changes rows, in a CTE perhaps
  std::vector<const TableInfo*> tables{};  ///< as backend::Statement::tables
  std::vector<NodeRef> owners{};           ///< of tables without a class, and so of some of those

  backend::Statement statement() const { return {sql, cache_key, view_of(tables)}; }
};

/// Throws UsageError when the statement makes no sense or this database cannot do it: tables that
/// nothing connects, a text() place without a value, the order of a type that has none.
CompiledStatement compile(const Node& statement, const backend::Dialect& dialect);
/// The same when the shape is known; `shape` is of `statement`.
CompiledStatement compile(const Node& statement, const Shape& shape,
                          const backend::Dialect& dialect);
/// The ON CONFLICT of an INSERT alone, ` ON CONFLICT ...`, which is to stand behind the `row_width`
/// values of a row; `shape` is of `insert`. Throws as compile().
CompiledStatement compile_conflict(const Node& insert, const Shape& shape,
                                   const backend::Dialect& dialect, std::size_t row_width);

}  // namespace orp::sql
