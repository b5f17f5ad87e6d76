// SPDX-License-Identifier: MIT
// What a failure of the third step leaves behind: nothing. (What it sends is tested with the
// plans.)
#include "session/flush/persist.hpp"

#include <office/model.hpp>

#include "orpiment/base/error.hpp"
#include "support/unit_of_work.hpp"

namespace orp {
namespace {

using namespace office;

class Persisting : public testing::UnitOfWork {
 protected:
  // The next flush fails at its batch number `batches` + 1.
  void fail_after(std::size_t batches) {
    link.log.clear();
    link.fail_after = batches;
  }
};

// working_copy.hpp, rule 1.
TEST_F(Persisting, leaves_new_objects_without_the_keys_they_were_given) {
  User& ann = add<User>({.name = "Ann"});
  Note& note = add<Note>({.body = "x", .author = ann});
  fail_after(1);
  EXPECT_THROW(flush(), SqlError);
  EXPECT_EQ(ann.entity_state(), EntityState::pending);
  EXPECT_THROW((void)ann.id(), UsageError);
  EXPECT_EQ(note.author_id(), std::nullopt);
  EXPECT_EQ(plan(),
            "insert users (name, email, active) 1 row -> id\n"
            "insert notes (author_id, body) 1 row -> id\n");
}

TEST_F(Persisting, leaves_a_foreign_key_as_it_was_assigned) {
  User& ann = add<User>({.name = "Ann"});
  Note& note = add<Note>({.author_id = 77, .body = "x", .author = ann});
  fail_after(1);
  EXPECT_THROW(flush(), SqlError);
  EXPECT_EQ(note.author_id(), 77);
}

// working_copy.hpp, rule 1.
TEST_F(Persisting, leaves_stored_objects_as_the_program_left_them) {
  User& ann = add<User>({.name = "Ann"});
  Note& note = ann.notes().add({.body = "x"});
  Event& event = add<Event>({.title = "a"});
  flush();
  note.set_author(&add<User>({.name = "Bob"}));
  event.set_title("b");
  fail_after(2);
  EXPECT_THROW(flush(), SqlError);
  EXPECT_EQ(note.author_id(), ann.id());
  EXPECT_EQ(event.title(), "b");
  EXPECT_EQ(event.changed_at(), std::nullopt);
}

// working_copy.hpp, rule 1.
TEST_F(Persisting, leaves_no_default_that_it_made) {
  Event& event = add<Event>({.title = "a"});
  fail_after(0);
  EXPECT_THROW(flush(), SqlError);
  EXPECT_THROW((void)event.id(), UsageError);
  EXPECT_THROW((void)event.made_at(), UsageError);
}

TEST_F(Persisting, leaves_deleted_objects_marked) {
  User& ann = add<User>({.name = "Ann"});
  flush();
  session.delete_(ann);
  fail_after(1);
  EXPECT_THROW(flush(), SqlError);
  EXPECT_EQ(ann.entity_state(), EntityState::persistent);
  EXPECT_EQ(session.objects.changes.doomed().size(), 1U);
}

TEST_F(Persisting, names_the_object_that_failed) {
  add<Seat>({.number = 7});
  fail_after(0);
  try {
    flush();
    FAIL();
  } catch (const SqlError& error) {
    EXPECT_EQ(error.entity(), "Seat");
    EXPECT_EQ(error.table(), "seats");
    EXPECT_EQ(error.key(), "(7)");
  }
}

TEST_F(Persisting, names_no_object_when_it_may_be_any_of_several) {
  add<Seat>({.number = 7});
  add<Seat>({.number = 8});
  fail_after(0);
  try {
    flush();
    FAIL();
  } catch (const SqlError& error) {
    EXPECT_EQ(error.entity(), "Seat");
    EXPECT_EQ(error.key(), "");
  }
}

TEST_F(Persisting, names_the_row_that_an_update_did_not_find) {
  User& ann = add<User>({.name = "Ann"});
  flush();
  ann.set_name("Anna");
  link.unmatched = {0};
  try {
    flush();
    FAIL();
  } catch (const StaleDataError& error) {
    EXPECT_EQ(error.entity(), "User");
    EXPECT_EQ(error.key(), "(1)");
    EXPECT_EQ(error.message(),
              "UPDATE found no row for User (1): somebody else deleted it, or a statement of this "
              "session deleted it or gave it another key");
  }
}

TEST_F(Persisting, names_the_rows_that_an_update_did_not_find) {
  std::vector<Tag*> tags;
  for (int i = 0; i < 8; ++i) tags.push_back(&add<Tag>({.name = "t"}));
  flush();
  for (Tag* tag : tags) tag->set_name("u");
  link.unmatched = {0, 2, 3, 4, 5, 7};
  try {
    flush();
    FAIL();
  } catch (const StaleDataError& error) {
    EXPECT_EQ(error.key(), "(1)");
    EXPECT_EQ(
        error.message(),
        "UPDATE found no row for Tag (1), Tag (3), Tag (4), Tag (5), Tag (6) and 1 more: "
        "somebody else deleted it, or a statement of this session deleted it or gave it another "
        "key");
  }
}

}  // namespace
}  // namespace orp
