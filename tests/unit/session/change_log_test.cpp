// SPDX-License-Identifier: MIT
#include "session/objects/change_log.hpp"

#include <office/model.hpp>

#include "entity/state.hpp"
#include "support/unit_of_work.hpp"

namespace orp {
namespace {

using namespace office;

class Changed : public testing::UnitOfWork {
 protected:
  User& stored(const char* name) {
    User& user = add<User>({.name = name});
    flush();
    return user;
  }
  static constexpr unsigned name_column = 1;
};

TEST_F(Changed, is_nothing_after_a_flush) {
  stored("Ann");
  EXPECT_TRUE(session.objects.changes.empty());
}

// change_log.hpp, rule 2.
TEST_F(Changed, the_first_value_is_kept) {
  User& ann = stored("Ann");
  ann.set_name("Anna");
  ann.set_name("Annabel");
  const OldValue* old = session.objects.changes.old_value(ann, name_column);
  ASSERT_NE(old, nullptr);
  EXPECT_EQ(*static_cast<const std::string*>(old->field), "Ann");
  EXPECT_EQ(session.objects.changes.database_field(ann, User::info, name_column), old->field);
}

TEST_F(Changed, the_value_of_an_expired_column_is_unknown) {
  User& ann = stored("Ann");
  session.expire(ann);
  EXPECT_EQ(session.objects.changes.database_field(ann, User::info, name_column), nullptr);
  ann.set_name("Anna");
  EXPECT_EQ(session.objects.changes.old_value(ann, name_column)->field, nullptr);
  EXPECT_EQ(session.objects.changes.database_field(ann, User::info, name_column), nullptr);
}

// identity_map.hpp, rule 2.
TEST_F(Changed, a_key_is_always_known) {
  Seat& seat = add<Seat>({.number = 1});
  flush();
  session.expire(seat);
  seat.set_number(2);
  EXPECT_TRUE(has_flag(seat, entity_flag::key_changed));
  EXPECT_EQ(*static_cast<const std::int32_t*>(
                session.objects.changes.database_field(seat, Seat::info, 0)),
            1);
  session.objects.changes.restore_key(seat);
  EXPECT_EQ(seat.number(), 1);
  EXPECT_FALSE(has_flag(seat, entity_flag::key_changed));
}

// change_log.hpp, rule 2.
TEST_F(Changed, the_first_target_is_kept) {
  User& ann = stored("Ann");
  User& bob = stored("Bob");
  Note& note = add<Note>({.body = "x", .author = ann});
  flush();
  note.set_author(&bob);
  note.set_author(nullptr);
  const ChangeRecord* record = session.objects.changes.find_record(note);
  ASSERT_NE(record, nullptr);
  EXPECT_EQ(record->targets->target, &ann);
  EXPECT_EQ(record->targets->next, nullptr);
}

TEST_F(Changed, a_pending_object_needs_no_record) {
  User& ann = stored("Ann");
  Note& note = add<Note>({.body = "x"});
  note.set_author(&ann);
  EXPECT_EQ(session.objects.changes.find_record(note), nullptr);
}

TEST_F(Changed, an_object_that_leaves_leaves_a_gap) {
  User& ann = add<User>({.name = "Ann"});
  User& bob = add<User>({.name = "Bob"});
  session.expunge(ann);
  EXPECT_EQ(session.objects.changes.added().size(), 2U);
  EXPECT_EQ(session.objects.changes.added()[0], nullptr);
  EXPECT_EQ(ChangeLog::number_in_added(bob), 1U);
  session.expunge(bob);
  EXPECT_TRUE(session.objects.changes.empty());
}

TEST_F(Changed, forgetting_an_object_forgets_its_mark) {
  User& ann = stored("Ann");
  session.delete_(ann);
  EXPECT_TRUE(is_doomed(ann));
  session.objects.changes.forget(ann);
  EXPECT_FALSE(is_doomed(ann));
  EXPECT_TRUE(session.objects.changes.doomed().empty());
}

// None is searched for among the others.
TEST_F(Changed, deletions_are_taken_back_in_any_order_and_number) {
  constexpr std::size_t many = 100'000;
  std::vector<User*> users;
  for (std::size_t i = 0; i < many; ++i) users.push_back(&add<User>({.name = "many"}));
  flush();
  for (User* user : users) session.objects.changes.doom(*user, 0);
  for (std::size_t i = 0; i < many; ++i)
    if (i % 10'000 != 1) session.objects.changes.spare(*users[i]);
  const EntityList& deleted = session.objects.changes.doomed();
  ASSERT_EQ(deleted.size(), 10U);
  for (std::size_t i = 0; i < 10; ++i) EXPECT_EQ(deleted.data()[i], users[i * 10'000 + 1]);
  session.objects.changes.doom(*users[0], 0);
  EXPECT_EQ(deleted.data()[10], users[0]);
}

TEST_F(Changed, clearing_resets_what_objects_and_collections_know) {
  User& ann = stored("Ann");
  ann.set_name("Anna");
  ann.notes().add({.body = "x"});
  EXPECT_FALSE(session.objects.changes.empty());
  session.objects.changes.clear();
  EXPECT_EQ(session.objects.changes.find_record(ann), nullptr);
  EXPECT_EQ(ManyAccess::changes(ann.notes()), nullptr);
  EXPECT_TRUE(session.objects.changes.empty());
}

}  // namespace
}  // namespace orp
