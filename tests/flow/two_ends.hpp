// SPDX-License-Identifier: MIT
#pragma once
#include <string>
#include <utility>

#include "office.hpp"

namespace orp::tests {

class TwoEndsTest : public OfficeTest {
 protected:
  /// Two clubs, and a member of the first one, all committed and so expired.
  struct Scene {
    Session session;
    office::Club& first;
    office::Club& second;
    office::Member& member;
  };
  Scene scene(SessionOptions options = {}) {
    execute("DELETE FROM members");
    execute("DELETE FROM clubs");
    Session session = open(options);
    office::Club& first = session.add<office::Club>({.name = "first"});
    office::Club& second = session.add<office::Club>({.name = "second"});
    office::Member& member = first.members().add({.email = "m@example.com"});
    session.commit();
    forget();
    return {std::move(session), first, second, member};
  }
  std::int64_t members_of(const office::Club& club) {
    return count("members WHERE club_id = " + std::to_string(club.id()));
  }
  std::int64_t members_of_none() { return count("members WHERE club_id IS NULL"); }
};
constexpr bool each[] = {true, false};

}  // namespace orp::tests
