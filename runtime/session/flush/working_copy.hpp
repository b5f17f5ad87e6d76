// SPDX-License-Identifier: MIT
// The rows of the objects while a plan is sent: a working copy, in which a step reads the keys that
// earlier steps made where they belong.
//
// Rules
//  (1) When a flush fails no object has learned anything: values go into unset columns, whose
//      loaded bits only step 4 sets, and what the program can see is kept before it is written, and
//      put back.
#pragma once
#include <cstdint>
#include <utility>
#include <vector>

#include "meta/client_value.hpp"
#include "session/flush/plan.hpp"
#include "session/objects/arena.hpp"

namespace orp {

/// Destroying it before accept() puts the rows back as they were.
class WorkingCopy {
 public:
  explicit WorkingCopy(Plan&& plan) : plan_(std::move(plan)) {}
  WorkingCopy(WorkingCopy&&) noexcept = default;
  WorkingCopy& operator=(WorkingCopy&&) = delete;
  ~WorkingCopy();

  const Plan& plan() const { return plan_; }
  /// The rows stay as they are now.
  void accept();

  /// The rows of `step`, an entity's, are prepared next.
  void begin(const Step& step);
  /// Gives `row` what its step is to write: what a new object lacks, what every UPDATE sets, and
  /// the keys that it copies. The columns that the step returns may be written then.
  void prepare(const PlannedRow& row);
  /// A key as a field of another nullability, valid as long as this object.
  const void* convert(const FieldType& to, const FieldType& from, const void* field);

 private:
  struct Overwritten {
    const FieldOps* ops;
    void* field;
    void* copy;  // nullptr: NULL
  };

  void fill(Entity& entity, std::uint16_t column, ClientDefault given);
  void copy_keys(const PlannedRow& row);
  void before_writing(Entity& entity, std::uint16_t column);
  void destroy_copies();

  Plan plan_;
  // Of the step under way:
  const EntityInfo* info_ = nullptr;
  ColumnNumbers fillable_;   // columns that a new row may lack
  ColumnNumbers touchable_;  // columns that an UPDATE sets by itself
  View<std::uint16_t> returned_;

  ClientValueMaker values_;
  std::vector<Overwritten> overwritten_;
  std::vector<Overwritten> made_;  // fields of no object
  Arena arena_;
};

}  // namespace orp
