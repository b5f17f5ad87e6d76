// SPDX-License-Identifier: MIT
// orpiment_bench [--sqlite=FILE] [--postgres=URL] [--rounds=N] [--shrink=N] [Google Benchmark's
// options]
//
// Measures every workload on the databases that are given. bench/run calls it and reads its JSON.
#include <benchmark/benchmark.h>
#include <sqlite3.h>

#include <cstdio>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "harness/contest.hpp"
#include "harness/database.hpp"
#include "harness/progress.hpp"
#include "harness/workload.hpp"
#include "orpiment/tables.hpp"
#include "workloads/scale.hpp"

namespace bench {
namespace {

struct Options {
  std::string sqlite_file;
  std::string postgres_url;
  int rounds = 9;
};

/// Takes what is left when Google Benchmark has taken its own.
Options parse_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    const std::size_t equals = argument.find('=');
    const std::string_view name = argument.substr(0, equals);
    const std::string value(equals == argument.npos ? "" : argument.substr(equals + 1));
    if (name == "--sqlite") {
      options.sqlite_file = value;
    } else if (name == "--postgres") {
      options.postgres_url = value;
    } else if (name == "--rounds") {
      options.rounds = std::stoi(value);
    } else if (name == "--shrink") {
      shrink = std::stoul(value);
    } else {
      throw std::runtime_error("unknown option " + std::string(argument));
    }
  }
  return options;
}

std::vector<std::unique_ptr<Database>> open_databases(const Options& options) {
  std::vector<std::unique_ptr<Database>> databases;
  if (!options.sqlite_file.empty()) {
    databases.push_back(make_sqlite_database(options.sqlite_file));
  }
  if (!options.postgres_url.empty()) {
    databases.push_back(make_postgres_database(options.postgres_url));
  }
  return databases;
}

void run(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  const Options options = parse_options(argc, argv);
  const auto databases = open_databases(options);
  for (const auto& database : databases) {
    orpiment::check_tables(*database);
    benchmark::AddCustomContext(database->name(), database->version());
    for (const Workload& workload : workloads()) {
      register_contest(workload, *database, options.rounds);
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
