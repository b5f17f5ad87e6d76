// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>

#include "harness/database.hpp"
#include "harness/dataset.hpp"
#include "harness/side.hpp"

namespace bench {

using MakeSide = std::unique_ptr<Side> (*)(const Database&);

/// The best that can be written by hand against each database. Null: there is nothing to measure.
struct HandWritten {
  MakeSide sqlite = nullptr;
  MakeSide postgres = nullptr;

  MakeSide on(const Database& database) const {
    return database.name() == "sqlite" ? sqlite : postgres;
  }
};

/// A row of the report, once a database. Titles, units and bars stand in bars.json, by name.
struct Workload {
  std::string_view name;
  Dataset dataset;             // what the tables hold before each round
  bool writes = false;         // fill the tables anew after each round
  std::size_t operations = 1;  // what figures "each" are divided by
  HandWritten hand;
  MakeSide orpiment = nullptr;  // one for all databases; null: a comparison of hand-written ways
};

std::span<const Workload> workloads();

}  // namespace bench
