// SPDX-License-Identifier: MIT
// What a new object keeps of its relationships through a rollback is queued at both ends when it
// comes back, as though the program had just said it: it outlives that either end is read anew.
#include <optional>

#include "bonds.hpp"

namespace orp::tests {
namespace {

using namespace office;

constexpr bool each[] = {true, false};

/// A new object and a stored one that are to belong together.
struct Pair {
  std::string name;
  std::string tied;  ///< the rows that say so
  Entity& fresh;
  Entity& stored;
  std::function<void()> by_fresh;  ///< put together by its side
  std::function<void()> by_stored;
  std::function<bool()> fresh_shows;
  std::function<bool()> stored_shows;
  std::function<void()> read_stored;   ///< by a query that reads anew
  std::function<bool()> former_shows;  ///< whose it is in the database
  bool goes_along;                     ///< read anew with the stored one, and so forgotten
};

template <class E>
void read_anew(Session& session) {
  static_cast<void>(session.scalars(select<E>().execution_options({.populate_existing = true})));
}

/// The two sides of a relationship.
template <class Owner, class Member>
struct Sides {
  std::string name;
  std::string tied;
  void (*add)(Owner&, Member&);    ///< by the owner's side
  void (*point)(Member&, Owner&);  ///< by the member's
  bool (*shows)(Owner&, Member&);
  bool (*tells)(Member&, Owner&);
  bool is_cascade_all;

  Pair new_member(Session& session, Owner& owner, Member& member) const {
    return {name + ", a new member",
            tied,
            member,
            owner,
            [=, *this, &owner, &member] { point(member, owner); },
            [=, *this, &owner, &member] { add(owner, member); },
            [=, *this, &owner, &member] { return tells(member, owner); },
            [=, *this, &owner, &member] { return shows(owner, member); },
            [&session] { read_anew<Owner>(session); },
            [] { return false; },
            is_cascade_all};
  }
  /// Takes the member from `former`, if given.
  Pair new_owner(Session& session, Owner& owner, Member& member, Owner* former) const {
    return {name + ", a new owner",
            tied,
            owner,
            member,
            [=, *this, &owner, &member] { add(owner, member); },
            [=, *this, &owner, &member] { point(member, owner); },
            [=, *this, &owner, &member] { return shows(owner, member); },
            [=, *this, &owner, &member] { return tells(member, owner); },
            [&session] { read_anew<Member>(session); },
            [=, *this, &member] { return former != nullptr && shows(*former, member); },
            false};
  }
};

const Sides<User, Note> authors = {
    "to_many",
    "notes JOIN users ON users.id = author_id WHERE users.name = 'owner'",
    [](User& user, Note& note) { user.notes().add(note); },
    [](Note& note, User& user) { note.set_author(&user); },
    [](User& user, Note& note) { return user.notes().contains(note); },
    [](Note& note, User& user) { return note.author() == &user; },
    false};
const Sides<User, Order> buyers = {
    "delete-orphan",
    "orders JOIN users ON users.id = user_id WHERE users.name = 'owner'",
    [](User& user, Order& order) { user.orders().add(order); },
    [](Order& order, User& user) { order.set_user(user); },
    [](User& user, Order& order) { return user.orders().contains(order); },
    [](Order& order, User& user) { return &order.user() == &user; },
    true};
const Sides<User, Profile> partners = {
    "one_to_one",
    "profiles JOIN users ON users.id = user_id WHERE users.name = 'owner'",
    [](User& user, Profile& profile) { user.set_profile(&profile); },
    [](Profile& profile, User& user) { profile.set_user(&user); },
    [](User& user, Profile& profile) { return user.profile() == &profile; },
    [](Profile& profile, User& user) { return profile.user() == &user; },
    true};
const Sides<User, Tag> tags = {"many_to_many",
                               "users_tags",
                               [](User& user, Tag& tag) { user.tags().add(tag); },
                               [](Tag& tag, User& user) { tag.users().add(user); },
                               [](User& user, Tag& tag) { return user.tags().contains(tag); },
                               [](Tag& tag, User& user) { return tag.users().contains(user); },
                               false};

using MakePair = Pair (*)(Session&);

template <class Owner, class Member>
Pair with_new_member(Session& session, const Sides<Owner, Member>& sides,
                     const typename Member::New& values) {
  Owner& owner = session.add<Owner>({.name = "owner"});
  session.commit();
  return sides.new_member(session, owner, session.add<Member>(values));
}

template <class Owner, class Member>
Pair with_new_owner(Session& session, const Sides<Owner, Member>& sides,
                    const typename Member::New& values) {
  Owner& former = session.add<Owner>({.name = "former"});
  Member& member = session.add<Member>(values);
  sides.add(former, member);
  session.commit();
  return sides.new_owner(session, session.add<Owner>({.name = "owner"}), member, &former);
}

constexpr MakePair pairs[] = {
    [](Session& session) { return with_new_member(session, authors, {.body = "n"}); },
    [](Session& session) { return with_new_member(session, buyers, {.total = "1"_dec}); },
    [](Session& session) { return with_new_member(session, partners, {.bio = "p"}); },
    [](Session& session) { return with_new_member(session, tags, {.name = "t"}); },
    [](Session& session) { return with_new_owner(session, authors, {.body = "n"}); },
    [](Session& session) { return with_new_owner(session, buyers, {.total = "1"_dec}); },
    [](Session& session) { return with_new_owner(session, partners, {.bio = "p"}); },
    [](Session& session) {
      Tag& tag = session.add<Tag>({.name = "t"});
      session.commit();
      return tags.new_owner(session, session.add<User>({.name = "owner"}), tag, nullptr);
    },
};

class KeptTies : public OfficeTest {
 protected:
  Pair make(Session& session, MakePair make_pair) {
    for (const char* table : {"users_tags", "notes", "orders", "profiles", "tags", "users"})
      execute(std::string("DELETE FROM ") + table);
    return make_pair(session);
  }

