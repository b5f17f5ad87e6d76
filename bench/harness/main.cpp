// SPDX-License-Identifier: MIT
// orpiment_bench [--sqlite=FILE] [--postgres=URL] [--rounds=N] [--shrink=N] [Google Benchmark's
// options]
//
// Measures every workload on the databases that are given. bench/run calls it and reads its JSON.
#include <benchmark/benchmark.h>
#include <sqlite3.h>

#include <cstdio>
#include <exception>
#include <string>
#include <string_view>

#include "harness/arguments.hpp"
#include "harness/contest.hpp"
#include "harness/database.hpp"
#include "harness/progress.hpp"
#include "harness/workload.hpp"
#include "orpiment/tables.hpp"
#include "workloads/scale.hpp"

namespace bench {
namespace {

void run(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  int rounds = 9;
  // What is left when Google Benchmark has taken its own.
  const Arguments arguments =
      parse_arguments(argc, argv, [&](std::string_view name, const std::string& value) {
        if (name != "--rounds") return false;
        rounds = std::stoi(value);
        return true;
      });
  shrink = arguments.shrink;
  for (const auto& database : arguments.databases) {
    orpiment::check_tables(*database);
    benchmark::AddCustomContext(database->name(), database->version());
    for (const Workload& workload : workloads()) {
      register_contest(workload, *database, rounds);
    }
  }
  Progress progress;
  benchmark::RunSpecifiedBenchmarks(&progress);
  benchmark::Shutdown();
}

}  // namespace
}  // namespace bench

int main(int argc, char** argv) {
  try {
    bench::run(argc, argv);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "orpiment_bench: %s\n", error.what());
    return 1;
  }
}
