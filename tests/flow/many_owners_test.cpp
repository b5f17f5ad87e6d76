// SPDX-License-Identifier: MIT
// Relationships of so many objects that a list of their keys is not the best thing to ask for.
#include "company/model.hpp"
#include "flow_test.hpp"

namespace orp::tests {
namespace {

using company::Booking;
using company::Label;
using company::Person;
using company::Room;
using company::Task;
using company::Team;
using ::testing::ElementsAre;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class ManyOwners : public FlowTest {
 protected:
  static constexpr int count = 1200;

  void SetUp() override { set_up(company::metadata()); }

  /// Rows for i = 1 to `count`.
  void insert(const std::string& table, const std::string& values, int rows = count) {
    run("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < " +
        std::to_string(rows) + ") INSERT INTO " + table + " SELECT " + values + " FROM n");
  }
  /// Two people to a team, named for it, and two to none.
  void insert_teams_and_people() {
    insert("teams (id, name)", "i, 't' || CAST(i AS text)");
    insert("people (id, name, team_id)", "i, 'a' || CAST(i AS text), i");
    insert("people (id, name, team_id)", "i + 1200, 'b' || CAST(i AS text), i");
    run("INSERT INTO people (id, name) VALUES (2401, 'x'), (2402, 'y')");
    forget();
  }

  static void expect_members(Team& team) {
    const std::string number = team.name().substr(1);
    ASSERT_THAT(names(team.members()), ElementsAre("a" + number, "b" + number));
    ASSERT_EQ(team.members()[0].team(), &team);
  }
  /// Ends with the statement that loads members: of them all, in a range, or of a list.
  std::string members_where(const std::string& sqlite, const std::string& postgres) {
    return (is_sqlite() ? sqlite : postgres) + " ORDER BY \"people\".\"name\"";
  }
};
ORPIMENT_ON_EACH_DATABASE(ManyOwners);

const std::string all = R"(FROM "people")";
const std::string in_range = R"(WHERE "people"."team_id" BETWEEN )";

TEST_P(ManyOwners, are_asked_for_as_a_whole) {
  insert_teams_and_people();
  Session session = open();
  const auto teams = session.scalars(select<Team>().options(selectinload(Team::c.members))).all();
  EXPECT_THAT(sql_sent(), ElementsAre(HasSubstr("FROM \"teams\""),
                                      EndsWith(members_where(all, in_range + "$1 AND $2"))));
  ASSERT_THAT(teams, SizeIs(count));
  for (Team* team : teams) expect_members(*team);
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(ManyOwners, get_no_rows_of_others) {
  insert_teams_and_people();
  Session session = open();
  const auto some =
      session
          .scalars(select<Team>().where(Team::c.id % 2 == 1).options(selectinload(Team::c.members)))
          .all();
  ASSERT_THAT(some, SizeIs(count / 2));
  for (Team* team : some) expect_members(*team);
  EXPECT_THAT(sent(), SizeIs(2));
  EXPECT_EQ(session.get_one<Person>(1).name(), "a1");
  EXPECT_THAT(sent(), IsEmpty()) << "a member";
  for (const int other : {2, 1202, 2401}) {
    session.get_one<Person>(other);
    EXPECT_THAT(sent(), SizeIs(1)) << "not loaded by the way";
  }
}

TEST_P(ManyOwners, that_lie_far_apart_are_listed_or_picked_out) {
  insert("teams (id, name)", "i * 1000, 't' || CAST(i AS text)");
  insert("people (id, name, team_id)", "i, 'a' || CAST(i AS text), i * 1000");
  Session session = open();
  forget();
  const auto teams = session.scalars(select<Team>().options(selectinload(Team::c.members))).all();
  EXPECT_THAT(sql_sent(),
              ElementsAre(HasSubstr("FROM \"teams\""),
                          EndsWith(members_where(all, R"(WHERE "people"."team_id" = ANY ($1))"))));
  for (Team* team : teams) ASSERT_THAT(team->members(), SizeIs(1));
}

TEST_P(ManyOwners, of_a_long_table_are_asked_for_by_their_range) {
  insert_teams_and_people();
  run("INSERT INTO people (id, name) VALUES (1000000, 'z')");  // it may have a million rows
  Session session = open();
  forget();
  const auto teams = session.scalars(select<Team>().options(selectinload(Team::c.members))).all();
  EXPECT_THAT(sql_sent(),
              ElementsAre(HasSubstr("FROM \"teams\""),
                          EndsWith(members_where(in_range + "? AND ?", in_range + "$1 AND $2"))));
  for (Team* team : teams) expect_members(*team);
}

TEST_P(ManyOwners, of_a_long_table_that_lie_far_apart_are_listed) {
  insert("teams (id, name)", "i * 1000, 't' || CAST(i AS text)");
  insert("people (id, name, team_id)", "i * 1000, 'a' || CAST(i AS text), i * 1000");
  Session session = open();
  forget();
  const auto teams = session.scalars(select<Team>().options(selectinload(Team::c.members))).all();
  EXPECT_THAT(sql_sent(),
              ElementsAre(HasSubstr("FROM \"teams\""), HasSubstr(R"(WHERE "people"."team_id" )")));
  for (Team* team : teams) ASSERT_THAT(team->members(), SizeIs(1));
}

TEST_P(ManyOwners, may_be_targets) {
  insert_teams_and_people();
  Session session = open();
  const auto people =
      session.scalars(select<Person>().order_by(Person::c.id).options(selectinload(Person::c.team)))
          .all();
  EXPECT_THAT(sent(), ElementsAre("SELECT people", "SELECT teams"));
  for (int i = 0; i < 2 * count; ++i)
    ASSERT_EQ(people[static_cast<std::size_t>(i)]->team()->id(), i % count + 1);
  EXPECT_EQ(people[2 * count]->team(), nullptr);
}

TEST_P(ManyOwners, without_a_target_find_none) {
  insert_teams_and_people();
  run("UPDATE people SET team_id = NULL");
  Session session = open();
  forget();
  for (Person& person : session.scalars(select<Person>())) ASSERT_EQ(person.team(), nullptr);
  for (Team& team : session.scalars(select<Team>())) ASSERT_THAT(team.members(), IsEmpty());
  EXPECT_THAT(sent(), ElementsAre("SELECT people", "SELECT teams", "SELECT people"));
}

TEST_P(ManyOwners, of_many_to_many_are_read_from_either_side) {
  insert("people (id, name)", "i, 'a' || CAST(i AS text)", 1);
  insert("tasks (id, title, owner_id)", "i, 't' || CAST(i AS text), 1");
  insert("labels (name)", "'l' || CAST(i AS text)");
  insert("tasks_labels (task_id, label_name)", "i, 'l' || CAST(i AS text)");
  insert("tasks_labels (task_id, label_name)", "i, 'l' || CAST(i + 1 AS text)", count - 1);
  Session session = open();
  forget();
  const auto tasks = session.scalars(select<Task>().options(selectinload(Task::c.labels))).all();
  EXPECT_THAT(sent(), SizeIs(2));
  for (Task* task : tasks) ASSERT_THAT(task->labels(), SizeIs(task->id() == count ? 1 : 2));
  session.clear();
  const auto labels = session.scalars(select<Label>().options(selectinload(Label::c.tasks))).all();
  EXPECT_THAT(sent(), SizeIs(2));
  for (Label* label : labels) ASSERT_THAT(label->tasks(), SizeIs(label->name() == "l1" ? 1 : 2));
}

TEST_P(ManyOwners, may_have_composite_keys) {
  insert("rooms (site, number, name)", "'s' || CAST(i % 7 AS text), i, 'r'");
  insert("bookings (id, day, site, number)", "i, '2024-05-01', 's' || CAST(i % 7 AS text), i");
  run("INSERT INTO bookings (id, day) VALUES (5000, '2024-05-02')");
  Session session = open();
  forget();
  const auto rooms = session.scalars(select<Room>().options(selectinload(Room::c.bookings))).all();
  EXPECT_THAT(sent(), SizeIs(2));
  for (Room* room : rooms) {
    ASSERT_THAT(room->bookings(), SizeIs(1));
    ASSERT_EQ(room->bookings()[0].id(), room->number());
  }
  session.clear();
  auto bookings = session.scalars(select<Booking>().options(selectinload(Booking::c.room)));
  EXPECT_THAT(sent(), SizeIs(2));
  for (Booking& booking : bookings)
    ASSERT_EQ(booking.room() == nullptr, booking.id() == 5000) << booking.id();
}

}  // namespace
}  // namespace orp::tests
