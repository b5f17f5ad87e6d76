// SPDX-License-Identifier: MIT
// Unique values that change hands within a flush.
#include "office.hpp"

namespace orp::tests {
namespace {

using namespace office;
using ::testing::HasSubstr;

class Uniques : public OfficeTest {
 protected:
  // Boxes, each with a lid, and one more without.
  struct Shelf {
    std::vector<Box*> boxes;
    std::vector<Lid*> lids;
  };
  static Shelf store_boxes(Session& session, int how_many) {
    Shelf shelf;
    for (int i = 0; i <= how_many; ++i) shelf.boxes.push_back(&session.add<Box>({.label = "b"}));
    for (int i = 0; i < how_many; ++i) {
      shelf.lids.push_back(&session.add<Lid>({}));
      shelf.boxes[static_cast<std::size_t>(i)]->set_lid(shelf.lids.back());
    }
    session.flush();
    return shelf;
  }
};
ORPIMENT_ON_EACH_DATABASE(Uniques);

TEST_P(Uniques, a_unique_foreign_key_is_handed_on_in_either_direction) {
  Session session = open();
  const auto [boxes, lids] = store_boxes(session, 2);
  forget();
  boxes[0]->set_lid(nullptr);
  boxes[1]->set_lid(lids[0]);
  session.flush();
  boxes[1]->set_lid(nullptr);
  boxes[0]->set_lid(lids[0]);
  boxes[1]->set_lid(lids[1]);
  session.flush();
  EXPECT_THAT(sent(),
              ElementsAre("UPDATE lids (box_id, id) 1 row", "UPDATE lids (box_id, id) 1 row",
                          "UPDATE lids (box_id, id) 1 row", "UPDATE lids (box_id, id) 1 row"));
  session.commit();
  EXPECT_EQ(boxes[0]->lid(), lids[0]);
  EXPECT_EQ(boxes[1]->lid(), lids[1]);
}

TEST_P(Uniques, many_rows_move_up) {
  constexpr std::size_t many = 50;
  Session session = open();
  const auto [boxes, lids] = store_boxes(session, many);
  for (std::size_t i = 0; i < many; ++i) lids[i]->set_box_id(boxes[i + 1]->id());
  session.commit();
  for (std::size_t i = 0; i < many; ++i) EXPECT_EQ(lids[i]->box_id(), boxes[i + 1]->id());
}

TEST_P(Uniques, keys_move_up) {
  Session session = open();
  std::vector<Seat*> seats;
  for (int i = 0; i < 20; ++i) seats.push_back(&session.add<Seat>({.number = i}));
  session.commit();
  for (Seat* seat : seats) seat->set_number(seat->number() + 1);
  session.commit();
  for (int i = 0; i < 20; ++i) EXPECT_EQ(session.get<Seat>(i + 1), seats[std::size_t(i)]);
}

TEST_P(Uniques, partners_change_places) {
  Session session = open();
  User& ann = session.add<User>({.name = "Ann"});
  User& bob = session.add<User>({.name = "Bob"});
  Profile& first = session.add<Profile>({.bio = "1", .user = ann});
  Profile& second = session.add<Profile>({.bio = "2", .user = bob});
  session.commit();
  ann.set_profile(&second);
  bob.set_profile(&first);
  session.commit();
  EXPECT_EQ(ann.profile(), &second);
  EXPECT_EQ(bob.profile(), &first);
  session.commit();
  EXPECT_EQ(count("profiles"), 2);
}

TEST_P(Uniques, who_loses_a_value_that_is_not_loaded_goes_first) {
  Session session = open();
  User& ann = session.add<User>({.name = "Ann"});
  Profile& taker = session.add<Profile>({.bio = "1"});
  Profile& giver = session.add<Profile>({.bio = "2", .user = ann});
  session.commit();
  giver.set_user_id(std::nullopt);
  taker.set_user_id(ann.id());
  session.commit();
  EXPECT_EQ(taker.user(), &ann);
}

TEST_P(Uniques, an_exchange_of_values_that_cannot_wait_is_refused) {
  Session session = open();
  User& ann = session.add<User>({.name = "Ann", .email = "a@x"});
  User& bob = session.add<User>({.name = "Bob", .email = "b@x"});
  session.flush();
  ann.set_email("b@x");
  bob.set_email("a@x");
  const auto error = error_of<IntegrityError>([&] { session.flush(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ConstraintKind::unique);
  EXPECT_THAT(error->what(), HasSubstr("rows of this flush exchange values"));
  session.rollback();
  for (const char* name : {"User (1)", "User (2)"}) EXPECT_THAT(error->what(), HasSubstr(name));
}

}  // namespace
}  // namespace orp::tests
