// SPDX-License-Identifier: MIT
// Objects from the rows of a query with joined relationships.
#pragma once
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "session/load/hydrate.hpp"
#include "session/load/joined_plan.hpp"
#include "session/load/member_attacher.hpp"
#include "sql/compiler.hpp"

namespace orp {

class Objects;

/// The number, among those of its class, of the extent for the objects of one element of a result.
std::size_t extent_number(const std::vector<sql::ResultElement>& elements, std::size_t element);

/// Fills joined relationships while the rows of a query pass by.
class JoinedReader {
 public:
  /// `elements`: those of the result of `plan`'s statement; they outlive this. `renewed`: as for a
  /// Hydrator. `is_repeated`: also without what is joined an object may come in several rows.
  JoinedReader(Objects& objects, const JoinedPlan& plan,
               const std::vector<sql::ResultElement>& elements, Renewed* renewed, bool is_repeated);

  /// Reads what is joined to the cursor's row; objects[i] is what element i of the select gave, or
  /// nullptr. What is loaded already stays.
  void take_row(backend::Cursor& cursor, const std::vector<Entity*>& objects);
  /// All rows were there: the relationships are loaded.
  void finish();

 private:
  static constexpr std::uint32_t loaded_before = UINT32_MAX;

  struct Join {
    JoinedRelation relation;
    Hydrator hydrator;
    MemberAttacher attacher;
    Entity* object = nullptr;                                    // of the row
    std::vector<Entity*> owners{};                               // to be loaded, of a collection
    std::unordered_map<const Entity*, std::uint32_t> numbers{};  // among them, of owners met
    const Entity* last_owner = nullptr;
    std::uint32_t last_number = loaded_before;
  };

  void add_member(Join& join, Entity& owner) const;
  static std::uint32_t number_of(Join& join, Entity& owner);

  std::vector<Join> joins_;
  bool repeats_members_ = false;  // a member of an owner may come in several rows
};

}  // namespace orp
