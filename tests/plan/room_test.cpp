// SPDX-License-Identifier: MIT
// What a row to be deleted holds is free for who takes it in the same flush.
#include "support/registry_samples.hpp"
#include "support/unit_of_work.hpp"

namespace {

using namespace registry;
using orp::testing::sample;

class PlanRoom : public orp::testing::UnitOfWork {
 protected:
  Account& stored_account(const char* email) {
    Account& account = add<Account>({.email = email});
    flush();
    return account;
  }
};

// room.hpp, rule 1.
TEST_F(PlanRoom, who_is_in_the_way_goes_first) {
  Account& ann = stored_account("a@x");
  session.delete_(ann);
  add<Account>({.email = "a@x"});
  EXPECT_EQ(sent(),
            "DELETE accounts (id): (1)\n"
            "INSERT accounts (email): ('a@x')\n");
}

// room.hpp, rule 1.
TEST_F(PlanRoom, who_is_in_nobodys_way_goes_last) {
  Account& ann = stored_account("a@x");
  Account& bob = stored_account("b@x");
  Account& cid = stored_account("c@x");
  session.delete_(ann);
  session.delete_(bob);
  add<Account>({.email = "b@x"});
  cid.set_email("c@y");
  EXPECT_EQ(sent(),
            "DELETE accounts (id): (2)\n"
            "UPDATE accounts (email) where (id): ('c@y', 3)\n"
            "INSERT accounts (email): ('b@x')\n"
            "DELETE accounts (id): (1)\n");
}

TEST_F(PlanRoom, a_value_may_also_go_to_a_stored_row) {
  Account& ann = stored_account("a@x");
  Account& bob = stored_account("b@x");
  session.delete_(ann);
  bob.set_email("a@x");
  EXPECT_EQ(sent(),
            "DELETE accounts (id): (1)\n"
            "UPDATE accounts (email) where (id): ('a@x', 2)\n");
}

TEST_F(PlanRoom, values_are_handed_on_when_the_last_of_the_line_is_deleted) {
  Account& ann = stored_account("a@x");
  Account& bob = stored_account("b@x");
  Account& cid = stored_account("c@x");
  ann.set_email("b@x");
  bob.set_email("c@x");
  session.delete_(cid);
  add<Account>({.email = "a@x"});
  EXPECT_EQ(sent(),
            "DELETE accounts (id): (3)\n"
            "UPDATE accounts (email) where (id): ('c@x', 2)\n"
            "UPDATE accounts (email) where (id): ('b@x', 1)\n"
            "INSERT accounts (email): ('a@x')\n");
}

// room.hpp, rule 1.
TEST_F(PlanRoom, who_refers_to_it_is_deleted_before_it) {
  Account& ann = stored_account("a@x");
  Badge& badge = add<Badge>({.account = ann});
  badge.stamps().add({});
  Circle& circle = add<Circle>({});
  circle.badges().add(badge);
  flush();
  session.delete_(ann);
  add<Account>({.email = "a@x"});
  EXPECT_EQ(sent(),
            "DELETE badges_circles (badge_id): (1)\n"
            "DELETE stamps (id): (1)\n"
            "DELETE badges (id): (1)\n"
            "DELETE accounts (id): (1)\n"
            "INSERT accounts (email): ('a@x')\n");
}

// room.hpp, rule 1.
TEST_F(PlanRoom, who_only_lets_go_of_it_does_so_before) {
  Account& ann = stored_account("a@x");
  ann.posts().add({});
  Post& moved = ann.posts().add({});
  Account& bob = stored_account("b@x");
  session.delete_(ann);
  moved.set_account(&bob);
  add<Account>({.email = "a@x"});
  EXPECT_EQ(sent(),
            "UPDATE posts (account_id) where (id): (NULL, 1), (2, 2)\n"
            "DELETE accounts (id): (1)\n"
            "INSERT accounts (email): ('a@x')\n");
}

// room.hpp, rule 2.
TEST_F(PlanRoom, a_row_is_vacated_for_the_one_that_its_children_move_to) {
  Account& ann = stored_account("a@x");
  Post& post = ann.posts().add({});
  flush();
  session.delete_(ann);
  post.set_account(&add<Account>({.email = "a@x"}));
  EXPECT_EQ(plan(),
            "vacate accounts set (email) where (id) 1 row\n"
            "insert accounts (email) 1 row -> id\n"
            "update posts set (account_id) where (id) 1 row\n"
            "delete accounts where (id) 1 row\n");
  flush();
  EXPECT_EQ(ann.email(), "a@x");
  EXPECT_EQ(post.account_id(), 2);
}

// vacant_columns.hpp, rule 1.
TEST_F(PlanRoom, a_row_is_vacated_with_NULL_where_it_may) {
  Sample& old = add<Sample>(sample(1, "n"));
  Probe& probe = old.probes().add({});
  flush();
  session.delete_(old);
  probe.set_sample(add<Sample>(sample(2, "n")));
  EXPECT_EQ(plan(),
            "vacate samples set (note) where (id) 1 row\n"
            "insert samples (small, large, single, exact, price, letter, body, content, code, day, "
            "at, local, moment, length, note) 1 row -> id\n"
            "update probes set (sample_id) where (id) 1 row\n"
            "delete samples where (id) 1 row\n");
}

// vacant_columns.hpp, rule 1.
TEST_F(PlanRoom, a_key_of_several_columns_is_vacated_in_one_that_no_check_mentions) {
  Slot& old = add<Slot>({.room = "blue"});
  Guest& guest = old.guests().add({});
  flush();
  session.delete_(old);
  guest.set_slot(add<Slot>({.room = "blue", .hour = 9}));
  EXPECT_EQ(plan(),
            "vacate slots set (hour) where (id) 1 row\n"
            "insert slots (room, hour) 1 row -> id\n"
            "update guests set (slot_id) where (id) 1 row\n"
            "delete slots where (id) 1 row\n");
}

// room.hpp, rule 3; vacant_columns.hpp, rule 2.
TEST_F(PlanRoom, children_let_go_for_now_of_a_row_that_cannot_be_vacated) {
  Account& ann = stored_account("a@x");
  Badge& old = add<Badge>({.account = ann});
  Pin& pin = old.pins().add({});
  Pin& other = add<Pin>({});
  flush();
  Badge& next = add<Badge>({});
  ann.set_badge(&next);
  pin.set_badge(&next);
  other.set_badge(&next);
  EXPECT_EQ(sent(),
            "DELETE badges_circles (badge_id): (1)\n"
            "UPDATE pins (badge_id) where (id): (NULL, 1)\n"
            "DELETE badges (id): (1)\n"
            "INSERT badges (account_id, text): (1, '')\n"
            "UPDATE pins (badge_id) where (id): (2, 1), (2, 2)\n");
  EXPECT_EQ(pin.badge_id(), 2);
}

TEST_F(PlanRoom, part_of_a_key_is_in_nobodys_way) {
  Slot& old = add<Slot>({.room = "blue"});
  flush();
  session.delete_(old);
  add<Slot>({.room = "blue", .hour = 10});
  EXPECT_EQ(plan(),
            "insert slots (room, hour) 1 row -> id\n"
            "delete slots where (id) 1 row\n");
}

TEST_F(PlanRoom, a_default_takes_a_value_too) {
  Slot& old = add<Slot>({.room = "blue", .hour = 9});
  flush();
  session.delete_(old);
  add<Slot>({.room = "blue"});
  EXPECT_EQ(plan(),
            "delete slots where (id) 1 row\n"
            "insert slots (room, hour) 1 row -> id\n");
}

TEST_F(PlanRoom, who_holds_what_nobody_knows_is_in_the_way_of_who_takes_a_value) {
  Ticket& old = add<Ticket>({.code = "a"});
  flush();
  session.expire(old);
  session.delete_(old);
  add<Ticket>({.code = "b"});
  EXPECT_EQ(plan(),
            "delete tickets where (id) 1 row\n"
            "insert tickets (code, open) 1 row -> id\n");
}

TEST_F(PlanRoom, what_is_unknown_stays_where_nobody_takes_a_value) {
  Ticket& old = add<Ticket>({.code = "a"});
  Ticket& other = add<Ticket>({.code = "b"});
  flush();
  session.expire(old);
  session.delete_(old);
  other.set_open(false);
  EXPECT_EQ(plan(),
            "update tickets set (open) where (id) 1 row\n"
            "delete tickets where (id) 1 row\n");
}

TEST_F(PlanRoom, rows_of_a_tree_make_room) {
  Part& root = add<Part>({.serial = 1});
  Part& child = root.parts().add({.serial = 2});
  flush();
  session.delete_(root);
  Part& next = add<Part>({.serial = 1});
  next.parts().add({.serial = 2});
  EXPECT_EQ(sent(),
            "DELETE parts (id): (2)\n"
            "DELETE parts (id): (1)\n"
            "INSERT parts (parent_id, serial): (NULL, 1)\n"
            "INSERT parts (parent_id, serial): (3, 2)\n");
  EXPECT_EQ(child.entity_state(), orp::EntityState::deleted);
}

TEST_F(PlanRoom, a_root_of_a_tree_is_vacated_for_the_one_that_its_children_move_to) {
  Part& root = add<Part>({.serial = 1});
  Part& child = root.parts().add({.serial = 2});
  flush();
  Part& next = add<Part>({.serial = 1});
  child.set_parent(&next);
  session.delete_(root);
  EXPECT_EQ(plan(),
            "vacate parts set (serial) where (id) 1 row\n"
            "insert parts (parent_id, serial) 1 row -> id\n"
            "update parts set (parent_id) where (id) 1 row\n"
            "delete parts where (id) 1 row\n");
}

// unique_values.hpp, rule 3.
TEST_F(PlanRoom, an_index_over_expressions_sends_all_deletions_of_its_table_first) {
  Alias& old = add<Alias>({.name = "Ann"});
  flush();
  session.delete_(old);
  add<Alias>({.name = "ANN"});
  EXPECT_EQ(plan(),
            "delete aliases where (id) 1 row\n"
            "insert aliases (name) 1 row -> id\n");
}

// unique_values.hpp, rule 2.
TEST_F(PlanRoom, a_partial_index_counts_as_a_whole) {
  Ticket& old = add<Ticket>({.code = "a"});
  flush();
  session.delete_(old);
  add<Ticket>({.code = "a"});
  EXPECT_EQ(plan(),
            "delete tickets where (id) 1 row\n"
            "insert tickets (code, open) 1 row -> id\n");
}

// flush/plan.hpp, rule 9.
TEST_F(PlanRoom, a_row_that_is_taken_over_gives_up_its_other_values) {
  Country& one = add<Country>({.code = "XA", .name = "A"});
  Country& two = add<Country>({.code = "XB", .name = "B"});
  flush();
  two.set_name("A");
  session.delete_(one);
  add<Country>({.code = "XA", .name = "C"});
  EXPECT_EQ(sent(),
            "UPDATE countries (name) where (code): ('C', 'XA')\n"
            "UPDATE countries (name) where (code): ('A', 'XB')\n");
}

TEST_F(PlanRoom, many_rows_make_room_in_linear_time) {
  constexpr int many = 20'000;
  std::vector<Part*> parts;
  for (int i = 0; i < many; ++i) parts.push_back(&add<Part>({.serial = i}));
  flush();
  for (Part* part : parts) session.delete_(*part);
  for (int i = 0; i < many; ++i) add<Part>({.serial = i});
  EXPECT_EQ(plan(),
            "delete parts where (id) 20000 rows\n"
            "insert parts (parent_id, serial) 20000 rows -> id\n");
}

TEST_F(PlanRoom, three_keys_that_wait_are_filled_in_by_one_update) {
  Podium& podium = add<Podium>({});
  podium.set_first(&add<Runner>({.podium = podium}));
  podium.set_second(&add<Runner>({.podium = podium}));
  podium.set_third(&add<Runner>({.podium = podium}));
  Podium& other = add<Podium>({});
  other.set_first(&add<Runner>({.podium = other}));
  Podium& third = add<Podium>({});
  third.set_third(&add<Runner>({}));
  third.set_second(&add<Runner>({}));
  third.set_first(&add<Runner>({}));
  EXPECT_EQ(plan(),
            "insert podiums (place, first_id, second_id, third_id) 3 rows -> id\n"
            "insert runners (podium_id) 7 rows -> id\n"
            "update podiums set (first_id, second_id, third_id) where (id) 2 rows\n"
            "update podiums set (first_id) where (id) 1 row\n");
  flush();
  EXPECT_EQ(podium.third_id(), 3);
}

TEST_F(PlanRoom, rows_that_refer_to_each_other_make_room) {
  Podium& podium = add<Podium>({.place = "Rome"});
  Runner& runner = add<Runner>({.podium = podium});
  podium.set_first(&runner);
  flush();
  session.delete_(podium);
  session.delete_(runner);
  add<Podium>({.place = "Rome"});
  EXPECT_EQ(plan(),
            "update podiums set (first_id) where (id) 1 row\n"
            "delete runners where (id) 1 row\n"
            "delete podiums where (id) 1 row\n"
            "insert podiums (place, first_id, second_id, third_id) 1 row -> id\n");
}

TEST_F(PlanRoom, who_goes_first_and_who_goes_last_let_go_in_their_turns) {
  Podium* podiums[] = {&add<Podium>({.place = "Rome"}), &add<Podium>({.place = "Oslo"})};
  for (Podium* podium : podiums) podium->set_first(&add<Runner>({.podium = podium}));
  flush();
  for (Podium* podium : podiums) {
    session.delete_(*podium->first());
    session.delete_(*podium);
  }
  add<Podium>({.place = "Oslo"});
  EXPECT_EQ(sent(),
            "UPDATE podiums (first_id) where (id): (NULL, 2)\n"
            "DELETE runners (id): (2)\n"
            "DELETE podiums (id): (2)\n"
            "INSERT podiums (place, first_id, second_id, third_id): ('Oslo', NULL, NULL, NULL)\n"
            "UPDATE podiums (first_id) where (id): (NULL, 1)\n"
            "DELETE runners (id): (1)\n"
            "DELETE podiums (id): (1)\n");
}

TEST_F(PlanRoom, three_new_targets_of_a_stored_row_are_one_update) {
  Podium& podium = add<Podium>({});
  flush();
  podium.set_first(&add<Runner>({}));
  podium.set_second(&add<Runner>({}));
  podium.set_third(&add<Runner>({}));
  EXPECT_EQ(plan(),
            "insert runners (podium_id) 3 rows -> id\n"
            "update podiums set (first_id, second_id, third_id) where (id) 1 row\n");
}

}  // namespace
