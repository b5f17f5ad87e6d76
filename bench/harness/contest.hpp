// SPDX-License-Identifier: MIT
#pragma once

#include "harness/database.hpp"
#include "harness/workload.hpp"

namespace bench {

/// Registers the workload with Google Benchmark: one benchmark a side and round, named
/// `database/workload/side/round:n`, the sides taking turns. Both arguments must outlive the run.
void register_contest(const Workload& workload, Database& database, int rounds);

}  // namespace bench
