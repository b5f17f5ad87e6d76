// SPDX-License-Identifier: MIT
#include "backend/operational_error.hpp"

#include <utility>

#include "backend/advice.hpp"
namespace orp::backend {

namespace {

Advice advice_on(Want want) {
  switch (want) {
    case Want::disk_space:
      return {"ORP-3401", "make room on the database's disk, or raise the limit of its size"};
    case Want::write_access:
      return {"ORP-3402",
              "the database, its file or the transaction is open for reading only: connect to one "
              "that may be written"};
    case Want::memory:
      return {"ORP-3403", "give the database more memory, or ask for less at once"};
    case Want::working_disk:
      return {"ORP-3404", "look after the disk that the database is on, then connect again"};
    case Want::capacity:
      return {"ORP-3405", "wait, or raise the limit that the message names"};
    case Want::time:
      return {"ORP-3406", "ask for less at once, or raise the limit of time"};
  }
  return {"ORP-3405", ""};
}

}  // namespace

void throw_operational_error(Want want, ErrorDetails details) {
  advise(details, advice_on(want));
  throw OperationalError(std::move(details));
}

}  // namespace orp::backend
