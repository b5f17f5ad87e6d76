// SPDX-License-Identifier: MIT
// What a backend's tables of errors say beside the database's own words: our code, and a remedy.
#pragma once
#include <string>
#include <utility>

#include "orpiment/base/error.hpp"

namespace orp::backend {

/// What an error of the database is called here, and what to do about it.
struct Advice {
  const char* code;
  const char* hint;
};

/// Of a value that a statement calculates.
inline constexpr Advice out_of_range_advice = {
    "ORP-2208",
    "calculate in a wider type, orp::cast<std::int64_t>() of an operand, or leave such "
    "rows out by a condition"};
inline constexpr Advice other_calculation_advice = {
    "ORP-2220", "leave such rows out by a condition, or choose by case_() what is calculated"};

/// Our hint comes first: it is written for the program. What the database advises follows it.
inline void advise(ErrorDetails& details, const Advice& advice) {
  details.code = advice.code;
  const std::string theirs = std::move(details.hint);
  details.hint = advice.hint;
  if (!theirs.empty()) details.hint += "; the database says: " + theirs;
}

}  // namespace orp::backend