  /// Both ends say that they belong together, and nobody else says so.
  static void expect_tied(const Pair& pair) {
    EXPECT_TRUE(pair.fresh_shows());
    EXPECT_TRUE(pair.stored_shows());
    EXPECT_FALSE(pair.former_shows());
  }
};
ORPIMENT_ON_EACH_DATABASE(KeptTies);

enum class Again { itself, by_fresh, by_stored };
enum class Forgets { expires, refreshes, expires_all, reads };

// queued_ties.hpp, rule 4; changes.hpp, rule 3.
TEST_P(KeptTies, outlive_that_the_stored_end_is_read_anew) {
  for (const MakePair make_pair : pairs)
    for (const Forgets forgets :
         {Forgets::expires, Forgets::refreshes, Forgets::expires_all, Forgets::reads})
      for (const Again again : {Again::itself, Again::by_fresh, Again::by_stored})
        for (const bool is_inserted : each)
          for (const bool looks : each)
            for (const bool autoflush : each) {
              Session session = open({.autoflush = autoflush, .expire_on_commit = false});
              Pair pair = make(session, make_pair);
              // The cascade "refresh-expire" takes along what came by the relationship.
              const bool is_read = forgets == Forgets::expires || forgets == Forgets::refreshes;
              if (is_read && pair.goes_along) continue;
              SCOPED_TRACE(pair.name + " forgets=" + std::to_string(static_cast<int>(forgets)) +
                           " again=" + std::to_string(static_cast<int>(again)) + " inserted=" +
                           std::to_string(is_inserted) + " looks=" + std::to_string(looks) +
                           " autoflush=" + std::to_string(autoflush));
              // What the transaction wrote is said by one end, what it did not by the other.
              is_inserted ? pair.by_stored() : pair.by_fresh();
              if (is_inserted) session.flush();
              session.rollback();
              if (looks) static_cast<void>(pair.stored_shows());
              if (again == Again::by_fresh) pair.by_fresh();
              if (again == Again::by_stored) pair.by_stored();
              session.add(pair.fresh);
              if (forgets == Forgets::expires) session.expire(pair.stored);
              if (forgets == Forgets::refreshes) session.refresh(pair.stored);
              if (forgets == Forgets::expires_all) session.expire_all();
              if (forgets == Forgets::reads) pair.read_stored();
              expect_tied(pair);
              session.commit();
              expect_tied(pair);
              session.expire_all();
              expect_tied(pair);
              session.close();
              EXPECT_EQ(count(pair.tied), 1);
            }
}

}  // namespace
}  // namespace orp::tests
