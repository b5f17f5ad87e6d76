// SPDX-License-Identifier: MIT
// session.explain_flush(): what a flush would do is told, and nothing is changed by it.
#include <sstream>

#include "company.hpp"

#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class Explained : public CompanyTest {
 protected:
  /// "DELETE people 2" a statement that writes, as the plan has it.
  static std::vector<std::string> statements(const FlushPlan& plan) {
    std::vector<std::string> lines;
    for (const FlushStep& step : plan)
      if (step.kind != FlushStep::Kind::keep)
        lines.push_back(std::string(verb(step.kind)) + ' ' + step.table);
    return lines;
  }
  /// The same of what was sent.
  std::vector<std::string> statements_sent() {
    std::vector<std::string> lines;
    for (const std::string& summary : sent()) {
      const std::size_t table = summary.find(' ') + 1;
      if (summary.compare(0, 6, "SELECT") != 0)
        lines.push_back(summary.substr(0, summary.find(' ', table)));
    }
    return lines;
  }

 private:
  static const char* verb(FlushStep::Kind kind) {
    if (kind == FlushStep::Kind::insert) return "INSERT";
    return kind == FlushStep::Kind::delete_ ? "DELETE" : "UPDATE";
  }
};
ORPIMENT_ON_EACH_DATABASE(Explained);

