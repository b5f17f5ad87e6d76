// SPDX-License-Identifier: MIT
// Rows that a flush writes, and that the database would delete together with others, by way of rows
// that nobody has loaded.
#include <archive/model.hpp>
#include <string>

#include "flow_test.hpp"

namespace orp::tests {
namespace {

using namespace archive;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

enum class Known { all, keys, written };  // rows, their keys alone, what the test writes alone
constexpr Known each[] = {Known::all, Known::keys, Known::written};

class RowsAbove : public FlowTest {
 protected:
  void SetUp() override { set_up(metadata()); }

  // Two cabinets, and a letter in the folder of the second one.
  void store() {
    for (const char* table : {"tags", "letters", "folders", "cabinets"})
      run(std::string("DELETE FROM ") + table);
    Session session = open();
    session.add<Cabinet>({.code = "A"});
    Cabinet& second = session.add<Cabinet>({.code = "B"});
    second.folders().add({.code = "F"}).letters().add({.code = "L"});
    second.tags().add({.code = "T"});
    session.commit();
  }
  // All objects are there before anything expires.
  struct Objects {
    Cabinet& first;
    Cabinet& second;
    Folder* folder;
    Letter& letter;
    Tag& tag;
  };
  Objects load(Session& session, Known known) {
    Objects objects{session.get_one<Cabinet>("A"), session.get_one<Cabinet>("B"),
                    known == Known::written ? nullptr : session.get<Folder>("F"),
                    session.get_one<Letter>("L"), session.get_one<Tag>("T")};
    if (known != Known::all) session.expire_all();
    forget();
    return objects;
  }
  std::string letters() {
    auto found = value_of<std::string>(
        is_postgres() ? "SELECT coalesce(string_agg(code || coalesce(folder_code, '-'), ' ' ORDER "
                        "BY code), '') FROM letters"
                      : "SELECT coalesce(group_concat(code || coalesce(folder_code, '-'), ' '), "
                        "'') FROM (SELECT * FROM letters ORDER BY code)");
    forget();
    return found;
  }
};
ORPIMENT_ON_EACH_DATABASE(RowsAbove);

// rows_above.hpp, rule 1.
TEST_P(RowsAbove, are_left_before_they_are_deleted) {
  for (const Known known : each) {
    store();
    Session session = open({.autoflush = false, .expire_on_commit = false});
    const Objects objects = load(session, known);
    Folder& next = objects.first.folders().add({.code = "G"});
    objects.letter.set_folder(&next);
    session.delete_(objects.second);
    session.commit();
    EXPECT_EQ(objects.letter.folder(), &next);
    EXPECT_EQ(letters(), "LG");
    EXPECT_EQ(session.scalars(select<Folder>()).all().size(), 1U);
  }
}

TEST_P(RowsAbove, let_go_before_they_are_deleted) {
  for (const Known known : {Known::all, Known::keys}) {
    store();
    Session session = open({.autoflush = false, .expire_on_commit = false});
    const Objects objects = load(session, known);
    objects.folder->letters().clear();
    session.add<Letter>({.code = "M"});
    session.delete_(objects.second);
    session.commit();
    EXPECT_EQ(objects.letter.folder(), nullptr);
    EXPECT_EQ(letters(), "L- M-");
  }
}

// rows_above.hpp, rule 4.
TEST_P(RowsAbove, leave_who_is_added_again_after_the_deletion) {
  for (const Known known : each) {
    store();
    Session session = open({.autoflush = false, .expire_on_commit = false});
    const Objects objects = load(session, known);
    session.delete_(objects.second);
    session.add(objects.letter);
    session.add(objects.tag);
    session.commit();
    EXPECT_TRUE(session.contains(objects.letter));
    EXPECT_EQ(objects.letter.folder(), nullptr);
    EXPECT_EQ(objects.tag.cabinet_code(), std::nullopt);
    EXPECT_EQ(letters(), "L-") << static_cast<int>(known);
  }
}

// rows_above.hpp, rule 4.
TEST_P(RowsAbove, leave_a_row_that_is_taken_over) {
  for (const Known known : each) {
    store();
    Session session = open({.autoflush = false, .expire_on_commit = false});
    const Objects objects = load(session, known);
    Folder& next = objects.first.folders().add({.code = "G"});
    session.delete_(objects.letter);
    Letter& taker = next.letters().add({.code = "L"});
    session.delete_(objects.second);
    session.commit();
    EXPECT_EQ(taker.folder(), &next);
    EXPECT_EQ(letters(), "LG");
  }
}

// rows_above.hpp, rule 2.
TEST_P(RowsAbove, take_a_changed_row_along) {
  for (const Known known : each) {
    store();
    Session session = open({.autoflush = false, .expire_on_commit = false});
    const Objects objects = load(session, known);
    objects.letter.set_text("changed");
    session.delete_(objects.second);
    session.flush();
    if (known == Known::all)
      EXPECT_THAT(sent(), Not(Contains(StartsWith("UPDATE letters"))));
    else
      EXPECT_THAT(sent(),
                  ElementsAre("SELECT letters", "SELECT folders", "DELETE letters (code) 1 row",
                              "DELETE folders (code) 1 row", "DELETE cabinets (code) 1 row"));
    EXPECT_EQ(objects.letter.entity_state(), EntityState::deleted);
    session.commit();
    EXPECT_EQ(letters(), "");
  }
}

// The last word wins, also of a row that nobody knows to stand below the deleted one.
TEST_P(RowsAbove, take_along_or_leave_who_is_given_a_member) {
  for (const bool is_deleted_first : {false, true})
    for (const Known known : {Known::all, Known::keys}) {
      store();
      Session session = open({.autoflush = false, .expire_on_commit = false});
      const Objects objects = load(session, known);
      if (is_deleted_first) session.delete_(objects.second);
      objects.folder->letters().add({.code = "M"});
      if (!is_deleted_first) session.delete_(objects.second);
      session.commit();
      EXPECT_EQ(letters(), is_deleted_first ? "LF MF" : "");
      EXPECT_EQ(session.contains(*objects.folder), is_deleted_first);
    }
}

TEST_P(RowsAbove, leave_alone_who_does_not_stand_below_a_deleted_one) {
  store();
  Session session = open({.autoflush = false, .expire_on_commit = false});
  const Objects objects = load(session, Known::written);
  objects.letter.set_text("changed");
  session.delete_(objects.first);
  session.flush();
  EXPECT_EQ(objects.letter.text(), "changed");
  session.commit();
  EXPECT_EQ(letters(), "LF");
}

TEST_P(RowsAbove, of_a_ring_leave_a_row_that_is_taken_over) {
  for (const Known known : {Known::all, Known::keys}) {
    Session session = open();
    Leaf& first = session.add<Leaf>({.code = "3"});
    Leaf& second = first.leaves().add({.code = "5"});
    Leaf& third = second.leaves().add({.code = "4"});
    third.leaves().add(first);
    session.commit();
    if (known == Known::all) session.scalars(select<Leaf>()).all();
    session.delete_(third);
    Leaf& taker = session.add<Leaf>({.code = "4"});
    session.commit();
    EXPECT_EQ(taker.parent_code(), std::nullopt);
    EXPECT_EQ(session.scalars(select<Leaf>()).all().size(), 1U);
    session.delete_(taker);
    session.commit();
  }
}

// rows_above.hpp, rule 3.
TEST_P(RowsAbove, let_go_of_a_changed_row_that_stays) {
  for (const bool is_taken : {false, true})
    for (const Known known : {Known::all, Known::written}) {
      store();
      Session session = open({.autoflush = false, .expire_on_commit = false});
      const Objects objects = load(session, known);
      objects.tag.set_text("changed");
      objects.first.set_code(is_taken ? "B" : "C");
      session.delete_(objects.second);
      session.commit();
      EXPECT_EQ(objects.tag.cabinet_code(), std::nullopt);
      EXPECT_THAT(session.scalars(select<Cabinet>()).one().tags(), IsEmpty());
    }
}

}  // namespace
}  // namespace orp::tests
