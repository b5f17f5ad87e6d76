// SPDX-License-Identifier: MIT
#pragma once
#include "orpiment/session/flush_plan.hpp"
#include "session/flush/plan.hpp"

namespace orp {

/// The plan in words, which outlive the objects.
FlushPlan explain(const Plan& plan);

}  // namespace orp
