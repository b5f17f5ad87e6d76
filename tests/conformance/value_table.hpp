// SPDX-License-Identifier: MIT
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "orpiment/backend/dialect.hpp"
#include "orpiment/backend/link.hpp"
#include "orpiment/meta/facts.hpp"
#include "orpiment/meta/table_info.hpp"

namespace orp::tests {

/// A table with one nullable column of one type, and the ways of values into it and out of it.
template <class T>
class ValueTable {
 public:
  struct Row {
    std::int32_t position = 0;
    std::optional<T> value;
    friend bool operator==(const Row&, const Row&) = default;
  };

  explicit ValueTable(const facts::Type<T>& type)
      : columns_{facts::column("position", facts::types::int32, {.primary_key = true}),
                 facts::column("value", type.nullable())},
        table_{.name = "typed_values",
               .columns = {columns_.data(), columns_.size()},
               .primary_key = facts::list<0>,
               .primary_key_name = "pk_typed_values"} {}
  ValueTable(const ValueTable&) = delete;
  ValueTable& operator=(const ValueTable&) = delete;

  const TableInfo& info() const { return table_; }
  const ColumnType& type() const { return columns_[1].type; }

  /// Rows of these values, numbered from `first`.
  static std::vector<Row> rows(const std::vector<std::optional<T>>& values, std::int32_t first) {
    std::vector<Row> made;
    for (const std::optional<T>& value : values) {
      made.push_back({first + static_cast<std::int32_t>(made.size()), value});
    }
    return made;
  }

  void insert(backend::Link& link, const std::vector<Row>& rows) const {
    std::vector<const void*> cells;
    for (const Row& row : rows) {
      cells.push_back(&row.position);
      cells.push_back(&row.value);
    }
    link.insert({{&table_, facts::list<0, 1>, rows.size(), cells.data()}});
  }

  /// Sets the values of the rows that have their positions.
  std::vector<std::size_t> update(backend::Link& link, const std::vector<Row>& rows) const {
    std::vector<const void*> cells;
    for (const Row& row : rows) {
      cells.push_back(&row.value);
      cells.push_back(&row.position);
    }
    return link.update({{&table_, facts::list<1, 0>, rows.size(), cells.data()}, 1});
  }

  std::vector<Row> read(backend::Link& link) const {
    const FieldTarget targets[] = {{&columns_[0].type, offsetof(Row, position)},
                                   {&columns_[1].type, offsetof(Row, value)}};
    const backend::CursorHandle cursor = link.open({select_all}, {});
    std::vector<Row> rows;
    while (cursor->next()) {
      cursor->read_row(0, targets, reinterpret_cast<std::byte*>(&rows.emplace_back()));
    }
    return rows;
  }

  std::vector<Row> read_stored(backend::Link& link) const {
    const auto stored = link.open({select_all}, {})->store();
    std::vector<Row> rows(stored->row_count());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      stored->read(i, 0, columns_[0].type, &rows[i].position);
      stored->read(i, 1, columns_[1].type, &rows[i].value);
    }
    return rows;
  }

  /// Number of rows whose value equals `value` for the database.
  std::int64_t count_equal(backend::Link& link, const std::optional<T>& value) const {
    std::string sql = "SELECT count(*) FROM typed_values WHERE value = ";
    link.dialect().typed_parameter(sql, 1, false, type());
    const backend::BoundValue parameter{.type = &type(), .field = &value};
    return count(link, sql, parameter);
  }

  /// Number of rows whose value is among `values`, sent as one list of keys.
  std::int64_t count_among(backend::Link& link, const std::vector<T>& values) const {
    const std::deque<T> addressable(values.begin(), values.end());  // vector<bool> is not
    std::vector<const void*> pointers;
    for (const T& value : addressable) pointers.push_back(&value);
    const backend::KeyList keys{&type(), pointers.data(), pointers.size()};
    const backend::KeyColumn column{.operand = "value", .element = &type(), .is_same_type = true};
    std::string sql = "SELECT count(*) FROM typed_values WHERE ";
    link.dialect().in_keys(sql, {&column, 1}, 1, false);
    return count(link, sql, {.keys = &keys});
  }

 private:
  static constexpr const char* select_all =
      "SELECT position, value FROM typed_values ORDER BY position";

  static std::int64_t count(backend::Link& link, const std::string& sql,
                            const backend::BoundValue& parameter) {
    const backend::CursorHandle cursor = link.open({sql}, {&parameter, 1});
    std::int64_t count = -1;
    if (cursor->next()) cursor->read(0, facts::types::int64, &count);
    return count;
  }

  std::array<ColumnInfo, 2> columns_;
  TableInfo table_;
};

}  // namespace orp::tests
