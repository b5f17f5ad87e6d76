// SPDX-License-Identifier: MIT
// Foreign keys that a flush reads in its course, and that the database changes in the same flush.
#include <string>

#include "office.hpp"

namespace orp::tests {
namespace {

using namespace office;

constexpr bool each[] = {true, false};

class ReadKeys : public OfficeTest {
 protected:
  // What was stored is expired, whatever a commit does.
  void store(Session& session) {
    session.commit();
    session.expire_all();
  }
};
ORPIMENT_ON_EACH_DATABASE(ReadKeys);

// key_cascades.hpp, rule 6.
TEST_P(ReadKeys, of_a_renamed_child_follow_its_renamed_parent) {
  for (const bool expires : each)
    for (const bool has_deleted : each)
      for (const bool looks : each) {
        Session session = open({.autoflush = false, .expire_on_commit = expires});
        Branch& gone = session.add<Branch>({.code = "G", .name = "g"});
        Branch& parent = session.add<Branch>({.code = "P", .name = "p"});
        Branch& child = parent.children().add({.code = "C", .name = "c"});
        store(session);
        if (looks) {
          EXPECT_EQ(child.parent(), &parent);
        }
        child.set_code("D");
        parent.set_code("Q");
        if (has_deleted) session.delete_(gone);
        session.flush();
        EXPECT_EQ(child.parent_code(), "Q");
        EXPECT_EQ(child.parent(), &parent);
        forget();
        child.set_parent(nullptr);
        session.flush();
        EXPECT_THAT(sent(), ElementsAre("UPDATE branches (parent_code, code) 1 row"));
        session.rollback();
        session.close();
        execute("DELETE FROM branches WHERE code = 'C'");
        execute("DELETE FROM branches");
      }
}

// key_cascades.hpp, rule 6.
TEST_P(ReadKeys, follow_a_parent_that_takes_the_key_of_a_deleted_row) {
  for (const bool expires : each)
    for (const bool has_new : each)
      for (const bool looks : each) {
        Session session = open({.autoflush = false, .expire_on_commit = expires});
        Country& country = session.add<Country>({.code = "A", .name = "a"});
        City& city = country.cities().add({.name = "city"});
        Country& gone = session.add<Country>({.code = "B", .name = "b"});
        store(session);
        if (looks) {
          EXPECT_EQ(city.country(), &country);
        }
        country.set_code("B");
        session.delete_(gone);
        if (has_new) session.add<Country>({.code = "A", .name = "new"});
        city.set_name("town");
        session.commit();
        EXPECT_EQ(city.country_code(), "B");
        EXPECT_EQ(city.country(), &country);
        EXPECT_THAT(names(country.cities()), ElementsAre("town"));
        session.delete_(city);
        for (Country* one : session.scalars(select<Country>()).all()) session.delete_(*one);
        session.commit();
      }
}

TEST_P(ReadKeys, of_a_renamed_row_that_is_its_own_parent_follow_it) {
  for (const bool looks : each) {
    Session session = open({.autoflush = false, .expire_on_commit = false});
    Branch& gone = session.add<Branch>({.code = "G", .name = "g"});
    Branch& own = session.add<Branch>({.code = "P", .name = "p"});
    own.children().add(own);
    store(session);
    if (looks) {
      EXPECT_EQ(own.parent(), &own);
    }
    own.set_code("Q");
    session.delete_(gone);
    session.commit();
    EXPECT_EQ(own.parent_code(), "Q");
    EXPECT_EQ(own.parent(), &own);
    EXPECT_EQ(own.children().size(), 1U);
    session.close();
    execute("DELETE FROM branches");
  }
}

}  // namespace
}  // namespace orp::tests
