// SPDX-License-Identifier: MIT
// One stored pair of each kind of relationship with two sides, so that a test says a rule once for
// all of them.
#pragma once
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "office.hpp"

namespace orp::tests {

/// The database has `member` with `owner`, and nobody with `other`.
struct Bond {
  std::string name;
  std::string linked;  ///< the rows that say so
  Entity& owner;
  Entity& other;
  Entity& member;
  std::function<bool(Entity&)> shows;   ///< whether the side of an owner shows the member
  std::function<Entity*()> owner_told;  ///< whose it is by its own side; many_to_many: any
  std::function<void()> take_out;       ///< by the owner's side
  std::function<void()> leave;          ///< by the member's
  std::function<void()> take_over;      ///< by the other owner's
  std::function<void()> move_over;      ///< by the member's
  std::function<void()> take_again;     ///< what is so already, by the owner's side
  std::function<void()> join_again;     ///< by the member's
  std::function<bool()> remove{};       ///< as take_out, from a list: what it tells
};

/// `list` and `target` are the two sides' accessors, `point` sets the target.
template <class Owner, class Member, class List, class Target, class Point>
Bond list_bond(std::string name, std::string linked, Owner& owner, Owner& other, Member& member,
               List list, Target target, Point point) {
  list(owner).add(member);
  return {std::move(name),
          std::move(linked),
          owner,
          other,
          member,
          [=, &member](Entity& who) { return list(static_cast<Owner&>(who)).contains(member); },
          [=, &member]() -> Entity* { return target(member); },
          [=, &owner, &member] { list(owner).remove(member); },
          [=, &member] { point(member, static_cast<Owner*>(nullptr)); },
          [=, &other, &member] { list(other).add(member); },
          [=, &other, &member] { point(member, &other); },
          [=, &owner, &member] { list(owner).add(member); },
          [=, &owner, &member] { point(member, &owner); },
          [=, &owner, &member] { return list(owner).remove(member); }};
}

inline Bond note_bond(Session& session) {
  using namespace office;
  return list_bond(
      "to_many", "notes WHERE author_id IS NOT NULL", session.add<User>({.name = "owner"}),
      session.add<User>({.name = "other"}), session.add<Note>({.body = "n"}),
      [](User & user) -> auto& { return user.notes(); }, [](Note& note) { return note.author(); },
      [](Note& note, User* user) { note.set_author(user); });
}

inline Bond club_bond(Session& session) {
  using namespace office;
  return list_bond(
      "delete-orphan", "members WHERE club_id IS NOT NULL", session.add<Club>({.name = "owner"}),
      session.add<Club>({.name = "other"}), session.add<Member>({.email = "m"}),
      [](Club & club) -> auto& { return club.members(); },
      [](Member& member) { return member.club(); },
      [](Member& member, Club* club) { member.set_club(club); });
}

inline Bond tree_bond(Session& session) {
  using namespace office;
  return list_bond(
      "tree", "nodes WHERE parent_id IS NOT NULL", session.add<Node>({.name = "owner"}),
      session.add<Node>({.name = "other"}), session.add<Node>({.name = "member"}),
      [](Node & node) -> auto& { return node.children(); },
      [](Node& node) { return node.parent(); },
      [](Node& node, Node* parent) { node.set_parent(parent); });
}

inline Bond profile_bond(Session& session) {
  using namespace office;
  User& owner = session.add<User>({.name = "owner"});
  User& other = session.add<User>({.name = "other"});
  Profile& profile = session.add<Profile>({.bio = "b", .user = owner});
  return {"one_to_one",
          "profiles WHERE user_id IS NOT NULL",
          owner,
          other,
          profile,
          [&](Entity& who) { return static_cast<User&>(who).profile() == &profile; },
          [&]() -> Entity* { return profile.user(); },
          [&] { owner.set_profile(nullptr); },
          [&] { profile.set_user(nullptr); },
          [&] { other.set_profile(&profile); },
          [&] { profile.set_user(&other); },
          [&] { owner.set_profile(&profile); },
          [&] { profile.set_user(&owner); }};
}

inline Bond tag_bond(Session& session) {
  using namespace office;
  User& owner = session.add<User>({.name = "owner"});
  User& other = session.add<User>({.name = "other"});
  Tag& tag = session.add<Tag>({.name = "t"});
  owner.tags().add(tag);
  const auto move = [&] {
    owner.tags().remove(tag);
    other.tags().add(tag);
  };
  return {"many_to_many",
          "users_tags",
          owner,
          other,
          tag,
          [&](Entity& who) { return static_cast<User&>(who).tags().contains(tag); },
          [&]() -> Entity* { return tag.users().empty() ? nullptr : &tag.users()[0]; },
          [&] { owner.tags().remove(tag); },
          [&] { tag.users().remove(owner); },
          move,
          move,
          [&] { owner.tags().add(tag); },
          [&] { tag.users().add(owner); },
          [&] { return owner.tags().remove(tag); }};
}

using MakeBond = Bond (*)(Session&);
inline constexpr MakeBond bonds[] = {note_bond, club_bond, tree_bond, profile_bond, tag_bond};

class BondTest : public OfficeTest {
 protected:
  /// Alone in the database, and expired.
  Bond stored(Session& session, MakeBond make) {
    for (const char* table :
         {"users_tags", "notes", "profiles", "nodes", "users", "members", "clubs"})
      execute(std::string(table) == "nodes" ? "UPDATE nodes SET parent_id = NULL"
                                            : std::string("DELETE FROM ") + table);
    execute("DELETE FROM nodes");
    Bond bond = make(session);
    session.commit();
    session.expire_all();
    forget();
    return bond;
  }
};

}  // namespace orp::tests
