// SPDX-License-Identifier: MIT
// What a rollback undoes in memory: the accounting of transactions and savepoints.
#include "office.hpp"

namespace orp::tests {
namespace {

using namespace office;

class Accounting : public OfficeTest {};
ORPIMENT_ON_EACH_DATABASE(Accounting);

// rollback.cpp, rule 1.
TEST_P(Accounting, a_rolled_back_graph_can_be_added_again) {
  Session session = open();
  User& ann = session.add<User>({.name = "Ann"});
  Order& order = ann.orders().add({.total = "1"_dec});
  Tag& tag = ann.tags().add({.name = "red"});
  session.flush();
  session.rollback();
  EXPECT_EQ(ann.entity_state(), EntityState::transient);
  EXPECT_EQ(order.entity_state(), EntityState::transient);
  EXPECT_EQ(ann.name(), "Ann");
  EXPECT_THROW((void)ann.id(), UsageError) << "the database gave it, and took it back";
  session.add(ann);
  EXPECT_EQ(order.entity_state(), EntityState::pending) << "save-update";
  session.commit();
  EXPECT_EQ(&order.user(), &ann);
  EXPECT_EQ(tag.users().size(), 1U);
  session.commit();
  EXPECT_EQ(count("users_tags"), 1);
}

TEST_P(Accounting, an_explicit_key_survives_a_rollback) {
  Session session = open();
  Tag& tag = session.add<Tag>({.id = 7, .name = "t"});
  session.flush();
  session.rollback();
  EXPECT_EQ(tag.id(), 7);
}

TEST_P(Accounting, what_was_never_flushed_is_transient_too) {
  Session session = open();
  Tag& tag = session.add<Tag>({.name = "t"});
  session.rollback();
  EXPECT_EQ(tag.entity_state(), EntityState::transient);
  session.commit();
  EXPECT_EQ(count("tags"), 0);
}

TEST_P(Accounting, marks_and_changes_are_gone_after_a_rollback) {
  Session session = open();
  User& ann = session.add<User>({.name = "Ann"});
  Tag& tag = session.add<Tag>({.name = "t"});
  session.commit();
  ann.set_name("Anna");
  session.delete_(tag);
  session.rollback();
  EXPECT_EQ(ann.name(), "Ann");
  session.commit();
  EXPECT_EQ(count("tags"), 1);
}

TEST_P(Accounting, a_switched_key_comes_back) {
  Session session = open();
  Seat& one = session.add<Seat>({.number = 1});
  session.commit();
  one.set_number(2);
  session.flush();
  one.set_number(3);
  session.flush();
  EXPECT_EQ(session.get<Seat>(3), &one);
  one.set_number(4);
  session.rollback();
  EXPECT_EQ(one.number(), 1);
  EXPECT_EQ(session.get<Seat>(1), &one);
  EXPECT_EQ(session.get<Seat>(3), nullptr);
}

TEST_P(Accounting, a_taken_over_row_goes_back_to_its_object) {
  Session session = open();
  Seat& old = session.add<Seat>({.number = 1, .guest = "Ann"});
  session.commit();
  session.delete_(old);
  Seat& fresh = session.add<Seat>({.number = 1, .guest = "Bob"});
  session.flush();
  session.rollback();
  EXPECT_EQ(fresh.entity_state(), EntityState::transient);
  EXPECT_EQ(session.get<Seat>(1), &old);
  EXPECT_EQ(old.guest(), "Ann");
}

TEST_P(Accounting, what_was_inserted_and_deleted_in_one_transaction_is_transient_again) {
  Session session = open();
  Tag& tag = session.add<Tag>({.name = "t"});
  session.flush();
  session.delete_(tag);
  session.flush();
  session.rollback();
  EXPECT_EQ(tag.entity_state(), EntityState::transient);
  session.add(tag);
  session.commit();
  EXPECT_EQ(count("tags"), 1);
}

// transaction_log.hpp, rule 2.
TEST_P(Accounting, a_savepoint_expires_only_what_was_changed_within) {
  Session session = open();
  User& ann = session.add<User>({.name = "Ann"});
  User& bob = session.add<User>({.name = "Bob"});
  Tag& gone = session.add<Tag>({.name = "gone"});
  session.flush();
  Tag* inner = nullptr;
  {
    SessionTransaction nested = session.begin_nested();
    ann.set_name("Anna");
    inner = &session.add<Tag>({.name = "inner"});
    session.delete_(gone);
    session.flush();
    EXPECT_EQ(gone.entity_state(), EntityState::deleted);
    nested.rollback();
  }
  EXPECT_EQ(inner->entity_state(), EntityState::transient);
  EXPECT_EQ(gone.entity_state(), EntityState::persistent);
  forget();
  EXPECT_EQ(bob.name(), "Bob");
  EXPECT_THAT(sent(), IsEmpty());
  EXPECT_EQ(ann.name(), "Ann");
  EXPECT_THAT(sent(), ElementsAre("SELECT users"));
  session.commit();
  EXPECT_EQ(count("tags"), 1);
}

// transaction_log.hpp, rule 1.
TEST_P(Accounting, a_released_savepoint_hands_its_accounting_up) {
  Session session = open();
  Seat& one = session.add<Seat>({.number = 1});
  Tag& gone = session.add<Tag>({.name = "gone"});
  session.commit();
  SessionTransaction outer = session.begin_nested();
  SessionTransaction inner = session.begin_nested();
  one.set_number(2);
  Tag& fresh = session.add<Tag>({.name = "fresh"});
  session.delete_(gone);
  inner.commit();
  EXPECT_EQ(session.get<Seat>(2), &one);
  outer.rollback();
  EXPECT_EQ(session.get<Seat>(1), &one);
  EXPECT_EQ(fresh.entity_state(), EntityState::transient);
  EXPECT_EQ(gone.entity_state(), EntityState::persistent);
  EXPECT_EQ(gone.name(), "gone");
}

TEST_P(Accounting, a_savepoint_goes_with_the_one_around_it) {
  Session session = open();
  Tag& first = session.add<Tag>({.name = "1"});
  SessionTransaction outer = session.begin_nested();
  Tag& second = session.add<Tag>({.name = "2"});
  SessionTransaction inner = session.begin_nested();
  Tag& third = session.add<Tag>({.name = "3"});
  session.flush();
  outer.rollback();
  EXPECT_EQ(first.entity_state(), EntityState::persistent);
  EXPECT_EQ(second.entity_state(), EntityState::transient);
  EXPECT_EQ(third.entity_state(), EntityState::transient);
  inner.rollback();  // over already
  session.commit();
  EXPECT_EQ(count("tags"), 1);
}

TEST_P(Accounting, commit_ends_savepoints_and_their_guards_do_nothing_afterwards) {
  Session session = open();
  {
    SessionTransaction nested = session.begin_nested();
    session.add<Tag>({.name = "t"});
    session.commit();
    Tag& later = session.add<Tag>({.name = "later"});
    session.flush();
    EXPECT_THROW(nested.commit(), UsageError);
    EXPECT_EQ(later.entity_state(), EntityState::persistent);
  }
  session.commit();
  EXPECT_EQ(count("tags"), 2);
}

TEST_P(Accounting, rollback_ends_all_savepoints) {
  Session session = open();
  Tag& outside = session.add<Tag>({.name = "outside"});
  SessionTransaction nested = session.begin_nested();
  Tag& inside = session.add<Tag>({.name = "inside"});
  session.flush();
  session.rollback();
  EXPECT_EQ(outside.entity_state(), EntityState::transient);
  EXPECT_EQ(inside.entity_state(), EntityState::transient);
  EXPECT_FALSE(session.in_transaction());
}

// session/transaction.cpp, rule 1.
TEST_P(Accounting, after_a_failed_flush_every_use_names_the_cause_until_rollback) {
  Session session = open();
  User& ann = session.add<User>({.name = "Ann", .email = "same"});
  session.commit();
  ann.name();
  User& copy = session.add<User>({.name = "Copy", .email = "same"});
  ann.set_name("Anna");
  const auto first = error_of<IntegrityError>([&] { session.flush(); });
  EXPECT_EQ(first->kind(), ConstraintKind::unique);
  EXPECT_EQ(first->entity(), "User");
  EXPECT_EQ(ann.name(), "Anna") << "nothing was settled";
  EXPECT_EQ(copy.entity_state(), EntityState::pending);
  for (int i = 0; i < 2; ++i) {
    const auto later = error_of<UsageError>([&] { session.flush(); });
    EXPECT_EQ(later->code(), "ORP-1301");
    EXPECT_NE(later->cause(), nullptr);
  }
  EXPECT_THROW(session.commit(), UsageError);
  EXPECT_THROW(session.get<User>(ann.id()), UsageError);
  EXPECT_THROW(session.add<Tag>({.name = "t"}), UsageError);
  session.rollback();
  EXPECT_EQ(ann.name(), "Ann");
  EXPECT_EQ(copy.entity_state(), EntityState::transient);
  copy.set_email("other");
  session.add(copy);
  session.commit();
  EXPECT_EQ(count("users"), 2);
}

TEST_P(Accounting, a_failed_flush_leaves_nothing_of_its_transaction) {
  Session session = open();
  session.add<Tag>({.name = "before"});
  session.flush();
  session.add<Tag>({.name = "with"});
  session.add<Order>({.user_id = 12345, .total = "1"_dec});
  EXPECT_THROW(session.commit(), IntegrityError);
  session.rollback();
  EXPECT_EQ(count("tags"), 0);
}

TEST_P(Accounting, a_missing_value_is_told_before_anything_is_sent) {
  Session session = open();
  session.add<Tag>({.name = "t"});
  session.add<Order>({.total = "1"_dec});
  const auto error = error_of<DataError>([&] { session.flush(); });
  EXPECT_EQ(error->entity(), "Order");
  EXPECT_THAT(sent(), IsEmpty());
  EXPECT_FALSE(session.in_transaction());
  session.rollback();
}

TEST_P(Accounting, a_vanished_row_is_told_with_entity_and_key) {
  Session session = open();
  User& ann = session.add<User>({.id = 5, .name = "Ann"});
  session.flush();
  session.execute(text("DELETE FROM users"));
  ann.set_name("Anna");
  const auto error = error_of<StaleDataError>([&] { session.flush(); });
  EXPECT_EQ(error->entity(), "User");
  EXPECT_EQ(error->key(), "(5)");
  session.rollback();
}

TEST_P(Accounting, a_vanished_row_is_found_among_many) {
  Session session = open();
  std::vector<Tag*> tags;
  for (int i = 1; i <= 100; ++i) tags.push_back(&session.add<Tag>({.id = i, .name = "t"}));
  session.flush();
  session.execute(text("DELETE FROM tags WHERE id IN (40, 60)"));
  for (Tag* tag : tags) tag->set_name("changed");
  const auto error = error_of<StaleDataError>([&] { session.flush(); });
  EXPECT_EQ(error->key(), "(40)");
  ORPIMENT_EXPECT_PART(error->message(), "Tag (40), Tag (60)");
  session.rollback();
}

// session/transaction.cpp, rule 1.
TEST_P(Accounting, a_failed_flush_within_a_savepoint_undoes_the_savepoint_alone) {
  Session session = open();
  session.add<User>({.name = "Ann", .email = "same"});
  {
    SessionTransaction nested = session.begin_nested();
    session.add<User>({.name = "Copy", .email = "same"});
    EXPECT_THROW(session.flush(), IntegrityError);
    EXPECT_THROW(session.flush(), UsageError);
  }
  session.add<User>({.name = "Bob"});
  session.commit();
  EXPECT_EQ(count("users"), 2);
}

TEST_P(Accounting, an_empty_flush_begins_nothing) {
  Session session = open();
  session.flush();
  session.commit();
  EXPECT_FALSE(session.in_transaction());
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(Accounting, commit_expires_what_is_in_memory) {
  Session session = open();
  User& ann = session.add<User>({.name = "Ann"});
  session.commit();
  execute("UPDATE users SET name = 'changed'");
  EXPECT_EQ(ann.name(), "changed");
}

TEST_P(Accounting, without_expire_on_commit_values_stay) {
  Session session = open({.expire_on_commit = false});
  User& ann = session.add<User>({.name = "Ann"});
  session.commit();
  forget();
  EXPECT_EQ(ann.name(), "Ann");
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(Accounting, a_collection_loaded_within_a_savepoint_is_forgotten_with_it) {
  Session session = open();
  Node& root = session.add<Node>({.name = "root"});
  Node& leaf = root.children().add({.name = "leaf"});
  session.commit();
  {
    auto savepoint = session.begin_nested();
    leaf.set_parent(nullptr);
    session.flush();
    EXPECT_EQ(root.children().size(), 0U);
    savepoint.rollback();
  }
  EXPECT_EQ(root.children().size(), 1U);
}

// Others stand for the rows of objects that are not there when the rollback comes.
// Of members that the database deletes itself the flush needed to know no more than memory did.
TEST_P(Accounting, a_deletion_that_failed_in_a_savepoint_leaves_no_list_behind) {
  for (const bool is_flushed : {false, true}) {
    Session session = open({.expire_on_commit = false});
    Folder& folder = session.add<Folder>({.name = "f"});
    folder.files().add({.name = "file"});
    session.commit();
    session.close();

    Folder& found = session.scalars(select<Folder>()).one();
    {
      auto savepoint = session.begin_nested();
      session.delete_(found);
      if (is_flushed) {
        session.flush();
      } else {
        session.add<Member>({.email = "twice"});
        session.add<Member>({.email = "twice"});
        EXPECT_TRUE(error_of<IntegrityError>([&] { session.flush(); }).has_value());
      }
      savepoint.rollback();
    }
    EXPECT_EQ(found.files().size(), 1U);
    session.delete_(found);
    session.commit();
  }
}

TEST_P(Accounting, what_is_read_within_a_savepoint_in_place_of_what_was_written_is_read_anew) {
  enum class Way { clear, expunge, expunge_all };
  for (const Way way : {Way::clear, Way::expunge, Way::expunge_all})
    for (const bool is_released : {false, true}) {
      Session session = open();
      User& written = session.add<User>({.name = "old"});
      session.commit();
      const std::int64_t key = written.id();
      SessionTransaction outer = session.begin_nested();
      SessionTransaction inner = session.begin_nested();
      written.set_name("new");
      session.flush();
      if (way == Way::clear)
        session.clear();
      else if (way == Way::expunge)
        session.expunge(written);
      else
        session.expunge_all();
      User& read = session.get_one<User>(key);
      EXPECT_EQ(read.name(), "new");
      if (is_released)
        inner.commit();
      else
        inner.rollback();
      outer.rollback();
      EXPECT_EQ(read.name(), "old");
    }
}

}  // namespace
}  // namespace orp::tests
