// SPDX-License-Identifier: MIT
// One-to-one partners whose move is forgotten, at both its ends, come back to a place that may have
// another one since, or leave one that they never had.
#include <functional>
#include <mutual/model.hpp>
#include <office/model.hpp>
#include <registry/model.hpp>
#include <string>
#include <utility>

#include "flow_test.hpp"

namespace orp::tests {
namespace {

constexpr bool each[] = {true, false};

class PartnersGivenBack : public FlowTest {
 protected:
  /// How many rows of `table` there are, and of these how many have an owner.
  std::pair<std::int64_t, std::int64_t> rows(Session& session, const std::string& table,
                                             const std::string& key) {
    session.commit();
    const std::string counted = "SELECT count(*) FROM " + table;
    return {value_of<std::int64_t>(counted),
            value_of<std::int64_t>(counted + " WHERE " + key + " IS NOT NULL")};
  }

  /// Of two partners the first one moves on, the second one takes its place, and the move is
  /// forgotten.
  template <class Owner, class Partner, class Set, class SetBack, class Get>
  void forget_move(Session& session, Owner& first, Owner& second, Partner& partner, Partner& next,
                   Set set_partner, SetBack set_owner, Get partner_of, bool by_owner,
                   bool partner_first) {
    set_partner(first, partner);
    session.flush();
    if (by_owner)
      set_partner(second, partner);
    else
      set_owner(partner, second);
    set_partner(first, next);
    if (partner_first) session.expire(partner);
    session.expire(second);
    if (!partner_first) session.expire(partner);
    EXPECT_EQ(partner_of(first), &next);
    EXPECT_EQ(partner_of(second), nullptr);
    session.commit();
    EXPECT_EQ(partner_of(first), &next);
    EXPECT_EQ(partner_of(second), nullptr);
  }
};
ORPIMENT_ON_EACH_DATABASE(PartnersGivenBack);

TEST_P(PartnersGivenBack, to_a_place_that_another_one_has_are_orphans) {
  using namespace office;
  set_up(office::metadata());
  for (const bool by_owner : each)
    for (const bool partner_first : each) {
      for (const char* table : {"profiles", "users"}) run(std::string("DELETE FROM ") + table);
      Session session = open({.autoflush = false});
      forget_move(
          session, session.add<User>({.name = "1"}), session.add<User>({.name = "2"}),
          session.add<Profile>({.bio = "a"}), session.add<Profile>({.bio = "b"}),
          [](User& user, Profile& profile) { user.set_profile(&profile); },
          [](Profile& profile, User& user) { profile.set_user(&user); },
          [](User& user) { return user.profile(); }, by_owner, partner_first);
      EXPECT_EQ(rows(session, "profiles", "user_id"), std::pair(1L, 1L));
    }
}

TEST_P(PartnersGivenBack, to_a_place_that_another_one_has_are_of_nobody) {
  using namespace registry;
  set_up(registry::metadata());
  for (const bool by_owner : each)
    for (const bool partner_first : each) {
      for (const char* table : {"flags", "countries"}) run(std::string("DELETE FROM ") + table);
      Session session = open({.autoflush = false});
      forget_move(
          session, session.add<Country>({.code = "a", .name = "a"}),
          session.add<Country>({.code = "b", .name = "b"}), session.add<Flag>({.id = 1}),
          session.add<Flag>({.id = 2}),
          [](Country& country, Flag& flag) { country.set_flag(&flag); },
          [](Flag& flag, Country& country) { flag.set_country(&country); },
          [](Country& country) { return country.flag(); }, by_owner, partner_first);
      EXPECT_EQ(rows(session, "flags", "code"), std::pair(2L, 1L));
    }
}

TEST_P(PartnersGivenBack, to_a_place_of_two_columns_that_another_one_has) {
  using namespace mutual;
  set_up(mutual::metadata());
  for (const bool by_owner : each)
    for (const bool partner_first : each) {
      for (const char* table : {"labels", "shelves"}) run(std::string("DELETE FROM ") + table);
      Session session = open({.autoflush = false});
      forget_move(
          session, session.add<Shelf>({.aisle = 1, .level = 1}),
          session.add<Shelf>({.aisle = 1, .level = 2}), session.add<Label>({.id = 1}),
          session.add<Label>({.id = 2}),
          [](Shelf& shelf, Label& label) { shelf.set_label(&label); },
          [](Label& label, Shelf& shelf) { label.set_shelf(&shelf); },
          [](Shelf& shelf) { return shelf.label(); }, by_owner, partner_first);
      EXPECT_EQ(rows(session, "labels", "aisle"), std::pair(2L, 1L));
    }
}

TEST_P(PartnersGivenBack, by_expiry_of_the_former_owner_have_their_place_again) {
  using namespace office;
  set_up(office::metadata());
  for (const bool looks : each) {
    for (const char* table : {"profiles", "users"}) run(std::string("DELETE FROM ") + table);
    Session session = open({.autoflush = false});
    User& first = session.add<User>({.name = "1"});
    User& second = session.add<User>({.name = "2"});
    Profile& profile = session.add<Profile>({.bio = "a"});
    Profile& next = session.add<Profile>({.bio = "b"});
    first.set_profile(&profile);
    session.flush();
    profile.set_user(&second);
    first.set_profile(&next);
    for (Entity* one : std::initializer_list<Entity*>{&profile, &second}) session.expire(*one);
    if (looks) {
      EXPECT_EQ(profile.user(), nullptr);
    }
    for (Entity* one : std::initializer_list<Entity*>{&next, &first}) session.expire(*one);
    EXPECT_EQ(profile.user(), &first);
    EXPECT_EQ(first.profile(), &profile);
    EXPECT_EQ(next.user(), nullptr);
    session.commit();
    EXPECT_EQ(first.profile(), &profile);
    EXPECT_EQ(rows(session, "profiles", "user_id"), std::pair(2L, 1L));
  }
}

TEST_P(PartnersGivenBack, who_had_no_place_and_lost_one_is_not_deleted_when_it_is_read_anew) {
  using namespace office;
  set_up(office::metadata());
  for (const bool looks : each)
    for (const bool by_owner : each)
      for (const bool refreshes : each)
        for (const bool has_other : each) {
          for (const char* table : {"profiles", "users"}) run(std::string("DELETE FROM ") + table);
          Session session = open({.autoflush = false});
          User& user = session.add<User>({.name = "u"});
          Profile& profile = session.add<Profile>({.bio = "a"});
          Profile* other = has_other ? &session.add<Profile>({.bio = "b"}) : nullptr;
          user.set_profile(other);
          session.flush();
          session.expire_all();
          if (looks) {
            EXPECT_EQ(user.profile(), other);
          }
          profile.set_user(&user);
          if (by_owner)
            user.set_profile(other);
          else
            profile.set_user(nullptr);
          if (refreshes)
            session.refresh(profile);
          else
            session.expire(profile);
          session.commit();
          EXPECT_EQ(profile.user(), nullptr);
          const std::int64_t left = has_other && by_owner ? 2 : 1;
          EXPECT_EQ(rows(session, "profiles", "user_id"), std::pair(left, left - 1));
        }
}

}  // namespace
}  // namespace orp::tests
