// SPDX-License-Identifier: MIT
// Instructions instead of time: callgrind counts them, the same number in every run whatever else
// the machine does. Outside callgrind these calls do nothing.
#pragma once

#include <string>

namespace bench {

void start_counting_instructions();
/// Writes what was counted since the start to a file of callgrind's that carries `name`.
void stop_counting_instructions(const std::string& name);

}  // namespace bench
