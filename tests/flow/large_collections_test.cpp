// SPDX-License-Identifier: MIT
// Collections of many members in a session, one member at a time: quadratic work would not end.
#include <algorithm>
#include <random>

#include "company.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;

class LargeCollections : public CompanyTest {
 protected:
  static constexpr std::size_t count = 20'000;

  void SetUp() override {
    CompanyTest::SetUp();
    Session session = open();
    Team& grey = session.get_one<Team>(3);
    Label& never = session.get_one<Label>("never");
    Person& ann = session.get_one<Person>(1);
    for (std::size_t i = 0; i < count; ++i) {
      session.add<Person>({.name = "x", .team = grey});
      never.tasks().add({.title = "y", .owner = ann});
    }
    session.commit();
    forget();
  }

  /// The members in another order.
  template <class T>
  static std::vector<T*> shuffled(Many<T>& members) {
    std::vector<T*> order;
    for (T& member : members) order.push_back(&member);
    std::shuffle(order.begin(), order.end(), std::mt19937(7));
    return order;
  }
};
ORPIMENT_ON_EACH_DATABASE(LargeCollections);

TEST_P(LargeCollections, are_left_by_one_member_after_another) {
  Session session = open();
  auto& members = session.get_one<Team>(3).members();
  const std::vector<Person*> order = shuffled(members);
  forget();
  for (Person* person : order) {
    ASSERT_TRUE(members.contains(*person));
    ASSERT_TRUE(members.remove(*person));
  }
  session.flush();
  EXPECT_THAT(sent(), ElementsAre("UPDATE people (team_id, id) 20000 rows"));
  for (Person* person : order) members.add(*person);
  session.flush();
  for (Person* person : order) person->set_team(nullptr);
  EXPECT_TRUE(members.empty());
  session.commit();
  EXPECT_TRUE(members.empty());
}

TEST_P(LargeCollections, of_associations_are_left_from_either_side) {
  Session session = open();
  Label& never = session.get_one<Label>("never");
  const std::vector<Task*> order = shuffled(never.tasks());
  for (std::size_t i = 0; i < count; ++i)
    ASSERT_TRUE(i % 2 == 0 ? never.tasks().remove(*order[i]) : order[i]->labels().remove(never));
  for (std::size_t i = 0; i < count; i += 3) never.tasks().add(*order[i]);
  EXPECT_EQ(never.tasks().size(), (count + 2) / 3);
  session.commit();
  EXPECT_EQ(never.tasks().size(), (count + 2) / 3);
}

}  // namespace
}  // namespace orp::tests
