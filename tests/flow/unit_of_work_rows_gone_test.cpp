// SPDX-License-Identifier: MIT
// Objects of rows that the database deletes together with others: those that are given something
// stay, and those that went along show nothing.
#include <archive/model.hpp>
#include <string>
#include <tuple>

#include "flow_test.hpp"

namespace orp::tests {
namespace {

using namespace archive;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr bool each[] = {true, false};

class RowsGone : public FlowTest {
 protected:
  void SetUp() override { set_up(metadata()); }

  void empty() {
    metadata().drop_all(engine());
    metadata().create_all(engine());
    forget();
  }
  std::int64_t count(const std::string& table) {
    return value_of<std::int64_t>("SELECT count(*) FROM " + table);
  }
};
ORPIMENT_ON_EACH_DATABASE(RowsGone);

TEST_P(RowsGone, leave_who_is_given_something_after_the_deletion) {
  for (const bool looks : each)
    for (const bool is_pal : each) {
      empty();
      Session session = open({.autoflush = false, .expire_on_commit = false});
      Leaf& parent = session.add<Leaf>({.code = "P"});
      Leaf& child = parent.leaves().add({.code = "C"});
      session.commit();
      session.expire_all();
      if (looks) {
        EXPECT_EQ(child.parent_code(), "P");
      }
      session.delete_(parent);
      Leaf& given = is_pal ? child.pals().add({.code = "G"}) : child.leaves().add({.code = "G"});
      session.commit();
      EXPECT_TRUE(session.contains(child));
      EXPECT_EQ(child.parent_code(), std::nullopt);
      EXPECT_TRUE(session.contains(given));
      EXPECT_EQ(count("leaves"), 2);
      session.expire_all();
      EXPECT_EQ(child.pals().size(), is_pal ? 1U : 0U);
      EXPECT_EQ(child.leaves().size(), is_pal ? 0U : 1U);
    }
}

// rows_gone.hpp, rule 1.
TEST_P(RowsGone, are_not_shown_of_who_does_not_say_whose_it_is) {
  for (const bool is_gone : each) {
    empty();
    Session session = open({.autoflush = false, .expire_on_commit = false});
    Cabinet& cabinet = session.add<Cabinet>({.code = "C"});
    Folder& folder = cabinet.folders().add({.code = "F"});
    Folder& other = cabinet.folders().add({.code = "G"});
    Letter& letter = folder.letters().add({.code = "L", .text = "text"});
    session.commit();
    session.expire(folder);
    session.expire(letter, {Letter::c.folder_code});
    session.delete_(is_gone ? folder : other);
    session.commit();
    if (is_gone)
      EXPECT_EQ(error_of<StaleDataError>([&] { static_cast<void>(letter.text()); })->code(),
                "ORP-3301");
    else
      EXPECT_EQ(letter.text(), "text");
  }
}

// rows_gone.hpp, rule 1.
TEST_P(RowsGone, are_not_shown_where_the_rows_between_are_not_in_memory) {
  for (const bool is_gone : each)
    for (const bool says_whose : each) {
      empty();
      {
        Session session = open();
        for (const auto& [cabinet, folder, letter] : {std::tuple("A", "F", "L"), {"B", "G", "M"}})
          session.add<Cabinet>({.code = cabinet})
              .folders()
              .add({.code = folder})
              .letters()
              .add({.code = letter});
        session.commit();
      }
      Session session = open({.autoflush = false, .expire_on_commit = false});
      Letter& letter = session.get_one<Letter>(is_gone ? "L" : "M");
      if (!says_whose) session.expire(letter, {Letter::c.folder_code});
      session.delete_(session.get_one<Cabinet>("A"));
      session.commit();
      if (is_gone)
        EXPECT_TRUE(error_of<StaleDataError>([&] { static_cast<void>(letter.text()); }));
      else
        EXPECT_EQ(letter.text(), "");
    }
}

// rows_gone.hpp, rule 2.
TEST_P(RowsGone, leave_the_objects_alone_of_which_the_parents_are_known_to_stay) {
  empty();
  Session session = open({.autoflush = false, .expire_on_commit = false});
  Cabinet& gone = session.add<Cabinet>({.code = "A"});
  gone.folders().add({.code = "F"}).letters().add({.code = "L"});
  Cabinet& stays = session.add<Cabinet>({.code = "B"});
  Folder& folder = stays.folders().add({.code = "G"});
  Letter& letter = folder.letters().add({.code = "M"});
  session.commit();
  session.delete_(gone);
  session.commit();
  forget();
  EXPECT_EQ(letter.text(), "");
  EXPECT_EQ(letter.folder(), &folder);
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(RowsGone, of_a_row_switch_below_a_renamed_owner_come_back_under_their_former_key) {
  for (const bool has_savepoint : each)
    for (const bool looks : each) {
      empty();
      Session session = open({.autoflush = false});
      Binder& binder = session.add<Binder>({.code = "K"});
      Page& page = binder.pages().add({.no = 4});
      session.commit();
      if (looks) {
        EXPECT_EQ(binder.pages().size(), 1U);
        EXPECT_EQ(page.text(), "");
      }
      auto savepoint = session.begin_nested();
      if (!has_savepoint) savepoint.commit();
      session.delete_(page);
      binder.pages().add({.no = 4});
      binder.set_code("N");
      session.flush();
      if (has_savepoint)
        savepoint.rollback();
      else
        session.rollback();
      EXPECT_EQ(page.binder_code(), "K");
      EXPECT_EQ(page.text(), "");
      EXPECT_THAT(binder.pages(), ElementsAre(::testing::Ref(page)));
      page.set_text("x");
      session.commit();
      EXPECT_EQ(value_of<std::string>("SELECT text FROM pages WHERE binder_code = 'K'"), "x");
    }
}

}  // namespace
}  // namespace orp::tests
