// SPDX-License-Identifier: MIT
// Queries that read anew what is in memory.
#include "company.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class PopulateExisting : public CompanyTest {
 protected:
  /// Behind the session's back.
  static void change(Session& session, const char* sql) { session.execute(unsafe_text(sql)); }
  static ExecutionOptions anew() { return {.populate_existing = true}; }
};
ORPIMENT_ON_EACH_DATABASE(PopulateExisting);

// hydrate.hpp, rule 2.
TEST_P(PopulateExisting, a_query_may_overwrite_what_is_loaded) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  change(session, "UPDATE people SET name = 'Anne' WHERE id = 1");
  const auto everyone = select<Person>().order_by(Person::c.id);
  static_cast<void>(session.scalars(everyone));
  EXPECT_EQ(ann.name(), "Ann");
  EXPECT_EQ(session.scalars(everyone.execution_options(anew()))[0].name(), "Anne");
  EXPECT_EQ(ann.name(), "Anne");
}

TEST_P(PopulateExisting, a_query_that_reads_anew_drops_unwritten_changes) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  Person& ben = session.get_one<Person>(2);
  ann.set_name("Anne");
  ben.set_name("Benno");
  const NoAutoflush quiet = session.no_autoflush();
  static_cast<void>(
      session.scalars(select<Person>().where(Person::c.name == "Ann").execution_options(anew())));
  EXPECT_EQ(ann.name(), "Ann");
  EXPECT_FALSE(session.is_modified(ann));
  EXPECT_EQ(ben.name(), "Benno") << "it was not met";
}

TEST_P(PopulateExisting, relationships_are_forgotten_or_loaded_anew_with_their_object) {
  for (const LoadOption& option :
       {LoadOption(lazyload(Team::c.members)), LoadOption(joinedload(Team::c.members)),
        LoadOption(selectinload(Team::c.members))}) {
    Session session = open();
    Team& red = session.get_one<Team>(1);
    ASSERT_THAT(names(red.members()), ElementsAre("Ann", "Ben"));
    change(session, "UPDATE people SET team_id = 1 WHERE id = 4");
    change(session, "UPDATE people SET name = 'Anne' WHERE id = 1");
    static_cast<void>(session.scalars(
        select<Team>().order_by(Team::c.id).options(option).execution_options(anew())));
    EXPECT_THAT(red.members(), SizeIs(3));
  }
}

// hydrate.hpp, rule 2.
TEST_P(PopulateExisting, what_is_loaded_eagerly_is_overwritten_too) {
  const auto tasks = select<Task>().order_by(Task::c.id).execution_options(anew());
  for (const auto& query :
       {tasks.options(selectinload(Task::c.owner)), tasks.options(joinedload(Task::c.owner)),
        tasks.options(selectinload(Task::c.owner).selectinload(Person::c.team))}) {
    Session session = open();
    Person& ann = session.get_one<Person>(1);
    change(session, "UPDATE people SET name = 'Anne' WHERE id = 1");
    static_cast<void>(session.scalars(query));
    EXPECT_EQ(ann.name(), "Anne");
  }
}

// hydrate.hpp, rule 2.
TEST_P(PopulateExisting, an_object_is_read_anew_once_a_query) {
  Session session = open();
  const auto query = select<Person>()
                         .order_by(Person::c.id)
                         .options(joinedload(Person::c.boss).joinedload(Person::c.reports),
                                  selectinload(Person::c.owned).selectinload(Task::c.owner))
                         .execution_options(anew());
  static_cast<void>(session.scalars(query));
  forget();
  const auto all = session.scalars(query).all();
  EXPECT_THAT(sent(), ElementsAre("SELECT people", "SELECT tasks"));
  ASSERT_THAT(all, SizeIs(4));
  EXPECT_EQ(all[1]->boss(), all[0]);
  EXPECT_THAT(names(all[1]->boss()->reports()), ElementsAre("Ben", "Cy"));
  EXPECT_EQ(&all[0]->owned()[0].owner(), all[0]);
  EXPECT_THAT(sent(), IsEmpty());
}

// hydrate.hpp, rule 2.
TEST_P(PopulateExisting, an_object_that_comes_again_in_a_further_query_keeps_what_was_loaded) {
  Session session = open();
  const auto query = select<Task>()
                         .order_by(Task::c.id)
                         .options(selectinload(Task::c.labels).selectinload(Label::c.tasks))
                         .execution_options(anew());
  static_cast<void>(session.scalars(query));
  forget();
  const auto all = session.scalars(query).all();
  EXPECT_THAT(sent(), SizeIs(3));
  ASSERT_THAT(all, SizeIs(3));
  EXPECT_THAT(all[0]->labels(), SizeIs(2));
  EXPECT_THAT(all[0]->labels()[0].tasks(), Not(IsEmpty()));
  EXPECT_THAT(sent(), IsEmpty());
}

// The person is met twice: as the owner who is to get a task, and as the one who has one.
TEST_P(PopulateExisting, an_owner_who_is_known_and_found_has_its_collection_loaded_once) {
  for (const bool by_owner : {false, true}) {
    Session session = open();
    const NoAutoflush quiet = session.no_autoflush();
    const auto tasks = select<Task>().order_by(Task::c.id);
    Person& ann = session.get_one<Person>(1);
    Person& ben = session.get_one<Person>(2);
    Task& moved = session.add<Task>({.title = "moved", .owner = ben});
    session.flush();
    if (by_owner)
      ann.owned().add(moved);
    else
      moved.set_owner(ann);
    static_cast<void>(
        session.scalars(tasks.options(selectinload(Task::c.owner).selectinload(Person::c.reports))
                            .execution_options(anew())));
    EXPECT_THAT(names(ann.reports()), ElementsAre("Ben", "Cy"));
    session.rollback();
  }
}

TEST_P(PopulateExisting, new_objects_are_not_touched_by_a_query_that_reads_anew) {
  Session session = open();
  const NoAutoflush quiet = session.no_autoflush();
  Person& zoe = session.add<Person>({.name = "Zoe"});
  static_cast<void>(session.scalars(select<Person>().execution_options(anew())));
  EXPECT_EQ(zoe.name(), "Zoe");
  EXPECT_THAT(session.new_(), ElementsAre(&zoe));
}

}  // namespace
}  // namespace orp::tests
