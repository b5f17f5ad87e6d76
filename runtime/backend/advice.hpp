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

/// Our hint comes first: it is written for the program. What the database advises follows it.
inline void advise(ErrorDetails& details, const Advice& advice) {
  details.code = advice.code;
  const std::string theirs = std::move(details.hint);
  details.hint = advice.hint;
  if (!theirs.empty()) details.hint += "; the database says: " + theirs;
}

}  // namespace orp::backend
