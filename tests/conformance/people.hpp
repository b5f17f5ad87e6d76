// SPDX-License-Identifier: MIT
// Two tables that most tests need: people with teams.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "orpiment/backend/batch.hpp"
#include "orpiment/base/date_time.hpp"
#include "orpiment/meta/facts.hpp"
#include "orpiment/meta/table_info.hpp"

namespace orp::tests {

struct Team {
  std::int64_t id = 0;
  std::string name{};
};

struct Person {
  std::int64_t id = 0;
  std::string name{};
  std::string email{};
  std::optional<std::int32_t> age{};
  std::optional<std::int64_t> team_id{};
  TimestampTz created_at{};
};

inline constexpr ColumnInfo team_columns[] = {
    facts::column("id", facts::types::int64, {.primary_key = true, .identity = true}),
    facts::column("name", facts::types::string(20)),
};
inline constexpr TableInfo teams{.name = "teams",
                                 .columns = team_columns,
                                 .primary_key = facts::list<0>,
                                 .primary_key_name = "pk_teams"};

inline constexpr ColumnInfo person_columns[] = {
    facts::column("id", facts::types::int64, {.primary_key = true, .identity = true}),
    facts::column("name", facts::types::string(50)),
    facts::column("email", facts::types::string(100)),
    facts::column("age", facts::types::int32.nullable()),
    facts::column("team_id", facts::types::int64.nullable()),
    facts::column("created_at", facts::types::timestamptz,
                  {.server_default = facts::defaults::now}),
};
inline constexpr UniqueInfo person_uniques[] = {{"uq_people_email", facts::list<2>}};
inline constexpr CheckInfo person_checks[] = {{"ck_people_age", "age >= 0"}};
inline constexpr ForeignKeyInfo person_foreign_keys[] = {
    {"fk_people_team_id", facts::list<4>, &teams, facts::list<0>}};
inline constexpr TableInfo people{.name = "people",
                                  .columns = person_columns,
                                  .primary_key = facts::list<0>,
                                  .primary_key_name = "pk_people",
                                  .foreign_keys = person_foreign_keys,
                                  .uniques = person_uniques,
                                  .checks = person_checks};

inline constexpr const TableInfo* people_and_teams[] = {&people, &teams};

/// Columns of `people`.
enum : std::uint16_t { person_id, person_name, person_email, person_age, person_team, person_time };

/// Where column `column` stands in a struct whose members are the columns of `table`, in order.
inline std::size_t member_offset(const TableInfo& table, std::size_t column) {
  std::size_t end = 0;
  for (std::size_t i = 0;; ++i) {
    const FieldOps& ops = *table.columns[i].type.ops;
    const std::size_t begin = (end + ops.alignment - 1) / ops.alignment * ops.alignment;
    if (i == column) return begin;
    end = begin + ops.size;
  }
}

/// Rows of a C++ type as a batch: cells point into them.
template <class Row>
class Rows {
 public:
  Rows(const TableInfo& table, std::vector<std::uint16_t> columns, std::vector<Row>& rows)
      : table_(table), columns_(std::move(columns)), row_count_(rows.size()) {
    for (Row& row : rows) {
      for (const std::uint16_t column : columns_) cells_.push_back(field(row, column));
    }
  }

  backend::RowBatch batch() const {
    return {&table_, view_of(columns_), row_count_, cells_.data()};
  }

  /// Where columns of the rows are to be returned.
  static std::vector<void*> results(const TableInfo& table,
                                    const std::vector<std::uint16_t>& columns,
                                    std::vector<Row>& rows) {
    std::vector<void*> fields;
    for (Row& row : rows) {
      for (const std::uint16_t column : columns) {
        fields.push_back(reinterpret_cast<std::byte*>(&row) + member_offset(table, column));
      }
    }
    return fields;
  }

 private:
  const void* field(const Row& row, std::uint16_t column) const {
    return reinterpret_cast<const std::byte*>(&row) + member_offset(table_, column);
  }

  const TableInfo& table_;
  std::vector<std::uint16_t> columns_;
  std::size_t row_count_;
  std::vector<const void*> cells_;
};

/// `count` people with names and e-mail addresses of their own, without keys.
inline std::vector<Person> make_people(std::size_t count) {
  std::vector<Person> made(count);
  for (std::size_t i = 0; i < count; ++i) {
    made[i].name = "Person " + std::to_string(i);
    made[i].email = "person" + std::to_string(i) + "@example.com";
    if (i % 3 != 0) made[i].age = static_cast<std::int32_t>(i % 90);
    made[i].created_at =
        TimestampTz::from_microseconds(1'700'000'000'000'000 + static_cast<std::int64_t>(i));
  }
  return made;
}

}  // namespace orp::tests
