// SPDX-License-Identifier: MIT
#include "harness/progress.hpp"

#include <cstdio>

namespace bench {
namespace {

/// "sqlite/load_users/hand/round:0" belongs to "sqlite/load_users".
std::string row_of(const std::string& benchmark_name) {
  const std::size_t side = benchmark_name.find('/', benchmark_name.find('/') + 1);
  return benchmark_name.substr(0, side);
}

}  // namespace

bool Progress::ReportContext(const Context&) { return true; }

void Progress::ReportRuns(const std::vector<Run>& runs) {
  for (const Run& run : runs) {
    const std::string row = row_of(run.benchmark_name());
    if (row != row_) std::printf("%s%s ", row_.empty() ? "" : "\n", row.c_str());
    row_ = row;
    if (run.error_occurred) {
      std::printf("\n%s: %s\n", run.benchmark_name().c_str(), run.error_message.c_str());
    } else {
      std::putchar('.');
    }
  }
  std::fflush(stdout);
}

void Progress::Finalize() { std::putchar('\n'); }

}  // namespace bench
