// SPDX-License-Identifier: MIT
// The table of all databases, from the lines of CMakeLists.txt.
#include <algorithm>
#include <iterator>
#include <string>

#include "orpiment/backend/database.hpp"
#include "orpiment/base/detail/text.hpp"
#include "orpiment/base/error.hpp"

namespace orp::backend {

#define ORPIMENT_BUILT_IN(folder) const Database& folder##_database();
#define ORPIMENT_LEFT_OUT(scheme, option)
#include "all_databases.inc"
#undef ORPIMENT_BUILT_IN
#undef ORPIMENT_LEFT_OUT

View<const Database*> databases() {
#define ORPIMENT_BUILT_IN(folder) &folder##_database(),
#define ORPIMENT_LEFT_OUT(scheme, option)
  static const Database* const all[] = {
#include "all_databases.inc"
  };
#undef ORPIMENT_BUILT_IN
#undef ORPIMENT_LEFT_OUT
  return all;
}

const Dialect& default_dialect() { return databases().front()->dialect; }

namespace {

struct LeftOut {
  std::string_view scheme;
  const char* build_option;
};

constexpr LeftOut left_out[] = {
#define ORPIMENT_BUILT_IN(folder)
#define ORPIMENT_LEFT_OUT(scheme, option) {scheme, option},
#include "all_databases.inc"
#undef ORPIMENT_BUILT_IN
#undef ORPIMENT_LEFT_OUT
    {}};

const Database* find_in(View<const Database*> among, std::string_view scheme) {
  for (const Database* database : among) {
    for (const char* each : database->schemes) {
      if (scheme == each) return database;
    }
  }
  return nullptr;
}

void check_not_left_out(std::string_view scheme) {
  for (const LeftOut& each : left_out) {
    if (each.build_option == nullptr || each.scheme != scheme) continue;
    throw UsageError({.code = "ORP-1403",
                      .message = "this build of Orpiment has no support for " +
                                 std::string(scheme) + ":// databases",
                      .hint = std::string("build it with -D") + each.build_option + "=ON"});
  }
}

[[noreturn]] void throw_unknown(std::string_view scheme, View<const Database*> further) {
  detail::NearestName nearest(scheme);
  std::string known;
  for (const View<const Database*> some : {databases(), further}) {
    for (const Database* database : some) {
      for (const char* each : database->schemes) {
        nearest.offer(each);
        known += (known.empty() ? "" : ", ") + std::string(each);
      }
    }
  }
  throw UsageError({.code = "ORP-1403",
                    .message = "no database is known by the scheme \"" + std::string(scheme) +
                               "\"." + nearest.question(),
                    .hint = "schemes of this build: " + known});
}

}  // namespace

const Database& find_database(std::string_view scheme, View<const Database*> further) {
  const Database* found = find_in(further, scheme);
  if (found == nullptr) found = find_in(databases(), scheme);
  if (found == nullptr) {
    check_not_left_out(scheme);
    throw_unknown(scheme, further);
  }
  return *found;
}

}  // namespace orp::backend