TEST_P(Explained, a_session_without_changes_has_nothing_to_do) {
  Session session = open();
  EXPECT_TRUE(session.explain_flush().empty());
  session.get_one<Person>(1);
  forget();
  EXPECT_EQ(session.explain_flush().to_string(), "");
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(Explained, steps_say_what_they_write_and_for_whom) {
  Session session = open();
  Person& ann = session.get_one<Person>(1);
  Team& pink = session.add<Team>({.name = "pink"});
  session.add<Team>({.name = "green"});
  ann.set_team(&pink);
  const FlushPlan plan = session.explain_flush();
  ASSERT_EQ(plan.size(), 2U);
  EXPECT_EQ(plan[0].kind, FlushStep::Kind::insert);
  EXPECT_EQ(plan[0].table, "teams");
  EXPECT_EQ(plan[0].row_count(), 2U);
  EXPECT_THAT(plan[0].objects, ElementsAre("new Team", "new Team"));
  EXPECT_EQ(plan[1].kind, FlushStep::Kind::update);
  EXPECT_THAT(plan[1].columns, ElementsAre("team_id"));
  EXPECT_THAT(plan[1].objects, ElementsAre("Person (1)"));
  std::ostringstream printed;
  printed << plan;
  EXPECT_EQ(printed.str(),
            "insert teams (name) 2 rows -> id: new Team\n"
            "update people set (team_id) where (id) 1 row: Person (1)\n");
}

TEST_P(Explained, rows_of_secondary_tables_name_both_sides) {
  Session session = open();
  session.get_one<Task>(2).labels().add(session.get_one<Label>("soon"));
  const FlushPlan plan = session.explain_flush();
  ASSERT_EQ(plan.size(), 1U);
  EXPECT_EQ(plan[0].kind, FlushStep::Kind::insert);
  EXPECT_EQ(plan[0].table, "tasks_labels");
  EXPECT_THAT(plan[0].objects, ElementsAre("Task (2), Label ('soon')"));
}

// rehearsal.hpp, rule 3.
TEST_P(Explained, what_a_cascade_finds_is_told_and_stays_unknown) {
  Session session = open();
  Task& paint = session.get_one<Task>(1);
  session.delete_(paint);
  const std::size_t objects = session.objects().size();
  const FlushPlan plan = session.explain_flush();
  EXPECT_THAT(plan.to_string(), HasSubstr("delete notes where (id) 2 rows: Note (1); Note (2)\n"));
  EXPECT_THAT(session.deleted(), ElementsAre(&paint)) << "and not the notes";
  EXPECT_EQ(session.objects().size(), objects);

  forget();
  session.flush();
  EXPECT_EQ(statements(plan), statements_sent());
}

// rehearsal.hpp, rule 3.
TEST_P(Explained, the_flush_reads_again_what_was_read_for_the_plan) {
  Session session = open();
  session.delete_(session.get_one<Task>(1));
  forget();
  session.explain_flush();
  const std::vector<std::string> explained = sent();
  session.flush();
  std::vector<std::string> flushed = sent();
  ASSERT_GE(flushed.size(), explained.size());
  flushed.resize(explained.size());
  EXPECT_EQ(explained, flushed);
}

// rehearsal.hpp, rule 1.
TEST_P(Explained, the_program_may_go_on_as_it_likes) {
  Session session = open();
  Task& paint = session.get_one<Task>(1);
  ASSERT_EQ(paint.notes().size(), 2U);
  session.delete_(paint);
  session.explain_flush();
  session.add(paint);  // after all
  EXPECT_TRUE(session.explain_flush().empty());
  session.flush();
  EXPECT_EQ(paint.notes().size(), 2U);
  EXPECT_TRUE(session.contains(paint));
}

// rehearsal.hpp, rule 2.
TEST_P(Explained, an_assigned_key_of_a_deleted_object_is_kept) {
  Session session = open();
  Label& late = session.get_one<Label>("late");
  late.set_name("later");
  session.delete_(late);
  session.explain_flush();
  EXPECT_EQ(late.name(), "later");
  session.add(late);
  session.commit();
  EXPECT_NE(session.get<Label>("later"), nullptr);
  EXPECT_EQ(session.get<Label>("late"), nullptr);
}

// rehearsal.hpp, rule 2.
TEST_P(Explained, iterators_and_references_stay) {
  Session session = open();
  Task& paint = session.get_one<Task>(1);
  auto note = paint.notes().begin();
  const Note* first = &*note;
  session.delete_(*note);
  session.explain_flush();
  EXPECT_EQ(&*note, first) << "checked builds throw when the list has changed";
}

TEST_P(Explained, what_a_flush_would_refuse_is_told_and_the_session_goes_on) {
  Session session = open();
  Team& red = session.get_one<Team>(1);
  Person& new_one = session.add<Person>({.name = "Eve", .team = red});
  session.add<Note>({.text = "of no task"});
  EXPECT_THROW(session.explain_flush(), DataError);
  EXPECT_TRUE(session.is_active());
  EXPECT_TRUE(session.contains(new_one));
  EXPECT_EQ(new_one.entity_state(), EntityState::pending);
  EXPECT_THROW(session.flush(), DataError);
}

TEST_P(Explained, a_session_whose_flush_failed_says_so) {
  Session session = open();
  session.add<Note>({.text = "of no task"});
  EXPECT_THROW(session.flush(), DataError);
  EXPECT_THROW(session.explain_flush(), UsageError);
  session.rollback();
  EXPECT_TRUE(session.explain_flush().empty());
}

TEST_P(Explained, of_many_objects_the_first_are_named) {
  Session session = open();
  for (Person& person : session.scalars(select<Person>().order_by(Person::c.id)))
    person.set_name(person.name() + "!");
  for (int i = 0; i < 2; ++i) session.add<Person>({.name = "Eve"});
  session.flush();
  for (Person& person : session.scalars(select<Person>().order_by(Person::c.id)))
    person.set_name(person.name() + "?");
  EXPECT_EQ(session.explain_flush().to_string(),
            "update people set (name) where (id) 6 rows: Person (1); Person (2); Person (3); "
            "Person (4); Person (5); ...\n");
}

TEST_P(Explained, hidden_values_stay_hidden) {
  const Engine engine = make_engine({.hide_parameters = true});
  company::metadata().create_all(engine);
  Session session(engine);
  Label& first = session.add<Label>({.name = "s3cret"});
  Label& second = session.add<Label>({.name = "pr1vate"});
  session.flush();
  first.set_name("c0nfidential");
  session.delete_(second);
  const std::string plan = session.explain_flush().to_string();
  EXPECT_THAT(plan, HasSubstr("Label (hidden)"));
  for (const char* value : {"s3cret", "pr1vate", "c0nfidential"})
    EXPECT_THAT(plan, Not(HasSubstr(value)));
}

TEST_P(Explained, a_savepoint_stays_as_it_is) {
  Session session = open();
  SessionTransaction savepoint = session.begin_nested();
  session.get_one<Person>(2).set_name("Benno");
  session.delete_(session.get_one<Task>(1));
  session.explain_flush();
  session.explain_flush();
  savepoint.rollback();
  EXPECT_EQ(session.get_one<Person>(2).name(), "Ben");
  EXPECT_EQ(session.get_one<Task>(1).notes().size(), 2U);
}

}  // namespace
}  // namespace orp::tests
