// SPDX-License-Identifier: MIT
#include "entity/thread_check.hpp"

#ifdef ORPIMENT_CHECKED

#include "orpiment/base/error.hpp"

namespace orp {

namespace {

// Unlike that of any other thread that lives.
std::uintptr_t this_thread() {
  static thread_local char mark;
  return reinterpret_cast<std::uintptr_t>(&mark);
}

[[noreturn]] void throw_other_thread() {
  throw UsageError({.code = "ORP-1306",
                    .message = "the session is at work in another thread",
                    .hint = "give each thread a session of its own; to hand one over, commit, roll "
                            "back or close it first"});
}

}  // namespace

void check_thread(const OwnerBlock& owner) {
  const std::uintptr_t thread = owner.thread;
  if (thread != 0 && thread != this_thread()) throw_other_thread();
}

void claim_thread(OwnerBlock& owner) {
  std::uintptr_t thread = 0;
  if (!owner.thread.compare_exchange_strong(thread, this_thread()) && thread != this_thread())
    throw_other_thread();
}

}  // namespace orp

#endif
