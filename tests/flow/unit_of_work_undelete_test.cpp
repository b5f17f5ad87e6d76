// SPDX-License-Identifier: MIT
// What brings a doomed object back does so from either side, loaded or not.
#include <optional>

#include "office.hpp"

namespace orp::tests {
namespace {

using namespace office;

class Undelete : public OfficeTest {
 protected:
  void SetUp() override {
    OfficeTest::SetUp();
    session_.emplace(open());
    first_ = &session_->add<Club>({.name = "first"});
    second_ = &session_->add<Club>({.name = "second"});
    member_ = &first_->members().add({.email = "m"});
    session_->commit();
  }
  void TearDown() override {
    session_.reset();
    OfficeTest::TearDown();
  }
  /// Club `first` is doomed, its member is known or not.
  void doom_first(bool looks) {
    if (looks)
      static_cast<void>(first_->members().size());
    else
      static_cast<void>(member_->club());
    session_->delete_(*first_);
  }
  std::int64_t members_of(const Club& club) {
    return count("members WHERE club_id = " + std::to_string(club.id()));
  }

  std::optional<Session> session_;
  Club* first_ = nullptr;
  Club* second_ = nullptr;
  Member* member_ = nullptr;
};
ORPIMENT_ON_EACH_DATABASE(Undelete);

void expect_moved(std::int64_t clubs, std::int64_t members) {
  EXPECT_EQ(clubs, 1);
  EXPECT_EQ(members, 1);
}

TEST_P(Undelete, a_new_home_wins_when_the_member_was_not_known) {
  doom_first(false);
  member_->set_club(second_);
  session_->commit();
  expect_moved(count("clubs"), members_of(*second_));
}

// life_cycle.cpp, rule 2; doom.cpp, rule 2.
TEST_P(Undelete, a_new_home_said_by_the_member_wins) {
  doom_first(true);
  member_->set_club(second_);
  session_->commit();
  expect_moved(count("clubs"), members_of(*second_));
}

// life_cycle.cpp, rule 2; doom.cpp, rule 2.
TEST_P(Undelete, a_new_home_said_by_the_owner_wins) {
  for (const bool looks : {true, false}) {
    if (!looks) {
      first_ = &session_->add<Club>({.name = "first"});
      first_->members().add(*member_);
      session_->commit();
    }
    doom_first(looks);
    second_->members().add(*member_);
    session_->commit();
    expect_moved(count("clubs"), members_of(*second_));
  }
}

TEST_P(Undelete, a_new_home_outside_the_session_wins_when_it_comes_in) {
  for (const bool looks : {true, false}) {
    Club& home = session_->add<Club>({.name = "home"});
    session_->expunge(home);
    doom_first(looks);
    home.members().add(*member_);
    session_->add(home);
    session_->commit();
    EXPECT_EQ(members_of(home), 1) << looks;
    first_ = &home;
  }
}

TEST_P(Undelete, adding_the_owner_keeps_what_it_took_along) {
  for (const bool looks : {true, false}) {
    doom_first(looks);
    session_->add(*first_);
    session_->commit();
    EXPECT_EQ(members_of(*first_), 1);
  }
}

// doom.cpp, rules 1 and 2.
TEST_P(Undelete, new_members_come_back_too) {
  Member& fresh = first_->members().add({.email = "fresh"});
  session_->delete_(*first_);
  EXPECT_EQ(fresh.entity_state(), EntityState::transient);
  session_->add(*first_);
  EXPECT_EQ(fresh.entity_state(), EntityState::pending);
  session_->commit();
  EXPECT_EQ(members_of(*first_), 2);
}

TEST_P(Undelete, adding_the_member_keeps_it_without_its_owner) {
  for (const bool looks : {true, false}) {
    doom_first(looks);
    if (!looks) session_->delete_(*member_);
    session_->add(*member_);
    session_->commit();
    EXPECT_EQ(count("members WHERE club_id IS NULL"), 1) << looks;
    first_ = &session_->add<Club>({.name = "again"});
    first_->members().add(*member_);
    session_->commit();
  }
}

// doom.cpp, rule 4.
TEST_P(Undelete, who_was_deleted_for_itself_stays_deleted) {
  session_->delete_(*member_);
  doom_first(true);
  session_->add(*first_);
  session_->commit();
  EXPECT_EQ(count("members"), 0);
  EXPECT_EQ(count("clubs"), 2);
}

// doom.cpp, rule 3.
TEST_P(Undelete, the_last_word_wins) {
  doom_first(true);
  session_->add(*member_);
  session_->delete_(*member_);
  session_->commit();
  EXPECT_EQ(count("members"), 0);
}

TEST_P(Undelete, a_new_home_that_is_doomed_later_takes_it_along) {
  doom_first(true);
  member_->set_club(second_);
  session_->delete_(*second_);
  session_->commit();
  EXPECT_EQ(count("members"), 0);
  EXPECT_EQ(count("clubs"), 0);
}

// doom.cpp, rule 2.
TEST_P(Undelete, an_owner_that_is_given_a_member_comes_back) {
  doom_first(true);
  first_->members().add({.email = "fresh"});
  session_->commit();
  EXPECT_EQ(members_of(*first_), 2);
}

TEST_P(Undelete, an_owner_without_a_row_is_given_no_member) {
  doom_first(true);
  session_->flush();
  Member& fresh = session_->add<Member>({.email = "fresh"});
  EXPECT_EQ(error_of<UsageError>([&] { first_->members().add(fresh); })->code(), "ORP-1312");
  EXPECT_EQ(fresh.club(), nullptr);
  session_->commit();
  EXPECT_EQ(count("members"), 1);
}

TEST_P(Undelete, what_is_expired_goes_with_its_owner) {
  for (const bool owner_expires : {true, false}) {
    static_cast<void>(first_->members().size());
    session_->expire(owner_expires ? static_cast<Entity&>(*first_) : *member_);
    session_->delete_(*first_);
    session_->commit();
    EXPECT_EQ(count("members"), 0);
    first_ = &session_->add<Club>({.name = "again"});
    member_ = &first_->members().add({.email = "again"});
    session_->commit();
  }
}

TEST_P(Undelete, the_home_that_it_has_is_named_again) {
  for (const bool owner_dies : {true, false})
    for (const bool looks : {true, false}) {
      if (looks) static_cast<void>(member_->club());
      if (looks) static_cast<void>(first_->members().size());
      session_->delete_(owner_dies ? static_cast<Entity&>(*first_) : *member_);
      member_->set_club(first_);
      session_->commit();
      EXPECT_EQ(members_of(*first_), 1) << owner_dies << looks;
    }
}

// deletion_words.hpp, rule 6.
TEST_P(Undelete, a_home_that_is_doomed_itself_is_none) {
  doom_first(true);
  session_->delete_(*second_);
  member_->set_club(second_);
  session_->add(*second_);
  session_->commit();
  EXPECT_EQ(count("members"), 1);
}

}  // namespace
}  // namespace orp::tests
