// SPDX-License-Identifier: MIT
// What a deleted object holds is free for who takes it in the same flush.
#include "registry.hpp"
#include "support/registry_samples.hpp"

namespace orp::tests {
namespace {

using namespace registry;
using orp::testing::sample;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class Room : public RegistryTest {};
ORPIMENT_ON_EACH_DATABASE(Room);

TEST_P(Room, a_deleted_value_is_added_again) {
  Session session = open();
  Account& old = session.add<Account>({.email = "a@x"});
  session.flush();
  forget();
  session.delete_(old);
  Account& next = session.add<Account>({.email = "a@x"});
  session.flush();
  EXPECT_THAT(sent(), ElementsAre("SELECT badges", "SELECT posts", "DELETE accounts (id) 1 row",
                                  "INSERT accounts (email) 1 row"));
  EXPECT_EQ(old.entity_state(), EntityState::deleted);
  session.commit();
  EXPECT_EQ(next.email(), "a@x");
}

TEST_P(Room, a_deleted_value_that_is_not_loaded_is_added_again) {
  for (const bool autoflush : {true, false}) {
    Session session = open({.autoflush = autoflush});
    Account& old = session.add<Account>({.email = "a@x"});
    old.posts().add({});
    session.add<Badge>({.account = old}).circles().add(session.add<Circle>({}));
    session.commit();
    session.delete_(old);
    Account& next = session.add<Account>({.email = "a@x"});
    session.commit();
    EXPECT_EQ(next.email(), "a@x");
    session.delete_(next);
    session.commit();
    EXPECT_EQ(count(session, "accounts"), 0);
  }
}

TEST_P(Room, a_stored_row_takes_what_a_deleted_one_has) {
  Session session = open();
  Account& ann = session.add<Account>({.email = "a@x"});
  Account& bob = session.add<Account>({.email = "b@x"});
  session.commit();
  session.delete_(ann);
  bob.set_email("a@x");
  session.commit();
  EXPECT_EQ(bob.email(), "a@x");
}

TEST_P(Room, values_move_up_to_a_deleted_row) {
  Session session = open();
  Account& ann = session.add<Account>({.email = "a@x"});
  Account& bob = session.add<Account>({.email = "b@x"});
  Account& cid = session.add<Account>({.email = "c@x"});
  session.flush();
  ann.set_email("b@x");
  bob.set_email("c@x");
  session.delete_(cid);
  Account& dee = session.add<Account>({.email = "a@x"});
  session.commit();
  EXPECT_EQ(ann.email(), "b@x");
  EXPECT_EQ(bob.email(), "c@x");
  EXPECT_EQ(dee.email(), "a@x");
}

TEST_P(Room, a_partner_is_replaced_from_either_side_loaded_or_not) {
  for (const bool from_the_owner : {true, false})
    for (const bool is_expired : {true, false}) {
      Session session = open();
      Account& account = session.add<Account>({.email = "a@x"});
      Badge& old = session.add<Badge>({.account = account});
      old.stamps().add({});
      session.commit();
      if (!is_expired) {
        EXPECT_EQ(account.badge(), &old);
      }
      Badge* next = nullptr;
      if (from_the_owner)
        account.set_badge(next = &session.add<Badge>({.text = "new"}));
      else
        next = &session.add<Badge>({.text = "new", .account = account});
      session.flush();
      EXPECT_EQ(old.entity_state(), EntityState::deleted);
      session.commit();
      EXPECT_EQ(account.badge(), next);
      session.delete_(account);
      session.commit();
      EXPECT_EQ(count(session, "badges"), 0);
    }
}

TEST_P(Room, children_move_from_the_old_to_the_new) {
  Session session = open();
  Account& old = session.add<Account>({.email = "a@x"});
  Post& post = old.posts().add({});
  session.commit();
  Account& next = session.add<Account>({.email = "a@x"});
  post.set_account(&next);
  session.delete_(old);
  forget();
  session.flush();
  EXPECT_THAT(sent(), ::testing::Contains("UPDATE accounts (email, id) 1 row"));
  EXPECT_EQ(old.entity_state(), EntityState::deleted);
  session.commit();
  EXPECT_EQ(post.account(), &next);
  EXPECT_EQ(count(session, "accounts"), 1);
}

TEST_P(Room, children_let_go_for_now_of_a_row_that_cannot_be_vacated) {
  for (const bool is_expired : {true, false}) {
    Session session = open();
    Account& account = session.add<Account>({.email = "a@x"});
    Badge& old = session.add<Badge>({.account = account});
    Pin& pin = old.pins().add({});
    session.flush();
    if (is_expired) session.commit();
    Badge& next = session.add<Badge>({.account = account});
    pin.set_badge(&next);
    session.commit();
    EXPECT_EQ(account.badge(), &next);
    EXPECT_EQ(pin.badge(), &next);
    session.delete_(pin);
    session.delete_(account);
    EXPECT_EQ(count(session, "badges"), 0);
  }
}

TEST_P(Room, both_are_named_where_children_cannot_let_go) {
  Session session = open();
  Account& account = session.add<Account>({.email = "a@x"});
  Badge& old = session.add<Badge>({.account = account});
  Stamp& stamp = old.stamps().add({});
  session.commit();
  Badge& next = session.add<Badge>({});
  stamp.set_badge(next);
  account.set_badge(&next);
  const auto error = error_of<IntegrityError>([&] { session.commit(); });
  ASSERT_TRUE(error);
  EXPECT_THAT(error->what(), HasSubstr("the new Badge takes a value of Badge (1)"));
  session.rollback();
  EXPECT_EQ(account.badge(), &old);
  EXPECT_EQ(&stamp.badge(), &old);
}

TEST_P(Room, children_of_a_key_of_several_columns_move) {
  Session session = open();
  Slot& old = session.add<Slot>({.room = "blue", .hour = 10});
  Guest& guest = old.guests().add({});
  session.commit();
  session.delete_(old);
  guest.set_slot(session.add<Slot>({.room = "blue", .hour = 10}));
  session.commit();
  EXPECT_EQ(count(session, "slots"), 1);
  EXPECT_EQ(guest.slot().hour(), 10);
}

TEST_P(Room, a_row_is_vacated_in_columns_of_every_type) {
  Session session = open();
  Sample& old = session.add<Sample>(sample(1, "n"));
  Probe& probe = old.probes().add({});
  session.flush();
  session.delete_(old);
  probe.set_sample(session.add<Sample>(sample(1, "n")));
  session.flush();
  EXPECT_EQ(old.letter(), "1");
  EXPECT_EQ(old.note(), "n");
  session.commit();
  EXPECT_EQ(count(session, "samples"), 1);
  EXPECT_EQ(probe.sample().letter(), "1");
}

TEST_P(Room, what_a_flush_vacated_comes_back_with_the_transaction) {
  Session session = open();
  Account& old = session.add<Account>({.email = "a@x"});
  Post& post = old.posts().add({});
  session.commit();
  {
    auto savepoint = session.begin_nested();
    post.set_account(&session.add<Account>({.email = "a@x"}));
    session.delete_(old);
    session.flush();
    savepoint.rollback();
  }
  EXPECT_EQ(old.email(), "a@x");
  EXPECT_EQ(post.account(), &old);
  session.delete_(old);
  Account& next = session.add<Account>({.email = "a@x"});
  session.flush();
  session.rollback();
  EXPECT_EQ(old.email(), "a@x");
  EXPECT_EQ(post.account(), &old);
  EXPECT_EQ(next.entity_state(), EntityState::transient);
}

TEST_P(Room, an_association_goes_with_the_row_that_makes_room_although_its_other_end_is_renamed) {
  for (const bool is_new : {true, false}) {
    Session session = open();
    Account& old = session.add<Account>({.email = "e"});
    Account& other = session.add<Account>({.email = "o"});
    Circle& circle = session.add<Circle>({});
    circle.accounts().add(old);
    circle.accounts().add(other);
    session.commit();
    circle.accounts().remove(old);
    session.delete_(old);
    if (is_new)
      session.add<Account>({.email = "e"});
    else
      other.set_email("e");
    circle.set_id(circle.id() + 100);
    session.commit();
    EXPECT_EQ(count(session, "accounts"), is_new ? 2 : 1);
    ASSERT_EQ(circle.accounts().size(), 1);
    EXPECT_EQ(&circle.accounts()[0], &other);
    session.delete_(circle);
    for (Account* account : session.scalars(select<Account>()).all()) session.delete_(*account);
    session.commit();
  }
}

TEST_P(Room, a_tree_makes_room_for_itself) {
  Session session = open();
  Part& root = session.add<Part>({.serial = 1});
  root.parts().add({.serial = 2}).parts().add({.serial = 3});
  session.commit();
  session.delete_(root);
  session.add<Part>({.serial = 3}).parts().add({.serial = 1}).parts().add({.serial = 2});
  session.commit();
  EXPECT_EQ(count(session, "parts"), 3);
}

TEST_P(Room, parts_of_a_tree_move_from_the_old_root_to_the_new) {
  Session session = open();
  Part& root = session.add<Part>({.serial = 1});
  Part& child = root.parts().add({.serial = 2});
  session.commit();
  Part& next = session.add<Part>({.serial = 1});
  child.set_parent(&next);
  session.delete_(root);
  session.commit();
  EXPECT_EQ(child.parent(), &next);
  EXPECT_EQ(count(session, "parts"), 2);
}

TEST_P(Room, a_wagon_is_taken_out_of_the_middle_of_a_train) {
  for (const bool is_expired : {true, false})
    for (const bool from_behind : {true, false}) {
      Session session = open();
      Wagon* wagons[5];
      for (Wagon*& wagon : wagons) wagon = &session.add<Wagon>({});
      for (int i = 0; i < 4; ++i) wagons[i]->set_next(wagons[i + 1]);
      session.flush();
      if (is_expired) session.commit();
      for (const int i : {1, 3}) {
        session.delete_(*wagons[i]);
        if (from_behind)
          wagons[i - 1]->set_next(wagons[i + 1]);
        else
          wagons[i + 1]->set_previous(wagons[i - 1]);
      }
      session.commit();
      EXPECT_EQ(wagons[0]->next(), wagons[2]);
      EXPECT_EQ(wagons[2]->next(), wagons[4]);
      EXPECT_EQ(wagons[4]->previous(), wagons[2]);
      for (const int i : {0, 2, 4}) session.delete_(*wagons[i]);
      EXPECT_EQ(count(session, "wagons"), 0);
    }
}

// Nobody knows what the database deletes, so its owner goes first.
// room.hpp, rule 4.
TEST_P(Room, what_the_database_deletes_is_added_again) {
  for (const int looks : {0, 1, 2, 3}) {
    Session session = open({.autoflush = false});
    session.add<Drawer>({.code = "A"}).sheets().add({.id = 2});
    session.commit();
    if (looks == 3) session.close();
    Drawer& old = session.get_one<Drawer>("A");
    if (looks == 1) static_cast<void>(session.get_one<Sheet>(2).drawer());
    if (looks == 2) static_cast<void>(old.sheets().size());
    session.delete_(old);
    Drawer& drawer = session.add<Drawer>({.code = "B"});
    Sheet& sheet = drawer.sheets().add({.id = 2});
    forget();
    session.flush();
    if (looks == 3) {
      EXPECT_THAT(sent(), ElementsAre("DELETE drawers (code) 1 row", "INSERT drawers (code) 1 row",
                                      "INSERT sheets (id, drawer_code) 1 row"));
    }
    EXPECT_EQ(session.get<Sheet>(2), &sheet);
    session.commit();
    EXPECT_EQ(sheet.drawer_code(), "B");
    EXPECT_EQ(&sheet.drawer(), &drawer);
    EXPECT_EQ(count(session, "sheets"), 1);
    session.delete_(drawer);
    session.commit();
  }
}

// room.hpp, rule 4.
TEST_P(Room, what_the_database_deletes_is_taken_by_a_stored_row) {
  for (const int looks : {0, 1, 2}) {
    Session session = open({.autoflush = false});
    Drawer& old = session.add<Drawer>({.code = "A"});
    old.sheets().add({.id = 2});
    Drawer& other = session.add<Drawer>({.code = "B"});
    Sheet& sheet = other.sheets().add({.id = 3});
    session.commit();
    if (looks == 1) static_cast<void>(session.get_one<Sheet>(2).drawer());
    if (looks == 2) static_cast<void>(old.sheets().size());
    static_cast<void>(sheet.drawer());
    session.delete_(old);
    sheet.set_id(2);
    session.commit();
    EXPECT_EQ(sheet.drawer_code(), "B");
    EXPECT_EQ(session.get<Sheet>(2), &sheet);
    EXPECT_EQ(count(session, "sheets"), 1);
    session.delete_(other);
    session.commit();
  }
}

TEST_P(Room, an_autoflush_makes_room) {
  Session session = open();
  Account& old = session.add<Account>({.email = "a@x"});
  session.commit();
  session.delete_(old);
  Account& next = session.add<Account>({.email = "a@x"});
  for (Account& found : session.scalars(select<Account>())) EXPECT_EQ(&found, &next);
  EXPECT_EQ(old.entity_state(), EntityState::deleted);
}

TEST_P(Room, a_key_is_taken_by_a_stored_row) {
  Session session = open();
  Country& one = session.add<Country>({.code = "XA", .name = "A"});
  Country& two = session.add<Country>({.code = "XB", .name = "B"});
  session.commit();
  session.delete_(one);
  two.set_code("XA");
  session.commit();
  EXPECT_EQ(session.get<Country>("XA"), &two);
  EXPECT_EQ(count(session, "countries"), 1);
}

TEST_P(Room, a_partner_of_a_key_that_changes_is_replaced) {
  Session session = open();
  Country& country = session.add<Country>({.code = "XA", .name = "A"});
  country.set_anthem(&session.add<Anthem>({}));
  session.commit();
  EXPECT_NE(country.anthem(), nullptr);
  country.set_code("XB");
  Anthem& next = session.add<Anthem>({});
  country.set_anthem(&next);
  session.commit();
  EXPECT_EQ(next.code(), "XB");
  EXPECT_EQ(count(session, "anthems"), 1);
}

TEST_P(Room, a_region_moves_to_a_country_that_takes_the_name_of_the_old) {
  Session session = open();
  Country& old = session.add<Country>({.code = "XA", .name = "A"});
  Region& region = old.regions().add({.num = 1, .name = "a"});
  region.districts().add({.letter = "p", .name = "1"});
  session.commit();
  Country& next = session.add<Country>({.code = "XB", .name = "A"});
  region.set_country(next);
  session.delete_(old);
  session.commit();
  EXPECT_EQ(region.code(), "XB");
  EXPECT_EQ(count(session, "countries"), 1);
  EXPECT_EQ(count(session, "districts"), 1);
}

TEST_P(Room, what_only_the_database_can_compare_is_free_as_well) {
  Session session = open();
  Alias& ann = session.add<Alias>({.name = "Ann"});
  Ticket& ticket = session.add<Ticket>({.code = "a"});
  session.commit();
  session.delete_(ann);
  session.delete_(ticket);
  session.add<Alias>({.name = "ANN"});
  session.add<Ticket>({.code = "a"});
  session.commit();
  EXPECT_EQ(count(session, "aliases"), 1);
  EXPECT_EQ(count(session, "tickets"), 1);
}

// room.hpp, rule 3.
TEST_P(Room, both_are_named_where_no_room_can_be_made) {
  Session session = open();
  Alias& ann = session.add<Alias>({.name = "Ann"});
  Use& use = ann.uses().add({});
  session.commit();
  session.delete_(ann);
  use.set_alias(session.add<Alias>({.name = "ANN"}));
  const auto error = error_of<IntegrityError>([&] { session.commit(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->kind(), ConstraintKind::unique);
  EXPECT_THAT(error->what(), HasSubstr("the new Alias takes a value of Alias (1), deleted in the "
                                       "same flush, but only after rows that refer to it"));
  session.rollback();
  EXPECT_EQ(&use.alias(), &ann);

  Switch& on = session.add<Switch>({.on = true});
  Lamp& lamp = on.lamps().add({});
  session.commit();
  session.delete_(on);
  lamp.set_of(session.add<Switch>({.on = true}));
  const auto other = error_of<IntegrityError>([&] { session.commit(); });
  ASSERT_TRUE(other);
  EXPECT_THAT(other->what(), HasSubstr("the new Switch takes a value of Switch (1)"));
  session.rollback();
  EXPECT_EQ(&lamp.of(), &on);
}

}  // namespace
}  // namespace orp::tests
