// SPDX-License-Identifier: MIT
// Statements say what they mean: all rows, every column of the program's own SQL, whole names.
#include "company.hpp"

namespace orp::tests {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

class AllRows : public CompanyTest {
 protected:
  template <class Action>
  static void expect_bad_name(const Action& action, const std::string& message) {
    const auto error = error_of<UsageError>(action);
    ASSERT_TRUE(error) << message;
    EXPECT_EQ(error->code(), "ORP-1217");
    EXPECT_EQ(error->message(), message);
  }
};
ORPIMENT_ON_EACH_DATABASE(AllRows);

TEST_P(AllRows, an_update_or_a_delete_of_all_rows_says_so) {
  Session session = open();
  const auto raise = update<Person>().set(Person::c.salary = 5);
  EXPECT_EQ(session.execute(raise.where(Person::c.name == "Ann")).affected_rows(), 1);
  EXPECT_EQ(session.execute(raise.all_rows()).affected_rows(), 4);
  EXPECT_EQ(session.execute(update<Person>().all_rows().set(Person::c.salary = 6)).affected_rows(),
            4);
  auto some = update<Person>().set(Person::c.salary = 7).all_rows();
  some = some.where(Person::c.name == "Ben");
  EXPECT_THAT(session.scalars(some.returning(Person::c.id)), SizeIs(1));
  EXPECT_EQ(session.execute(delete_<Note>().where(Note::c.text == "none")).affected_rows(), 0);
  EXPECT_EQ(session.execute(delete_<Note>().all_rows()).affected_rows(), 3);
}

TEST_P(AllRows, a_text_gives_as_many_columns_as_the_program_reads) {
  Session session = open();
  const Text two = text("SELECT id, name FROM people");
  const auto told = [&](const auto& read) {
    const auto error = error_of<UsageError>(read);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-1409");
    EXPECT_THAT(error->message(), HasSubstr("of a result with 2"));
  };
  told([&] { session.scalars(two.columns<std::int64_t>()); });
  told([&] { session.scalar(two.columns<std::int64_t>()); });
  told([&] { session.execute(two.columns<std::int64_t, std::string, int>()); });
  EXPECT_THAT(session.execute(two.columns<std::int64_t, std::string>()), SizeIs(4));
  session.close();
  Connection connection = engine().connect();
  told([&] { connection.execute(two.columns<std::int64_t>()); });
  told([&] { connection.scalars(two.columns<std::int64_t>()); });
}

TEST_P(AllRows, a_label_is_sent_whole_or_not_at_all) {
  using namespace std::string_view_literals;
  expect_bad_name([] { static_cast<void>(Person::c.name.label("")); }, "a label is empty");
  expect_bad_name([] { static_cast<void>(Person::c.name.label("a\0b"sv)); },
                  "a label has a zero byte");
  expect_bad_name([] { static_cast<void>(Person::c.name.label(std::string(64, 'a'))); },
                  "a label has 64 bytes");
  expect_bad_name([] { static_cast<void>(Person::c.name.label("\xff")); }, "a label is not UTF-8");
  expect_bad_name([] { static_cast<void>(aliased<Person>(std::string(64, 'a'))); },
                  "a name of an alias has 64 bytes");
  Session session = open();
  const std::string longest(63, 'a');
  const auto named = session.execute(select(Person::c.id, Person::c.name.label(longest)));
  EXPECT_EQ(named.names()[1], longest);
}

}  // namespace
}  // namespace orp::tests
