// SPDX-License-Identifier: MIT
// Primary keys of rows to be deleted that stored rows take in the same flush.
#include <string>

#include "office.hpp"

namespace orp::tests {
namespace {

using namespace office;

constexpr bool each[] = {true, false};

class TakenKeys : public OfficeTest {};
ORPIMENT_ON_EACH_DATABASE(TakenKeys);

TEST_P(TakenKeys, are_free_in_a_tree_whatever_is_loaded) {
  for (const bool is_loaded : each)
    for (const bool has_parent : each)
      for (const bool has_child : each) {
        Session session = open();
        Branch& root = session.add<Branch>({.code = "R", .name = "r"});
        Branch& taker = session.add<Branch>({.code = "A", .name = "a"});
        Branch& gone = session.add<Branch>({.code = "B", .name = "b"});
        if (has_parent) root.children().add(taker);
        if (has_child) taker.children().add({.code = "C", .name = "c"});
        session.commit();
        if (is_loaded) {
          EXPECT_EQ(taker.name(), "a");
        }
        session.delete_(gone);
        taker.set_code("B");
        session.commit();
        EXPECT_EQ(session.get<Branch>("B"), &taker);
        EXPECT_EQ(taker.name(), "a");
        EXPECT_EQ(taker.parent(), has_parent ? &root : nullptr);
        EXPECT_EQ(taker.children().size(), has_child ? 1U : 0U);
        session.commit();
        EXPECT_EQ(count("branches"), has_child ? 3 : 2);
        session.delete_(root);
        session.delete_(taker);
        session.commit();
      }
}

TEST_P(TakenKeys, of_its_own_parent_are_free_for_a_child_that_stays) {
  for (const bool is_loaded : each) {
    Session session = open();
    Branch& gone = session.add<Branch>({.code = "B", .name = "b"});
    Branch& taker = gone.children().add({.code = "A", .name = "a"});
    session.commit();
    if (is_loaded) {
      EXPECT_EQ(taker.name(), "a");
    }
    session.delete_(gone);
    session.add(taker);
    taker.set_code("B");
    session.commit();
    EXPECT_EQ(session.get<Branch>("B"), &taker);
    EXPECT_EQ(taker.parent(), nullptr);
    session.commit();
    EXPECT_EQ(count("branches"), 1);
    session.delete_(taker);
    session.commit();
  }
}

TEST_P(TakenKeys, are_free_whatever_else_moves_whose_parent_is_not_loaded) {
  for (const bool is_loaded : each) {
    Session session = open();
    Depot& gone = session.add<Depot>({.code = "D"});
    Depot& taker = session.add<Depot>({.code = "E"});
    Gate& gate = session.add<Depot>({.code = "F"}).gates().add({});
    session.commit();
    if (is_loaded) {
      EXPECT_EQ(gate.depot().code(), "F");
    }
    Depot& next = session.add<Depot>({.code = "G"});
    gate.set_depot(next);
    session.delete_(gone);
    taker.set_code("D");
    session.commit();
    EXPECT_EQ(session.get<Depot>("D"), &taker);
    EXPECT_EQ(&gate.depot(), &next);
    session.commit();
    EXPECT_EQ(count("depots"), 3);
    for (Depot* depot : session.scalars(select<Depot>()).all()) session.delete_(*depot);
    session.commit();
  }
}

// The row that is taken over refers to the one that is in the way.
TEST_P(TakenKeys, are_free_where_a_new_object_takes_the_row_of_a_child_over) {
  for (const bool is_loaded : each)
    for (const bool below_the_taker : each)
      for (const bool renamed_first : each) {
        Session session = open();
        Branch& gone = session.add<Branch>({.code = "A", .name = "a"});
        gone.children().add({.code = "C", .name = "c"});
        Branch& taker = session.add<Branch>({.code = "B", .name = "b"});
        session.commit();
        if (is_loaded) {
          EXPECT_EQ(taker.name(), "b");
          EXPECT_EQ(gone.children()[0].name(), "c");
        }
        if (renamed_first) {
          session.delete_(gone);
          taker.set_code("A");
        }
        Branch& next = session.add<Branch>({.code = "C", .name = "d"});
        if (below_the_taker) taker.children().add(next);
        if (!renamed_first) {
          session.delete_(gone);
          taker.set_code("A");
        }
        session.commit();
        EXPECT_EQ(session.get<Branch>("A"), &taker);
        EXPECT_EQ(session.get<Branch>("C"), &next);
        EXPECT_EQ(next.name(), "d");
        EXPECT_EQ(next.parent(), below_the_taker ? &taker : nullptr);
        session.commit();
        EXPECT_EQ(count("branches"), 2);
        if (!below_the_taker) session.delete_(next);
        session.delete_(taker);
        session.commit();
      }
}

}  // namespace
}  // namespace orp::tests
