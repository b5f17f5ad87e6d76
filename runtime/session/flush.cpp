// SPDX-License-Identifier: MIT
// A flush: four steps, four files.
//
// Rules
//  (1) All that a flush reads it reads before the first statement that writes, but for what the
//      database fills in and does not return.
#include <utility>
#include <vector>

#include "engine/access.hpp"
#include "engine/engine_state.hpp"
#include "orpiment/base/error.hpp"
#include "session/flush/changes.hpp"
#include "session/flush/explain.hpp"
#include "session/flush/order.hpp"
#include "session/flush/persist.hpp"
#include "session/flush/plan.hpp"
#include "session/flush/references.hpp"
#include "session/flush/settle.hpp"
#include "session/objects/rehearsal.hpp"
#include "session/session_state.hpp"

namespace orp {

namespace {

constexpr int most_flushes = 100;

// While it lives, loading neither flushes nor minds the strategy `raise`.
class FlushScope {
 public:
  explicit FlushScope(bool& flushing) : flushing_(flushing) { flushing_ = true; }
  ~FlushScope() { flushing_ = false; }
  FlushScope(const FlushScope&) = delete;
  FlushScope& operator=(const FlushScope&) = delete;

 private:
  bool& flushing_;
};

// Where it depends on who refers to what, the database is asked, and the plan is made anew.
Plan make_plan(SessionState& state) {
  std::vector<Reference> known;
  while (true) {
    Changes changes = collect(state.load_context(), state);
    changes.references = known;
    Plan plan = order(std::move(changes));
    if (plan.questions.empty()) return plan;
    load_references(state.load_context(), plan.questions);
    known.insert(known.end(), plan.questions.begin(), plan.questions.end());
  }
}

}  // namespace

void SessionState::check_may_flush() const {
  check_usable();
  if (flushing)
    throw UsageError({.code = "ORP-1304",
                      .message = "the session is flushing already",
                      .hint = "do not flush from within a flush, nor from another thread"});
}

void SessionState::flush() {
  check_may_flush();
  if (!has_changes()) return;
  const FlushScope scope(flushing);
  try {
    calculate_sql_values();
    Plan plan = make_plan(*this);
    write_sql_values();
    if (plan.steps.empty()) {
      settle_unchanged(objects);
      return;
    }
    Outcome outcome = persist(std::move(plan), link());
    settle(objects, outcome);
    for (const MissingRowsEvent& missing : outcome.missing_rows)
      EngineAccess::state(engine).observers.tell(missing);
  } catch (...) {
    fail_frame(std::current_exception());
    throw;
  }
}

FlushPlan SessionState::explain_flush() {
  check_may_flush();
  if (objects.changes.empty()) return {};
  const FlushScope scope(flushing);
  const Rehearsal rehearsal(objects);
  assume_sql_values();
  return explain(make_plan(*this));
}

void SessionState::flush_before(const char* reason) {
  try {
    flush();
  } catch (Error& error) {
    error.with_note(std::string("raised by the autoflush before ") + reason +
                    "; a no_autoflush() scope puts it off");
    throw;
  }
}

// Settling may change objects again (events do), so once may not be enough.
void SessionState::flush_all() {
  for (int i = 0; has_changes(); ++i) {
    if (i == most_flushes)
      throw UsageError({.code = "ORP-1305",
                        .message = "objects are still being changed after " +
                                   std::to_string(most_flushes) + " flushes in one commit",
                        .hint = "look for an observer that changes an object whenever it is "
                                "flushed"});
    flush();
  }
}

}  // namespace orp
