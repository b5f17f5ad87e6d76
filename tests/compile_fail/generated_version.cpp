// SPDX-License-Identifier: MIT
// Headers that another version of the generator wrote are refused in one sentence.
#include <orpiment/version.hpp>

ORPIMENT_GENERATED_FOR(0, 1);

#if FAIL == 1
ORPIMENT_GENERATED_FOR(0, 2);
#elif FAIL == 2
ORPIMENT_GENERATED_FOR(1, 1);
#endif
