// SPDX-License-Identifier: MIT
// COPY for a database that has none.
#include <string>

#include "orpiment/backend/dialect.hpp"
#include "orpiment/backend/link.hpp"
#include "orpiment/base/error.hpp"

namespace orp::backend {

namespace {

[[noreturn]] void throw_no_copy(const Dialect& dialect, const char* hint) {
  throw UsageError({.code = "ORP-1280",
                    .message = std::string(dialect.facts().name) + " has no COPY",
                    .hint = hint});
}

}  // namespace

std::int64_t Link::copy_out(const CopiedRows&, CopySink&) {
  throw_no_copy(dialect(), "every database writes a stream: connection.stream(stmt).to_csv(out)");
}

std::int64_t Link::copy_in(const CopiedRows&, CopySource&) {
  throw_no_copy(dialect(), "every database takes rows: session.bulk_insert<E>(rows)");
}

}  // namespace orp::backend
