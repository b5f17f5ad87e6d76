// SPDX-License-Identifier: MIT
// many_to_many of many owners: the associations, then each member once.
#include <archive/model.hpp>

#include "office.hpp"

namespace orp::tests {
namespace {

using office::Tag;
using office::User;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;

constexpr std::size_t user_count = 150;

// User i has tags i % 3 and 3; the last one has none.
class SharedMembers : public OfficeTest {
 protected:
  void SetUp() override {
    OfficeTest::SetUp();
    Session session = open();
    std::vector<Tag*> tags;
    for (const char* name : {"a", "b", "c", "all", "nobody"})
      tags.push_back(&session.add<Tag>({.name = name}));
    for (std::size_t i = 0; i < user_count; ++i) {
      User& user = session.add<User>({.name = std::to_string(i)});
      if (i + 1 == user_count) break;
      user.tags().add(*tags[i % 3]);
      user.tags().add(*tags[3]);
    }
    session.commit();
    session.close();
    forget();
  }
  static auto users() {
    return select<User>().order_by(User::c.id).options(selectinload(User::c.tags));
  }
  static std::vector<std::string> names(const User& user) {
    std::vector<std::string> names;
    for (const Tag& tag : user.tags()) names.push_back(tag.name());
    return names;
  }
};
ORPIMENT_ON_EACH_DATABASE(SharedMembers);

TEST_P(SharedMembers, come_once_after_the_associations) {
  Session session = open();
  const std::vector<User*> all = session.scalars(users()).all();
  EXPECT_THAT(sent(), ElementsAre("SELECT users", "SELECT users_tags", "SELECT tags"));
  EXPECT_THAT(names(*all[0]), UnorderedElementsAre("a", "all"));
  EXPECT_THAT(names(*all[1]), UnorderedElementsAre("b", "all"));
  EXPECT_THAT(all.back()->tags(), IsEmpty());
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(SharedMembers, that_are_in_memory_are_not_read_again) {
  Session session = open();
  const std::vector<Tag*> tags = session.scalars(select<Tag>().order_by(Tag::c.id)).all();
  session.execute(text("UPDATE tags SET name = 'A' WHERE name = 'a'"));
  forget();
  const std::vector<User*> all = session.scalars(users()).all();
  EXPECT_THAT(sent(), ElementsAre("SELECT users", "SELECT users_tags"));
  EXPECT_EQ(&all[0]->tags()[0] == tags[0] || &all[0]->tags()[1] == tags[0], true);
  EXPECT_THAT(names(*all[0]), UnorderedElementsAre("a", "all")) << "the identity map beats the row";
  session.scalars(users().execution_options({.populate_existing = true})).all();
  EXPECT_THAT(names(*all[0]), UnorderedElementsAre("A", "all"));
}

TEST_P(SharedMembers, that_have_expired_are_read_with_the_others) {
  Session session = open();
  Tag& tag = session.get_one<Tag>(1);
  session.expire(tag);
  forget();
  session.scalars(users()).all();
  EXPECT_THAT(sent(), SizeIs(3));
  EXPECT_EQ(tag.name(), "a");
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(SharedMembers, that_were_queued_are_there_beside_those_of_the_database) {
  Session session = open({.autoflush = false});
  const std::vector<User*> all = session.scalars(select<User>().order_by(User::c.id)).all();
  Tag& nobody = session.get_one<Tag>(5);
  Tag& everybody = session.get_one<Tag>(4);
  all[0]->tags().add(nobody);
  all[1]->tags().remove(everybody);
  session.scalars(users()).all();
  EXPECT_THAT(names(*all[0]), UnorderedElementsAre("a", "all", "nobody"));
  EXPECT_THAT(names(*all[1]), UnorderedElementsAre("b"));
  EXPECT_THAT(names(*all[2]), UnorderedElementsAre("c", "all"));
}

TEST_P(SharedMembers, bring_along_what_is_loaded_below) {
  Session session = open();
  const auto query = select<User>()
                         .order_by(User::c.id)
                         .options(selectinload(User::c.tags).selectinload(Tag::c.users));
  const std::vector<User*> all = session.scalars(query).all();
  EXPECT_THAT(sent(), SizeIs(4));
  EXPECT_THAT(all[0]->tags()[0].users().size() + all[0]->tags()[1].users().size(),
              (user_count - 1) / 3 + 1 + user_count - 1);
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(SharedMembers, of_few_owners_come_by_one_statement) {
  Session session = open();
  const std::vector<User*> few = session.scalars(users().limit(10)).all();
  EXPECT_THAT(sent(), SizeIs(2));
  EXPECT_THAT(names(*few[2]), UnorderedElementsAre("c", "all"));
}

class SharedLeaves : public FlowTest {
 protected:
  void SetUp() override { set_up(archive::metadata()); }
};
ORPIMENT_ON_EACH_DATABASE(SharedLeaves);

TEST_P(SharedLeaves, have_keys_that_are_texts) {
  using archive::Leaf;
  {
    Session session = open();
    std::vector<Leaf*> leaves;
    for (std::size_t i = 0; i < user_count; ++i)
      leaves.push_back(&session.add<Leaf>({.code = std::to_string(i)}));
    for (std::size_t i = 0; i < user_count; ++i) {
      leaves[i]->pals().add(*leaves[i / 2]);
      leaves[i]->pals().add(*leaves[i]);
    }
    session.commit();
  }
  forget();
  Session session = open();
  const std::vector<Leaf*> leaves =
      session.scalars(select<Leaf>().options(selectinload(Leaf::c.pals))).all();
  EXPECT_THAT(sent(), SizeIs(2)) << "all are in memory";
  for (Leaf* leaf : leaves) {
    const int number = std::stoi(leaf->code());
    std::vector<std::string> expected = {std::to_string(number)};
    if (number > 0) expected.push_back(std::to_string(number / 2));
    std::vector<std::string> codes;
    for (const Leaf& pal : leaf->pals()) codes.push_back(pal.code());
    EXPECT_THAT(codes, ::testing::UnorderedElementsAreArray(expected));
  }
}

}  // namespace
}  // namespace orp::tests
