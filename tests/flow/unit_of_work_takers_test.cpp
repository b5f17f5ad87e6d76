// SPDX-License-Identifier: MIT
// Two owners that take one object by relationships that only they have.
#include <utility>

#include "office.hpp"

namespace orp::tests {
namespace {

using namespace office;

constexpr bool each[] = {true, false};

class Takers : public OfficeTest {
 protected:
  /// Two boxes and a thing, all stored: in the first one or in none, and looked at or not.
  struct Scene {
    Session session;
    Box& first;
    Box& second;
    Thing& thing;
  };
  Scene scene(bool is_stored, bool looks, SessionOptions options = {.autoflush = false}) {
    for (const char* table : {"things", "lids", "boxes"})
      execute(std::string("DELETE FROM ") + table);
    Session session = open(options);
    Box& first = session.add<Box>({.label = "first"});
    Box& second = session.add<Box>({.label = "second"});
    Thing& thing = session.add<Thing>({.name = "t"});
    if (is_stored) first.things().add(thing);
    session.commit();
    if (looks) {
      EXPECT_EQ(first.things().size() + second.things().size(), is_stored ? 1U : 0U);
    }
    forget();
    return {std::move(session), first, second, thing};
  }
  /// The first box has the thing, stored or queued, and the second one takes it.
  Scene taken(bool is_stored, bool looks, SessionOptions options = {.autoflush = false}) {
    Scene s = scene(is_stored, looks, options);
    if (!is_stored) s.first.things().add(s.thing);
    s.second.things().add(s.thing);
    return s;
  }
  std::int64_t things_of(const Box& box) {
    return count("things WHERE box_id = " + std::to_string(box.id()));
  }
  /// That `box` has the thing, in memory and stored, and the other one has not.
  void expect_owner(Scene& s, Box& box) {
    Box& other = &box == &s.first ? s.second : s.first;
    EXPECT_TRUE(box.things().contains(s.thing));
    EXPECT_FALSE(other.things().contains(s.thing));
    s.session.flush();
    EXPECT_TRUE(box.things().contains(s.thing));
    EXPECT_FALSE(other.things().contains(s.thing));
    s.session.commit();
    EXPECT_EQ(things_of(box), 1);
    EXPECT_EQ(things_of(other), 0);
  }
  void expect_nobody(Scene& s) {
    for (int is_written = 0; is_written < 2; ++is_written) {
      EXPECT_FALSE(s.first.things().contains(s.thing));
      EXPECT_FALSE(s.second.things().contains(s.thing));
      s.session.commit();
      EXPECT_EQ(count("things WHERE box_id IS NULL"), 1);
    }
  }
};
ORPIMENT_ON_EACH_DATABASE(Takers);

TEST_P(Takers, the_last_one_has_it_by_one_statement) {
  for (const bool is_stored : each)
    for (const bool looks : each)
      for (const bool autoflush : each) {
        Scene s = taken(is_stored, looks, {.autoflush = autoflush});
        if (looks) {
          EXPECT_EQ(s.first.things().size(), 0U);
        }
        s.session.flush();
        EXPECT_THAT(sent(), ElementsAre("UPDATE things (box_id, id) 1 row"));
        expect_owner(s, s.second);
      }
}

TEST_P(Takers, the_first_one_has_it_again_when_it_takes_it_last) {
  for (const bool is_stored : each)
    for (const bool looks : each) {
      Scene s = taken(is_stored, looks);
      s.first.things().add(s.thing);
      s.second.set_label("whose change is written");
      expect_owner(s, s.first);
    }
}

TEST_P(Takers, what_the_first_one_takes_back_and_removes_is_of_nobody) {
  for (const bool looks : each) {
    Scene s = taken(true, looks);
    s.first.things().add(s.thing);
    EXPECT_FALSE(s.second.things().remove(s.thing));
    EXPECT_TRUE(s.first.things().remove(s.thing));
    expect_nobody(s);
  }
}

TEST_P(Takers, a_member_that_was_taken_back_leaves_and_is_removed_when_it_returns) {
  for (const bool is_deleted : each) {
    Scene s = scene(true, true);
    s.first.things().remove(s.thing);
    s.second.things().add(s.thing);
    if (is_deleted) s.session.delete_(s.second);
    s.first.things().add(s.thing);
    s.session.expunge(s.thing);
    s.session.add(s.thing);
    EXPECT_TRUE(s.first.things().remove(s.thing));
    s.session.commit();
    expect_nobody(s);
  }
}

TEST_P(Takers, the_order_of_the_acts_counts_and_not_that_of_the_owners) {
  for (const bool looks : each) {
    Scene s = scene(false, looks);
    s.first.set_label("changed first");
    s.second.things().add(s.thing);
    s.first.things().add(s.thing);
    expect_owner(s, s.first);
  }
}

TEST_P(Takers, new_owners_and_new_members_do_the_same) {
  for (const bool is_new : each) {
    Session session = open({.autoflush = false});
    Thing& thing = session.add<Thing>({.name = "t"});
    if (!is_new) session.commit();
    Box& first = session.add<Box>({.label = "first"});
    Box& second = session.add<Box>({.label = "second"});
    first.things().add(thing);
    second.things().add(thing);
    EXPECT_TRUE(first.things().empty());
    session.flush();
    EXPECT_TRUE(first.things().empty());
    EXPECT_EQ(second.things().size(), 1U);
    session.commit();
    EXPECT_EQ(things_of(second), 1);
    EXPECT_EQ(things_of(first), 0);
  }
}

TEST_P(Takers, what_the_last_one_removes_is_of_nobody) {
  for (const bool is_stored : each)
    for (const bool looks : each)
      for (const bool looks_between : each) {
        Scene s = taken(is_stored, looks);
        if (looks_between) {
          EXPECT_TRUE(s.first.things().empty());
        }
        EXPECT_TRUE(s.second.things().remove(s.thing));
        expect_nobody(s);
      }
}

TEST_P(Takers, the_one_before_takes_again_what_the_last_one_removes) {
  for (const bool is_stored : each)
    for (const bool looks : each) {
      Scene s = taken(is_stored, looks);
      s.second.things().remove(s.thing);
      s.first.things().add(s.thing);
      s.second.set_label("whose change is written");
      expect_owner(s, s.first);
    }
}

TEST_P(Takers, whom_another_one_has_taken_is_not_there_to_be_removed) {
  for (const bool is_stored : each)
    for (const bool looks : each) {
      Scene s = taken(is_stored, looks);
      EXPECT_FALSE(s.first.things().remove(s.thing));
      expect_owner(s, s.second);
    }
}

TEST_P(Takers, a_removal_and_a_taking_in_any_order_are_a_move) {
  for (const bool takes_first : each)
    for (const bool looks : each) {
      Scene s = scene(true, looks);
      if (takes_first) s.second.things().add(s.thing);
      s.first.things().remove(s.thing);
      if (!takes_first) s.second.things().add(s.thing);
      expect_owner(s, s.second);
    }
}

TEST_P(Takers, what_the_last_one_takes_along_when_it_leaves_is_of_the_stored_one) {
  for (const bool is_stored : each)
    for (const bool looks : each) {
      Scene s = taken(is_stored, looks);
      s.session.expunge(s.second);
      EXPECT_EQ(s.first.things().contains(s.thing), is_stored);
      s.session.commit();
      EXPECT_EQ(things_of(s.first), is_stored ? 1 : 0);
      s.session.add(s.second);
      expect_owner(s, s.second);
    }
}

TEST_P(Takers, the_one_before_takes_nothing_along_that_is_taken) {
  for (const bool is_stored : each)
    for (const bool looks : each) {
      Scene s = taken(is_stored, looks);
      s.session.expunge(s.first);
      s.session.commit();
      EXPECT_EQ(things_of(s.second), 1);
      s.session.add(s.first);
      s.session.expire(s.first);
      expect_owner(s, s.second);
    }
}

TEST_P(Takers, what_the_last_one_forgets_is_of_the_stored_one) {
  for (const bool is_stored : each)
    for (const bool looks : each)
      for (const bool looks_between : each) {
        Scene s = taken(is_stored, looks);
        if (looks_between) {
          EXPECT_TRUE(s.first.things().empty());
        }
        s.session.expire(s.second);
        if (is_stored)
          expect_owner(s, s.first);
        else
          expect_nobody(s);
      }
}

TEST_P(Takers, what_the_one_before_forgets_is_of_the_last_one) {
  for (const bool is_stored : each)
    for (const bool looks : each) {
      Scene s = taken(is_stored, looks);
      s.session.expire(s.first);
      expect_owner(s, s.second);
    }
}

TEST_P(Takers, what_a_deleted_one_has_taken_is_of_nobody) {
  for (const bool is_stored : each)
    for (const bool looks : each) {
      Scene s = taken(is_stored, looks);
      s.session.delete_(s.second);
      s.session.flush();
      EXPECT_TRUE(s.first.things().empty());
      s.session.commit();
      EXPECT_EQ(count("things WHERE box_id IS NULL"), 1);
      EXPECT_EQ(count("boxes"), 1);
    }
}

TEST_P(Takers, the_one_before_is_deleted_without_what_is_taken) {
  for (const bool is_stored : each)
    for (const bool looks : each) {
      Scene s = taken(is_stored, looks);
      s.session.delete_(s.first);
      s.session.commit();
      EXPECT_EQ(things_of(s.second), 1);
      EXPECT_EQ(count("boxes"), 1);
    }
}

TEST_P(Takers, an_expired_member_leaves_the_list_that_shows_it) {
  for (const bool flushes : each) {
    Scene s = scene(true, true);
    s.session.expire(s.thing);
    s.second.things().add(s.thing);
    if (flushes) s.session.flush();
    s.session.flush();
    EXPECT_TRUE(s.first.things().empty());
    s.session.commit();
    EXPECT_EQ(things_of(s.second), 1);
  }
}

TEST_P(Takers, an_expired_list_is_read_without_whom_another_one_has_taken) {
  for (const bool is_stored : each) {
    Scene s = taken(is_stored, true);
    s.session.expire(s.thing);
    s.session.expire(s.first);
    expect_owner(s, s.second);
  }
}

TEST_P(Takers, a_rollback_gives_it_back) {
  for (const bool to_savepoint : each)
    for (const bool flushes : each)
      for (const bool looks : each) {
        Scene s = scene(true, looks);
        {
          std::optional<SessionTransaction> savepoint;
          if (to_savepoint) savepoint.emplace(s.session.begin_nested());
          s.second.things().add(s.thing);
          if (flushes) s.session.flush();
          if (to_savepoint)
            savepoint->rollback();
          else
            s.session.rollback();
        }
        expect_owner(s, s.first);
      }
}

TEST_P(Takers, who_was_rolled_back_does_not_take_what_another_one_has_taken) {
  for (const bool is_written : each)
    for (const bool looks : each) {
      Scene s = scene(true, looks);
      Box& box = s.session.add<Box>({.label = "new"});
      box.things().add(s.thing);
      if (is_written) s.session.flush();
      s.session.rollback();
      s.second.things().add(s.thing);
      s.session.add(box);
      EXPECT_FALSE(box.things().contains(s.thing));
      expect_owner(s, s.second);
      EXPECT_EQ(things_of(box), 0);
    }
}

TEST_P(Takers, a_member_that_leaves_comes_back_to_the_last_one) {
  for (const bool is_stored : each)
    for (const bool looks : each) {
      Scene s = taken(is_stored, looks);
      s.session.expunge(s.thing);
      s.second.set_label("whose change is written");
      s.session.commit();
      EXPECT_EQ(things_of(s.first), is_stored ? 1 : 0);
      EXPECT_EQ(things_of(s.second), 0);
      s.session.add(s.thing);
      expect_owner(s, s.second);
    }
}

TEST_P(Takers, a_partner_is_of_the_last_one) {
  for (const bool is_stored : each)
    for (const bool lets_go : each) {
      Scene s = scene(false, false);
      Lid& lid = s.session.add<Lid>(Lid::New{});
      s.first.set_lid(&lid);
      if (is_stored) {
        s.session.commit();
        EXPECT_EQ(s.first.lid(), &lid);
      }
      s.second.set_lid(&lid);
      if (lets_go) s.second.set_lid(nullptr);
      s.session.flush();
      EXPECT_EQ(s.first.lid(), nullptr);
      EXPECT_EQ(s.second.lid(), lets_go ? nullptr : &lid);
      s.session.commit();
      EXPECT_EQ(s.first.lid(), nullptr);
      EXPECT_EQ(s.second.lid(), lets_go ? nullptr : &lid);
    }
}

TEST_P(Takers, a_list_that_is_read_meanwhile_says_what_the_next_taking_says) {
  for (const bool looks : each) {
    Scene s = taken(true, looks, {.autoflush = false, .expire_on_commit = false});
    s.second.things().remove(s.thing);
    EXPECT_TRUE(s.first.things().empty());
    s.second.things().add(s.thing);
    expect_owner(s, s.second);
    s.session.delete_(s.first);
    s.session.commit();
    EXPECT_EQ(things_of(s.second), 1);
  }
}

TEST_P(Takers, a_third_one_leaves_it_to_nobody_whatever_was_looked_at) {
  for (const bool looks : each)
    for (const bool expires : each) {
      Scene s = taken(true, looks, {.autoflush = false, .expire_on_commit = expires});
      Box& third = s.session.add<Box>({.label = "third"});
      s.first.things().add(s.thing);
      third.things().add(s.thing);
      EXPECT_TRUE(third.things().remove(s.thing));
      expect_nobody(s);
    }
}

TEST_P(Takers, a_flush_that_fails_in_a_savepoint_gives_it_back_to_a_deleted_one) {
  for (const bool looks : each)
    for (const bool expires : each) {
      Scene s = scene(true, looks, {.autoflush = false, .expire_on_commit = expires});
      SessionTransaction savepoint = s.session.begin_nested();
      s.session.delete_(s.first);
      s.second.things().add(s.thing);
      for (const char* name : {"one", "other"}) s.session.add<User>({.name = name, .email = "e"});
      EXPECT_THROW(s.session.flush(), IntegrityError);
      savepoint.rollback();
      expect_owner(s, s.first);
    }
}

TEST_P(Takers, a_new_member_that_comes_in_again_is_in_the_list_that_its_row_names) {
  for (const bool flushes : each)
    for (const bool looks : each) {
      Scene s = scene(false, false, {.autoflush = false, .expire_on_commit = false});
      Thing& thing = s.first.things().add({.name = "new"});
      if (flushes) s.session.flush();
      s.session.rollback();
      if (looks) {
        EXPECT_TRUE(s.first.things().empty());
      }
      s.session.add(thing);
      EXPECT_EQ(s.first.things().size(), 1U);
      s.session.commit();
      EXPECT_EQ(s.first.things().size(), 1U);
      EXPECT_EQ(things_of(s.first), 1);
    }
}

TEST_P(Takers, associations_have_as_many_owners_as_take_them) {
  Session session = open({.autoflush = false});
  Label& label = session.add<Label>({.name = "l"});
  for (const char* name : {"first", "second"})
    session.add<Crate>({.name = name}).labels().add(label);
  session.commit();
  EXPECT_EQ(count("crates_labels"), 2);
}

}  // namespace
}  // namespace orp::tests
