// SPDX-License-Identifier: MIT
// The keys that a flush copied into new objects, which a rollback has thrown out: they are the
// relationships' again, whatever was read in between.
#include <functional>
#include <vector>

#include "two_ends.hpp"

namespace orp::tests {
namespace {

using namespace office;
using ::testing::HasSubstr;

class UndoneKeys : public TwoEndsTest {
 protected:
  /// How the row of a new object is read between the flush and the rollback.
  enum class Read { not_at_all, refreshed, populated };
  static constexpr Read reads[] = {Read::not_at_all, Read::refreshed, Read::populated};

  template <class T>
  static void read(Session& session, T& object, Read how) {
    if (how == Read::refreshed) session.refresh(object);
    if (how == Read::populated)
      session.scalars(select<T>().execution_options({.populate_existing = true})).all();
  }
};
ORPIMENT_ON_EACH_DATABASE(UndoneKeys);

TEST_P(UndoneKeys, a_member_is_its_stored_owners_at_both_ends_when_it_is_added_again) {
  for (const Read how : reads)
    for (const bool in_savepoint : each)
      for (const bool looks : each)
        for (const bool expires : each) {
          SCOPED_TRACE(static_cast<int>(how));
          Session session = open({.expire_on_commit = expires});
          User& ann = session.add<User>({.name = "Ann"});
          session.commit();
          std::optional<SessionTransaction> savepoint;
          if (in_savepoint) savepoint.emplace(session.begin_nested());
          Note& note = ann.notes().add({.body = "n"});
          session.flush();
          read(session, note, how);
          in_savepoint ? savepoint->rollback() : session.rollback();
          EXPECT_EQ(note.author_id(), std::nullopt) << "as before the flush";
          session.add(note);
          if (looks) {
            EXPECT_TRUE(ann.notes().contains(note));
          }
          EXPECT_EQ(note.author(), &ann);
          session.commit();
          EXPECT_EQ(count("notes WHERE author_id IS NOT NULL"), 1);
          EXPECT_EQ(note.author(), &ann);
          EXPECT_TRUE(ann.notes().contains(note));
          session.delete_(note);
          session.commit();
        }
}

TEST_P(UndoneKeys, a_member_can_be_taken_out_again_with_and_without_a_way_back) {
  for (const Read how : reads)
    for (const bool looks : each) {
      SCOPED_TRACE(static_cast<int>(how));
      Session session = open();
      User& ann = session.add<User>({.name = "Ann"});
      Box& box = session.add<Box>({.label = "b"});
      session.commit();
      Note& note = ann.notes().add({.body = "n"});
      Thing& thing = box.things().add({.name = "t"});
      session.flush();
      read(session, note, how);
      read(session, thing, how);
      session.rollback();
      session.add(note);
      session.add(thing);
      if (looks) {
        EXPECT_TRUE(ann.notes().contains(note));
        EXPECT_TRUE(box.things().contains(thing));
      }
      EXPECT_TRUE(ann.notes().remove(note));
      EXPECT_TRUE(box.things().remove(thing));
      session.commit();
      EXPECT_EQ(count("notes WHERE author_id IS NULL"), 1);
      EXPECT_EQ(count("things WHERE box_id IS NULL"), 1);
      session.delete_(note);
      session.delete_(thing);
      session.commit();
    }
}

// rollback.cpp, rule 2.
TEST_P(UndoneKeys, a_new_owner_has_the_members_that_it_was_given_whoever_was_read) {
  for (const Read how : reads)
    for (const bool reads_owner : each) {
      SCOPED_TRACE(static_cast<int>(how));
      Session session = open();
      User& ann = session.add<User>({.name = "Ann"});
      Note& note = ann.notes().add({.body = "n"});
      Tag& tag = ann.tags().add({.name = "t"});
      session.flush();
      if (reads_owner) {
        read(session, ann, how);
      } else {
        read(session, note, how);
        read(session, tag, how);
      }
      session.rollback();
      EXPECT_TRUE(ann.notes().contains(note));
      EXPECT_TRUE(ann.tags().contains(tag));
      session.add(ann);
      session.commit();
      EXPECT_EQ(count("notes WHERE author_id IS NOT NULL"), 1);
      EXPECT_EQ(ann.notes().size(), 1U);
      EXPECT_EQ(ann.tags().size(), 1U);
      ann.notes().clear();
      ann.tags().clear();
      session.delete_(note);
      session.delete_(ann);
      session.commit();
    }
}

TEST_P(UndoneKeys, a_partner_is_that_of_its_owner_at_both_ends) {
  for (const Read how : reads)
    for (const bool is_stored : each) {
      SCOPED_TRACE(static_cast<int>(how));
      Session session = open();
      User& ann = session.add<User>({.name = "Ann"});
      if (is_stored) session.commit();
      Profile& profile = session.add<Profile>({.bio = "b"});
      ann.set_profile(&profile);
      session.flush();
      read(session, profile, how);
      if (how == Read::populated) read(session, ann, how);
      session.rollback();
      if (!is_stored) {
        EXPECT_EQ(ann.profile(), &profile);
      }
      session.add(is_stored ? static_cast<Entity&>(profile) : ann);
      EXPECT_EQ(ann.profile(), &profile);
      EXPECT_EQ(profile.user(), &ann);
      session.commit();
      EXPECT_EQ(count("profiles WHERE user_id IS NOT NULL"), 1);
      session.delete_(ann);
      session.commit();
    }
}

// Reading an owner anew forgets those who cascade from it, with the values that no row has.
TEST_P(UndoneKeys, what_was_forgotten_with_its_owner_is_not_lost_in_silence) {
  for (const bool has_partner : each) {
    Session session = open();
    User& ann = session.add<User>({.name = "Ann"});
    if (has_partner)
      ann.set_profile(&session.add<Profile>({.bio = "b"}));
    else
      ann.orders().add({.total = "1"_dec});
    session.flush();
    session.refresh(ann);
    session.rollback();
    const auto error = error_of<UsageError>([&] { session.add(ann); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-1316");
  }
}

// rollback.cpp, rule 2.
TEST_P(UndoneKeys, a_key_that_the_program_gave_is_its_value_still) {
  for (const Read how : reads) {
    Session session = open();
    User& ann = session.add<User>({.name = "Ann"});
    session.commit();
    Note& note = session.add<Note>({.author_id = ann.id(), .body = "n"});
    session.flush();
    read(session, note, how);
    session.rollback();
    EXPECT_EQ(note.author_id(), ann.id());
    session.add(note);
    session.commit();
    EXPECT_EQ(count("notes WHERE author_id = " + std::to_string(ann.id())), 1);
    session.delete_(note);
    session.commit();
  }
}

TEST_P(UndoneKeys, who_is_let_go_of_needs_another_owner_as_though_there_had_been_no_flush) {
  using LetGo = std::function<void(Depot&, Gate&)>;
  const LetGo ways[] = {
      [](Depot& depot, Gate&) { depot.gates().clear(); },
      [](Depot& depot, Gate& gate) { EXPECT_TRUE(depot.gates().remove(gate)); },
  };
  for (const LetGo& let_go : ways)
    for (const bool is_flushed : each)
      for (const bool is_stored : each)
        for (const int when : {0, 1, 2})
          for (const Read how : reads) {
            SCOPED_TRACE("flushed=" + std::to_string(is_flushed) +
                         " stored=" + std::to_string(is_stored) + " when=" + std::to_string(when));
            execute("DELETE FROM gates");
            execute("DELETE FROM depots");
            Session session = open({.autoflush = false});
            Depot& depot = session.add<Depot>({.code = "d"});
            if (is_stored) session.commit();
            Gate& gate = depot.gates().add(Gate::New{});
            if (is_flushed) session.flush();
            if (is_flushed) read(session, gate, how);
            if (when == 0) let_go(depot, gate);
            session.rollback();
            if (when == 1 && !is_stored) let_go(depot, gate);
            session.add(depot);
            session.add(gate);
            if (when == 2 || (when == 1 && is_stored)) {
              EXPECT_EQ(&gate.depot(), &depot);
              let_go(depot, gate);
            }
            const auto error = error_of<DataError>([&] { session.commit(); });
            ASSERT_TRUE(error);
            EXPECT_EQ(error->code(), "ORP-2301");
            EXPECT_THAT(error->message(), HasSubstr("Gate.depot"));
            session.rollback();
          }
}

}  // namespace
}  // namespace orp::tests
