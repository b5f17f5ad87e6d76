// SPDX-License-Identifier: MIT
// Which steps of a flush may be sent before the answers to those before them are there.
//
// Rules
//  (1) A step waits for one before it that brings a key which it copies or names: an INSERT that
//      returns it.
//  (2) What a step sends stands in the rows of objects until it is sent. So a step that writes the
//      same objects, or those at the ends of associations, waits; and one that names rows by what
//      other rows have shares its way with nobody.
//  (3) A step of very many rows goes alone: a round trip is nothing beside it, and it takes another
//      form of statement if it need not be one of several.
#pragma once
#include <cstddef>
#include <unordered_set>
#include <vector>

#include "session/flush/plan.hpp"

namespace orp {

class StepFlight {
 public:
  explicit StepFlight(const Plan& plan) : plan_(&plan) {}

  /// Whether those that were taken have to be answered before `step` is prepared.
  bool waits(const Step& step);
  /// It goes along with those that were taken before.
  void take(const Step& step);
  /// They have been answered.
  void clear();

 private:
  bool needs_key(const Step& step) const;
  bool needs_key_of_ends(const Step& step) const;
  /// Whether some step fills in that column of new objects of class `info`.
  bool brings(const EntityInfo& info, std::uint16_t column) const;
  bool writes_what_waits(const Step& step);
  bool holds_objects_of(const Step& step);
  bool names_by_others(const Step& step) const;

  const Plan* plan_;
  std::vector<const Step*> steps_;
  std::size_t row_count_ = 0;
  bool is_closed_ = false;  // by a step that shares its way with nobody
  std::unordered_set<const Entity*> objects_;
  std::size_t known_steps_ = 0;  // those whose objects are in `objects_`
};

}  // namespace orp
