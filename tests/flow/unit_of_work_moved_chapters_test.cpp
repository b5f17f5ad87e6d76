// SPDX-License-Identifier: MIT
// Rows that take the place which a new child of theirs gives up.
#include "mutual.hpp"

namespace orp::tests {
namespace {

using mutual::Chapter;

constexpr bool each[] = {true, false};

class MovedChapters : public MutualTest {};
ORPIMENT_ON_EACH_DATABASE(MovedChapters);

TEST_P(MovedChapters, a_renamed_row_takes_the_place_of_its_new_child) {
  for (const bool is_loaded : each)
    for (const bool moved_first : each)
      for (const bool is_replaced : each)
        for (const bool has_child : each) {
          Session session = open({.autoflush = false});
          Chapter& book = session.add<Chapter>({.code = "r", .place = 0});
          Chapter& renamed = session.add<Chapter>({.code = "a", .place = 1});
          Chapter& moved = session.add<Chapter>({.code = "b", .place = 2});
          book.children().add(renamed);
          book.children().add(moved);
          if (has_child) renamed.children().add({.code = "c", .place = 7});
          session.commit();
          if (is_loaded) {
            EXPECT_EQ(book.children().size(), 2U);
            EXPECT_EQ(moved.place(), 2);
          }
          if (moved_first) moved.set_parent(&renamed);
          renamed.set_code("n");
          renamed.set_place(2);
          if (!moved_first) moved.set_parent(&renamed);
          if (is_replaced) moved.set_place(5);
          session.commit();
          EXPECT_EQ(session.get<Chapter>("n"), &renamed);
          EXPECT_EQ(session.get<Chapter>("a"), nullptr);
          EXPECT_EQ(moved.parent(), &renamed);
          EXPECT_EQ(moved.above(), "n");
          EXPECT_EQ(moved.place(), is_replaced ? 5 : 2);
          EXPECT_EQ(renamed.parent(), &book);
          EXPECT_EQ(renamed.place(), 2);
          EXPECT_EQ(renamed.children().size(), has_child ? 2U : 1U);
          session.delete_(book);
          session.commit();
        }
}

TEST_P(MovedChapters, a_new_row_takes_the_place_of_its_new_child) {
  for (const bool is_loaded : each) {
    Session session = open({.autoflush = false});
    Chapter& book = session.add<Chapter>({.code = "r", .place = 0});
    Chapter& moved = book.children().add({.code = "b", .place = 2});
    session.commit();
    if (is_loaded) {
      EXPECT_EQ(book.children().size(), 1U);
    }
    Chapter& added = session.add<Chapter>({.code = "n", .place = 2});
    added.set_parent(&book);
    moved.set_parent(&added);
    session.commit();
    EXPECT_EQ(added.parent(), &book);
    EXPECT_EQ(moved.parent(), &added);
    EXPECT_EQ(moved.place(), 2);
    session.delete_(book);
    session.commit();
  }
}

// Two of them at once, each in the place of the other one's child.
TEST_P(MovedChapters, renamed_rows_take_the_places_of_each_others_new_children) {
  Session session = open({.autoflush = false});
  Chapter& book = session.add<Chapter>({.code = "r", .place = 0});
  Chapter& a = book.children().add({.code = "a", .place = 1});
  Chapter& b = book.children().add({.code = "b", .place = 2});
  Chapter& c = book.children().add({.code = "c", .place = 3});
  Chapter& d = book.children().add({.code = "d", .place = 4});
  session.commit();
  a.set_code("x");
  b.set_code("y");
  c.set_parent(&a);
  d.set_parent(&b);
  a.set_place(4);
  b.set_place(3);
  session.commit();
  EXPECT_EQ(c.above(), "x");
  EXPECT_EQ(d.above(), "y");
  EXPECT_EQ(a.place(), 4);
  EXPECT_EQ(b.place(), 3);
  EXPECT_EQ(book.children().size(), 2U);
  session.delete_(book);
  session.commit();
}

}  // namespace
}  // namespace orp::tests
