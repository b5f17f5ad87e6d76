// SPDX-License-Identifier: MIT
// Unique values that one row gives up and another one takes in the same flush.
#include <office/model.hpp>

#include "support/unit_of_work.hpp"

namespace {

using namespace office;

class PlanUniques : public orp::testing::UnitOfWork {
 protected:
  // Boxes 1, 2, ... with the lids of the same numbers.
  std::vector<Box*> boxes_with_lids(int how_many) {
    std::vector<Box*> boxes;
    for (int i = 0; i < how_many; ++i) {
      boxes.push_back(&add<Box>({.label = "b"}));
      boxes.back()->set_lid(&add<Lid>({}));
    }
    flush();
    return boxes;
  }
};

// flush/plan.hpp, rule 5.
TEST_F(PlanUniques, who_gives_up_goes_before_who_takes) {
  const auto boxes = boxes_with_lids(2);
  Lid& first = *boxes[0]->lid();
  boxes[0]->set_lid(nullptr);
  boxes[1]->set_lid(&first);
  EXPECT_EQ(sent(),
            "UPDATE lids (box_id) where (id): (NULL, 2)\n"
            "UPDATE lids (box_id) where (id): (2, 1)\n");
}

TEST_F(PlanUniques, rows_that_are_in_nobodys_way_stay_one_batch) {
  const auto boxes = boxes_with_lids(4);
  Box& other = add<Box>({.label = "new"});
  boxes[0]->lid()->set_box_id(std::nullopt);
  boxes[1]->lid()->set_box_id(std::nullopt);
  other.set_lid(boxes[2]->lid());
  EXPECT_EQ(sent(),
            "INSERT boxes (label): ('new')\n"
            "UPDATE lids (box_id) where (id): (NULL, 1), (NULL, 2), (5, 3)\n");
}

TEST_F(PlanUniques, values_are_handed_on_from_the_end_of_the_line) {
  Lid* lids[4];
  for (Lid*& lid : lids) {
    Box& box = add<Box>({.label = "b"});
    lid = &add<Lid>({});
    box.set_lid(lid);
  }
  Box& last = add<Box>({.label = "last"});
  flush();
  for (int i = 0; i < 3; ++i) lids[i]->set_box_id(lids[i + 1]->box_id());
  lids[3]->set_box_id(last.id());
  EXPECT_EQ(sent(),
            "UPDATE lids (box_id) where (id): (5, 4)\n"
            "UPDATE lids (box_id) where (id): (4, 3)\n"
            "UPDATE lids (box_id) where (id): (3, 2)\n"
            "UPDATE lids (box_id) where (id): (2, 1)\n");
}

TEST_F(PlanUniques, an_inserted_row_takes_what_an_updated_one_gives_up) {
  User& ann = add<User>({.name = "Ann", .email = "a@x"});
  User& bob = add<User>({.name = "Bob", .email = "b@x"});
  flush();
  add<User>({.name = "Cid"});
  add<User>({.name = "Dee", .email = "b@x"});
  add<User>({.name = "Eve"});
  ann.set_email("a@y");
  bob.set_email("a@x");
  EXPECT_EQ(sent(),
            "UPDATE users (email) where (id): ('a@y', 1)\n"
            "UPDATE users (email) where (id): ('a@x', 2)\n"
            "INSERT users (name, email, active): ('Cid', NULL, true), ('Dee', 'b@x', true), "
            "('Eve', NULL, true)\n");
}

TEST_F(PlanUniques, a_key_is_left_before_it_is_taken) {
  Seat& one = add<Seat>({.number = 1});
  Seat& two = add<Seat>({.number = 2});
  flush();
  one.set_number(2);
  two.set_number(3);
  EXPECT_EQ(sent(),
            "UPDATE seats (number) where (number): (3, 2)\n"
            "UPDATE seats (number) where (number): (2, 1)\n");
}

TEST_F(PlanUniques, partners_are_exchanged_while_one_of_them_has_none) {
  User& ann = add<User>({.name = "Ann"});
  User& bob = add<User>({.name = "Bob"});
  Profile& first = add<Profile>({.bio = "1", .user = ann});
  Profile& second = add<Profile>({.bio = "2", .user = bob});
  flush();
  ann.set_profile(&second);
  bob.set_profile(&first);
  EXPECT_EQ(sent(),
            "UPDATE profiles (user_id) where (id): (NULL, 2)\n"
            "UPDATE profiles (user_id) where (id): (2, 1)\n"
            "UPDATE profiles (user_id) where (id): (1, 2)\n");
  EXPECT_EQ(first.user_id(), bob.id());
  EXPECT_EQ(second.user_id(), ann.id());
  EXPECT_EQ(plan(), "");
}

TEST_F(PlanUniques, values_that_cannot_wait_are_sent_for_the_database_to_refuse) {
  User& ann = add<User>({.name = "Ann", .email = "a@x"});
  User& bob = add<User>({.name = "Bob", .email = "b@x"});
  flush();
  ann.set_email("b@x");
  bob.set_email("a@x");
  EXPECT_EQ(plan(),
            "update users set (email) where (id) 1 row\n"
            "update users set (email) where (id) 1 row\n");
}

TEST_F(PlanUniques, who_becomes_null_goes_first_when_nobody_knows_what_it_was) {
  User& ann = add<User>({.name = "Ann"});
  Profile& taker = add<Profile>({.bio = "1"});
  Profile& giver = add<Profile>({.bio = "2", .user = ann});
  flush();
  session.expire(giver);
  session.expire(ann);
  giver.set_user_id(std::nullopt);
  taker.set_user_id(ann.id());
  EXPECT_EQ(sent(),
            "UPDATE profiles (user_id) where (id): (NULL, 2)\n"
            "UPDATE profiles (user_id) where (id): (1, 1)\n");
}

TEST_F(PlanUniques, many_rows_move_on_in_linear_time) {
  constexpr int many = 20'000;
  std::vector<Seat*> seats;
  for (int i = 0; i < many; ++i) seats.push_back(&add<Seat>({.number = i}));
  flush();
  for (Seat* seat : seats) seat->set_number(seat->number() + many);
  EXPECT_EQ(plan(), "update seats set (number) where (number) 20000 rows\n");
  for (Seat* seat : seats) seat->set_number(seat->number() - many + 1);
  std::size_t steps = 0;
  for (const char c : plan()) steps += c == '\n';
  EXPECT_EQ(steps, static_cast<std::size_t>(many));
}

}  // namespace
