// SPDX-License-Identifier: MIT
#include "backend/sqlite/read_plan.hpp"

#include <cstdint>
#include <map>
#include <string>

#include "orpiment/meta/facts.hpp"

namespace orp::backend::sqlite {

namespace {

enum PlanColumn : std::size_t { id_column, parent_column, unused_column, detail_column };

template <class T>
T read_in_plan(const StoredRows& rows, std::size_t row, PlanColumn column, const ColumnType& type) {
  T value{};
  rows.read(row, column, type, &value);
  return value;
}

}  // namespace

std::vector<PlanStep> read_plan(const StoredRows& rows) {
  using facts::types::int64;
  std::vector<PlanStep> steps;
  std::map<std::int64_t, int> depths{{0, -1}};
  for (std::size_t row = 0; row < rows.row_count(); ++row) {
    const int depth = depths[read_in_plan<std::int64_t>(rows, row, parent_column, int64)] + 1;
    depths[read_in_plan<std::int64_t>(rows, row, id_column, int64)] = depth;
    steps.push_back(
        {.depth = depth,
         .operation = read_in_plan<std::string>(rows, row, detail_column, facts::types::text)});
  }
  return steps;
}

}  // namespace orp::backend::sqlite
