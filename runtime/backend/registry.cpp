// SPDX-License-Identifier: MIT
#include "backend/registry.hpp"

#include <string>

#include "orpiment/base/error.hpp"
#include "orpiment/base/text.hpp"
#ifdef ORPIMENT_HAS_SQLITE
#include "backend/sqlite/backend.hpp"
#endif
#ifdef ORPIMENT_HAS_POSTGRES
#include "backend/postgres/backend.hpp"
#endif

namespace orp::backend {

namespace {

struct Entry {
  std::string_view scheme;
  const Backend& (*backend)();  // nullptr: not in this build
  const char* build_option;
};

#ifdef ORPIMENT_HAS_SQLITE
constexpr auto sqlite_backend = &sqlite::sqlite_backend;
#else
constexpr const Backend& (*sqlite_backend)() = nullptr;
#endif
#ifdef ORPIMENT_HAS_POSTGRES
constexpr auto postgres_backend = &postgres::postgres_backend;
#else
constexpr const Backend& (*postgres_backend)() = nullptr;
#endif

constexpr Entry entries[] = {
    {"sqlite", sqlite_backend, "ORPIMENT_SQLITE"},
    {"postgresql", postgres_backend, "ORPIMENT_POSTGRES"},
    {"postgres", postgres_backend, "ORPIMENT_POSTGRES"},  // libpq knows both names
};

std::string known_schemes() {
  std::string known;
  for (const Entry& entry : entries) {
    if (entry.backend == nullptr) continue;
    if (!known.empty()) known += ", ";
    known += entry.scheme;
  }
  return known.empty() ? "none" : known;
}

}  // namespace

const Backend& find_backend(std::string_view scheme) {
  NearestName nearest(scheme);
  for (const Entry& entry : entries) {
    if (entry.scheme != scheme) {
      nearest.offer(entry.scheme);
    } else if (entry.backend != nullptr) {
      return entry.backend();
    } else {
      throw UsageError({.code = "ORP-1403",
                        .message = "this build of Orpiment has no support for " +
                                   std::string(scheme) + ":// databases",
                        .hint = std::string("build it with -D") + entry.build_option + "=ON"});
    }
  }
  throw UsageError({.code = "ORP-1403",
                    .message = "no database is known by the scheme \"" + std::string(scheme) +
                               "\"." + nearest.question(),
                    .hint = "schemes of this build: " + known_schemes()});
}

}  // namespace orp::backend
