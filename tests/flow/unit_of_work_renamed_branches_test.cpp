// SPDX-License-Identifier: MIT
// Rows of one table that refer to each other by keys that change, and that the database cascades.
#include "office.hpp"

namespace orp::tests {
namespace {

using namespace office;

class RenamedBranches : public OfficeTest {
 protected:
  void SetUp() override {
    OfficeTest::SetUp();
    Session session = open();
    session.add<Branch>({.code = "A", .name = "a"}).children().add({.code = "B", .name = "b"});
    session.commit();
    session.close();
    forget();
  }
};
ORPIMENT_ON_EACH_DATABASE(RenamedBranches);

// plan_cycles.hpp, rule 4.
TEST_P(RenamedBranches, go_before_new_rows_that_refer_to_them_and_change_too) {
  for (const bool is_renamed : {true, false}) {
    Session session = open();
    Branch& parent = session.add<Branch>({.code = "M", .name = "m"});
    Branch& child = session.add<Branch>({.code = "L", .name = "l"});
    parent.children().add(child);
    session.flush();
    parent.set_code("P");
    is_renamed ? child.set_code("K") : child.set_name("k");
    session.commit();
    EXPECT_EQ(child.parent_code(), "P");
    EXPECT_EQ(child.parent(), &parent);
    session.delete_(parent);
    session.commit();
  }
}

// plan_cycles.hpp, rule 4.
TEST_P(RenamedBranches, may_be_each_other_s) {
  Session session = open();
  Branch& one = session.get_one<Branch>("A");
  Branch& other = session.get_one<Branch>("B");
  one.set_parent(&other);
  session.commit();
  one.set_code("Y");
  other.set_code("Z");
  session.commit();
  EXPECT_EQ(one.parent(), &other);
  EXPECT_EQ(other.parent(), &one);
  EXPECT_EQ(one.parent_code(), "Z");
  EXPECT_EQ(other.parent_code(), "Y");
}

}  // namespace
}  // namespace orp::tests
