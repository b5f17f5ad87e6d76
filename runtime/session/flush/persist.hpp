// SPDX-License-Identifier: MIT
// Step 3 of a flush: the plan is sent to the database.
//
// While it runs, the rows of the objects are the working copy: a step reads the keys that earlier
// steps made where they belong. The program sees none of it: values go into unset columns, whose
// loaded bits only step 4 sets, and what the program can see is put back if the flush fails.
#pragma once
#include <cstddef>
#include <utility>
#include <vector>

#include "orpiment/backend/link.hpp"
#include "orpiment/engine/observer.hpp"
#include "session/flush/plan.hpp"
#include "session/objects/arena.hpp"

namespace orp {

/// What step 4 accepts. Destroying it before that puts the objects' rows back as they were.
class Outcome {
 public:
  explicit Outcome(Plan plan) : plan_(std::move(plan)) {}
  Outcome(Outcome&&) noexcept = default;
  Outcome& operator=(Outcome&&) = delete;
  ~Outcome();

  const Plan& plan() const { return plan_; }
  /// The rows stay as they are now.
  void accept();

  /// Rows that were to be deleted and were gone already.
  std::vector<MissingRowsEvent> missing_rows;

  /// The field is about to be written: what it holds now, or NULL, comes back on failure.
  void keep(const FieldOps& ops, void* field);
  void keep_null(const FieldOps& ops, void* field);
  /// A key as a field of another nullability, valid as long as this object.
  const void* convert(const ColumnType& to, const ColumnType& from, const void* field);

 private:
  struct Overwritten {
    const FieldOps* ops;
    void* field;
    void* copy;  // nullptr: NULL
  };

  void destroy_copies();
  void* make_field(const FieldOps& ops);

  Plan plan_;
  std::vector<Overwritten> overwritten_;
  std::vector<Overwritten> made_;  // fields of no object
  Arena arena_;
};

/// Throws what the database or the codecs throw, with entity and key where they are known, and
/// StaleDataError when the row of a changed object is gone.
Outcome persist(Plan plan, backend::Link& link);

}  // namespace orp
