// SPDX-License-Identifier: MIT
// What a one-directional relationship has queued with an object that leaves and comes back.
#include "office.hpp"

namespace orp::tests {
namespace {

using namespace office;

class Mentions : public OfficeTest {
 protected:
  std::int64_t boxed() {
    return value_of<std::int64_t>("SELECT count(*) FROM things WHERE box_id IS NOT NULL");
  }
};
ORPIMENT_ON_EACH_DATABASE(Mentions);

TEST_P(Mentions, go_with_a_stored_member_and_come_back_with_it) {
  for (const bool is_loaded : {false, true}) {
    Session session = open({.autoflush = false});
    Box& box = session.add<Box>({.label = "b"});
    Thing& thing = session.add<Thing>({.name = "t"});
    session.commit();
    if (is_loaded) box.things().size();
    box.things().add(thing);
    session.expunge(thing);
    box.set_label("c");
    session.commit();
    EXPECT_EQ(boxed(), 0);
    EXPECT_FALSE(box.things().contains(thing));
    session.add(thing);
    EXPECT_TRUE(box.things().contains(thing));
    session.commit();
    EXPECT_EQ(boxed(), 1);
    session.delete_(thing);
    session.delete_(box);
    session.commit();
  }
}

TEST_P(Mentions, go_with_a_new_member_and_come_back_with_it) {
  Session session = open({.autoflush = false});
  Box& box = session.add<Box>({.label = "b"});
  session.commit();
  Thing& thing = box.things().add({.name = "t"});
  session.expunge(thing);
  session.commit();
  EXPECT_EQ(count("things"), 0);
  session.add(thing);
  session.commit();
  EXPECT_EQ(boxed(), 1);
}

TEST_P(Mentions, go_with_a_new_member_that_a_deletion_takes_along) {
  Session session = open({.autoflush = false});
  Node& root = session.add<Node>({.name = "root"});
  Shed& shed = session.add<Shed>(Shed::New{});
  session.commit();
  Node& child = root.children().add({.name = "child"});
  shed.nodes().add(child);
  session.delete_(root);
  session.commit();
  EXPECT_EQ(count("nodes"), 0);
  EXPECT_EQ(count("sheds"), 1);
}

// mentions.hpp, rule 2.
TEST_P(Mentions, of_a_removal_go_with_the_member_and_come_back) {
  for (const bool is_loaded : {false, true}) {
    Session session = open({.autoflush = false});
    Box& box = session.add<Box>({.label = "b"});
    Thing& thing = box.things().add({.name = "t"});
    session.commit();
    if (is_loaded) box.things().size();
    EXPECT_TRUE(box.things().remove(thing));
    session.expunge(thing);
    session.commit();
    EXPECT_EQ(boxed(), 1);
    session.add(thing);
    EXPECT_FALSE(box.things().contains(thing));
    session.commit();
    EXPECT_EQ(boxed(), 0);
    session.delete_(thing);
    session.commit();
  }
}

// mentions.hpp, rule 2.
TEST_P(Mentions, of_associations_do_the_same) {
  Session session = open({.autoflush = false});
  Crate& crate = session.add<Crate>({.name = "c"});
  Label& red = session.add<Label>({.name = "red"});
  Label& blue = session.add<Label>({.name = "blue"});
  crate.labels().add(red);
  session.commit();
  crate.labels().add(blue);
  crate.labels().remove(red);
  session.expunge(red);
  session.expunge(blue);
  session.commit();
  session.add(red);
  session.add(blue);
  session.commit();
  EXPECT_EQ(names(crate.labels()), std::vector<std::string>{"blue"});
}

// mentions.hpp, rule 2.
TEST_P(Mentions, of_a_target_do_the_same) {
  Session session = open({.autoflush = false});
  Box& box = session.add<Box>({.label = "b"});
  Lid& first = session.add<Lid>(Lid::New{});
  Lid& second = session.add<Lid>(Lid::New{});
  box.set_lid(&first);
  session.commit();
  box.set_lid(&second);
  session.expunge(second);
  EXPECT_EQ(box.lid(), &first);
  session.commit();
  session.add(second);
  EXPECT_EQ(box.lid(), &second);
  session.commit();
  EXPECT_EQ(box.lid(), &second);
  box.set_lid(nullptr);
  session.expunge(second);
  session.commit();
  session.add(second);
  session.commit();
  EXPECT_EQ(box.lid(), nullptr);
}

// mentions.hpp, rule 2.
TEST_P(Mentions, of_several_owners_come_back_all) {
  Session session = open({.autoflush = false});
  Crate& first = session.add<Crate>({.name = "1"});
  Crate& second = session.add<Crate>({.name = "2"});
  Crate& third = session.add<Crate>({.name = "3"});
  Label& label = session.add<Label>({.name = "l"});
  third.labels().add(label);
  session.commit();
  first.labels().add(label);
  third.labels().remove(label);
  second.labels().add(label);
  session.expunge(label);
  session.commit();
  EXPECT_EQ(count("crates_labels"), 1);
  session.add(label);
  session.commit();
  EXPECT_EQ(count("crates_labels"), 2);
  EXPECT_TRUE(first.labels().contains(label));
  EXPECT_TRUE(second.labels().contains(label));
}

// mentions.hpp, rule 1.
TEST_P(Mentions, of_what_was_given_up_again_say_nothing) {
  Session session = open({.autoflush = false});
  Box& box = session.add<Box>({.label = "b"});
  Crate& crate = session.add<Crate>({.name = "c"});
  Label& label = session.add<Label>({.name = "l"});
  Thing& thing = session.add<Thing>({.name = "t"});
  session.commit();
  crate.labels().add(label);
  crate.labels().remove(label);
  box.things().add(thing);
  box.things().remove(thing);
  session.expunge(label);
  session.expunge(thing);
  session.add(label);
  session.add(thing);
  session.commit();
  EXPECT_EQ(boxed(), 0);
  EXPECT_TRUE(crate.labels().empty());
}

TEST_P(Mentions, stay_with_an_owner_who_leaves_too) {
  Session session = open({.autoflush = false});
  Box& box = session.add<Box>({.label = "b"});
  Thing& thing = session.add<Thing>({.name = "t"});
  session.commit();
  box.things().add(thing);
  session.expunge(thing);
  session.expunge(box);
  session.commit();
  session.add(thing);
  session.commit();
  EXPECT_EQ(boxed(), 0);
  session.add(box);
  session.commit();
  EXPECT_EQ(boxed(), 1);
}

TEST_P(Mentions, of_a_target_go_with_it_from_a_new_owner) {
  for (const bool is_stored : {false, true}) {
    Session session = open({.autoflush = false});
    Lid& lid = session.add<Lid>(Lid::New{});
    if (is_stored) session.commit();
    Box& box = session.add<Box>({.label = "b"});
    box.set_lid(&lid);
    session.expunge(lid);
    EXPECT_EQ(box.lid(), nullptr);
    session.flush();
    session.add(lid);
    session.commit();
    EXPECT_EQ(box.lid(), &lid);
  }
}

TEST_P(Mentions, of_a_target_that_was_replaced_by_one_that_leaves) {
  for (const bool former_leaves : {false, true}) {
    Session session = open({.autoflush = false});
    Box& box = session.add<Box>({.label = "b"});
    Lid& first = session.add<Lid>(Lid::New{});
    Lid& second = session.add<Lid>(Lid::New{});
    box.set_lid(&first);
    session.commit();
    box.set_lid(&second);
    if (former_leaves) {
      session.expunge(first);
      session.add(first);
    }
    session.expunge(second);
    session.commit();
    EXPECT_EQ(box.lid(), &first);
    session.add(second);
    session.commit();
    EXPECT_EQ(box.lid(), &second);
  }
}

TEST_P(Mentions, of_a_target_in_the_own_row_of_a_stored_owner) {
  for (const bool looks : {false, true}) {
    Session session = open({.autoflush = false});
    Department& department = session.add<Department>({.name = "d"});
    Employee& first = department.employees().add({.name = "first"});
    Employee& second = department.employees().add({.name = "second"});
    session.commit();
    department.set_head(&first);
    session.commit();
    if (looks) {
      EXPECT_EQ(department.head(), &first);
    }
    department.set_head(&second);
    session.expunge(second);
    EXPECT_EQ(department.head(), &first);
    session.commit();
    EXPECT_EQ(department.head(), &first);
    session.add(second);
    EXPECT_EQ(department.head(), &second);
    session.expunge(first);
    session.commit();
    EXPECT_EQ(department.head(), &second);
  }
}

TEST_P(Mentions, of_a_target_in_the_own_row_of_a_new_owner_are_refused_until_it_is_cleared) {
  for (const bool is_added_again : {false, true}) {
    Session session = open({.autoflush = false});
    Department& home = session.add<Department>({.name = "home"});
    Employee& head = home.employees().add({.name = "head"});
    session.commit();
    Department& department = session.add<Department>({.name = "d"});
    department.set_head(&head);
    session.expunge(head);
    EXPECT_EQ(error_of<UsageError>([&] { session.flush(); })->code(), "ORP-1321");
    session.rollback();
    if (is_added_again) {
      session.add(department);  // and with it the head
    } else {
      department.set_head(nullptr);
      session.add(department);
    }
    session.commit();
    EXPECT_EQ(department.head(), is_added_again ? &head : nullptr);
  }
}

TEST_P(Mentions, of_an_owner_that_is_added_again_after_a_rollback) {
  for (const bool is_stored : {false, true}) {
    Session session = open({.autoflush = false});
    Thing& thing = session.add<Thing>({.name = "t"});
    Label& label = session.add<Label>({.name = "l"});
    if (is_stored) session.commit();
    Box& box = session.add<Box>({.label = "b"});
    Crate& crate = session.add<Crate>({.name = "c"});
    box.things().add(thing);
    crate.labels().add(label);
    session.flush();
    session.rollback();
    session.add(box);
    session.add(crate);
    session.expunge(thing);
    session.expunge(label);
    EXPECT_TRUE(box.things().empty());
    EXPECT_TRUE(crate.labels().empty());
    session.commit();
    EXPECT_EQ(boxed(), 0);
    session.add(thing);
    session.add(label);
    session.commit();
    EXPECT_EQ(boxed(), 1);
    EXPECT_EQ(count("crates_labels"), 1);
    session.delete_(thing);
    session.delete_(crate);
    session.commit();
  }
}

// The list has not changed, but the program has said who is in.
// mentions.hpp, rule 2.
TEST_P(Mentions, of_who_is_there_already_go_with_the_member_and_come_back) {
  Session session = open({.autoflush = false});
  Crate& crate = session.add<Crate>({.name = "c"});
  Label& label = session.add<Label>({.name = "l"});
  crate.labels().add(label);
  session.commit();
  EXPECT_EQ(crate.labels().size(), 1U);
  crate.labels().add(label);
  session.expunge(label);
  session.execute(text("DELETE FROM crates_labels"));
  session.expire(crate);
  session.add(label);
  session.commit();
  EXPECT_EQ(count("crates_labels"), 1);
}

}  // namespace
}  // namespace orp::tests
