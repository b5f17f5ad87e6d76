// SPDX-License-Identifier: MIT
// Whatever a flush or a commit does when a statement fails or the connection is lost, at each step:
// the error says what may be done, objects are as they were before, the database holds all of the
// transaction or nothing, and after rollback() the same work succeeds.
#include <functional>
#include <string>
#include <vector>

#include "company/model.hpp"
#include "flow_test.hpp"
#include "troubled_database.hpp"

namespace orp::tests {
namespace {

using namespace company;
using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

/// A unit of work of every kind: new rows that refer to one another by keys that the database
/// gives, in five tables, a change, links that come and go, a deletion that cascades.
struct Work {
  explicit Work(Session& with)
      : session(with),
        ann(session.scalars(select<Person>().where(Person::c.name == "Ann")).one()),
        paint(session.scalars(select<Task>().where(Task::c.title == "paint")).one()),
        wash(session.scalars(select<Task>().where(Task::c.title == "wash")).one()),
        cold(wash.notes()[0]),
        soon(session.get_one<Label>("soon")),
        late(session.get_one<Label>("late")),
        green(session.add<Team>({.name = "green"})),
        eve(green.members().add({.name = "Eve"})),
        fay(green.members().add({.name = "Fay", .boss = eve})),
        sand(session.add<Task>({.title = "sand", .owner = eve})),
        fresh(session.add<Label>({.name = "fresh"})),
        note(sand.notes().add({.text = "fine"})) {
    sand.labels().add(fresh);
    change();
  }

  /// What is done to objects that have rows.
  void change() {
    ann.set_name("Anna");
    paint.set_owner(fay);
    paint.labels().remove(late);
    sand.labels().add(soon);
    session.delete_(wash);
  }

  void again() {
    session.add(green);
    change();
  }

  Session& session;
  Person& ann;
  Task& paint;
  Task& wash;
  Note& cold;
  Label& soon;
  Label& late;
  Team& green;
  Person& eve;
  Person& fay;
  Task& sand;
  Label& fresh;
  Note& note;
};

class Troubles : public OnEachDatabase {
 protected:
  void SetUp() override {
    metadata().create_all(engine());
    fill();
  }

  void fill() {
    Session session(engine());
    Team& red = session.add<Team>({.name = "red"});
    Person& ann = session.add<Person>({.name = "Ann", .team = red});
    Task& paint = session.add<Task>({.title = "paint", .owner = ann});
    Task& wash = session.add<Task>({.title = "wash", .owner = ann});
    Label& soon = session.add<Label>({.name = "soon"});
    Label& late = session.add<Label>({.name = "late"});
    paint.labels().add(late);
    wash.labels().add(soon);
    wash.notes().add({.text = "cold"});
    session.commit();
  }

  void empty() {
    run("DELETE FROM tasks_labels; DELETE FROM notes; DELETE FROM tasks; DELETE FROM labels; "
        "DELETE FROM people; DELETE FROM teams");
  }

  /// All that others see, without the keys that the database gives.
  std::vector<std::string> rows() {
    Session session(engine());
    std::vector<std::string> found;
    for (Team& team : session.scalars(select<Team>().order_by(Team::c.name)))
      found.push_back(team.name());
    for (Person& person : session.scalars(select<Person>().order_by(Person::c.name))) {
      found.push_back(person.name() + " in " + person.team()->name());
      if (person.boss() != nullptr) found.back() += " under " + person.boss()->name();
    }
    for (Task& task : session.scalars(select<Task>().order_by(Task::c.title))) {
      found.push_back(task.title() + " of " + task.owner().name());
      for (Label& label : task.labels()) found.back() += ", " + label.name();
      for (Note& note : task.notes()) found.back() += ": " + note.text();
    }
    for (Label& label : session.scalars(select<Label>().order_by(Label::c.name)))
      found.push_back(label.name());
    return found;
  }
  void expect_before() {
    EXPECT_THAT(rows(), ElementsAre("red", "Ann in red", "paint of Ann, late",
                                    "wash of Ann, soon: cold", "late", "soon"));
  }
  void expect_done() {
    EXPECT_THAT(rows(), ElementsAre("green", "red", "Anna in red", "Eve in green",
                                    "Fay in green under Eve", "paint of Fay",
                                    "sand of Eve, fresh, soon: fine", "fresh", "late", "soon"));
  }

  static void expect_as_before_the_flush(Session& session, Work& work) {
    EXPECT_THAT(session.new_(), ElementsAre(&work.green, &work.eve, &work.fay, &work.sand,
                                            &work.fresh, &work.note));
    EXPECT_THAT(session.deleted(), ElementsAre(&work.wash, &work.cold));
    EXPECT_THAT(session.dirty<Person>(), ElementsAre(&work.ann));
    EXPECT_THAT(session.dirty<Label>(), UnorderedElementsAre(&work.soon, &work.late));
    EXPECT_THAT(session.dirty<Task>(), ElementsAre(&work.paint));
    for (const Entity* fresh : session.new_())
      EXPECT_EQ(fresh->entity_state(), EntityState::pending);
    EXPECT_EQ(work.ann.name(), "Anna");
    EXPECT_EQ(&work.paint.owner(), &work.fay);
    EXPECT_EQ(work.fay.boss(), &work.eve);
    expect_no_keys(work);
  }
  static void expect_undone(Work& work) {
    for (const Entity* fresh : std::initializer_list<const Entity*>{
             &work.green, &work.eve, &work.fay, &work.sand, &work.fresh, &work.note})
      EXPECT_EQ(fresh->entity_state(), EntityState::transient);
    for (const Entity* old :
         std::initializer_list<const Entity*>{&work.ann, &work.paint, &work.wash})
      EXPECT_EQ(old->entity_state(), EntityState::persistent);
    expect_no_keys(work);
    EXPECT_EQ(work.fay.name(), "Fay") << "its values are kept";
    EXPECT_EQ(work.ann.name(), "Ann");
    EXPECT_EQ(&work.paint.owner(), &work.ann);
  }
  /// Those of the database, and what refers to them.
  static void expect_no_keys(const Work& work) {
    EXPECT_THROW((void)work.green.id(), UsageError);
    EXPECT_THROW((void)work.eve.id(), UsageError);
    EXPECT_THROW((void)work.fay.id(), UsageError);
    EXPECT_THROW((void)work.sand.id(), UsageError);
    EXPECT_THROW((void)work.note.id(), UsageError);
    EXPECT_EQ(work.eve.team_id(), std::nullopt);
    EXPECT_EQ(work.fay.boss_id(), std::nullopt);
    EXPECT_THROW((void)work.sand.owner_id(), UsageError);
  }

  static void expect_right_kind(const Error& error, Trouble trouble, bool at_commit) {
    SCOPED_TRACE(error.what());
    const bool is_lost = trouble != Trouble::refusal;
    EXPECT_EQ(error.lost_connection(), is_lost);
    EXPECT_EQ(error.may_retry(), is_lost && !at_commit);
    EXPECT_EQ(dynamic_cast<const InDoubtError*>(&error) != nullptr, is_lost && at_commit);
    EXPECT_EQ(dynamic_cast<const ConnectionError*>(&error) != nullptr, is_lost);
    EXPECT_TRUE(!is_lost || !error.hint().empty());
  }

  /// Until rollback() the session says what happened, and does nothing.
  static void expect_unusable(Session& session, const Error& cause) {
    EXPECT_FALSE(session.is_active());
    for (const auto& use : std::vector<std::function<void()>>{
             [&] { session.flush(); }, [&] { session.commit(); },
             [&] { session.get<Label>("soon"); }, [&] { session.add<Label>({.name = "x"}); }}) {
      const auto later = error_of<UsageError>(use);
      ASSERT_TRUE(later);
      EXPECT_EQ(later->code(), "ORP-1301");
      EXPECT_EQ(later->may_retry(), cause.may_retry());
      EXPECT_EQ(later->lost_connection(), cause.lost_connection());
    }
  }

  enum class End { flush, commit };

  /// Does the work with trouble at each step of a flush, or of a commit, and then once more.
  void at_each_step(End end, Trouble trouble) {
    TroubledDatabase database(engine(), is_postgres());
    Engine troubled = database.connect();
    bool had_trouble = true;
    for (std::size_t step = 0; had_trouble && !HasFailure(); ++step) {
      SCOPED_TRACE("step " + std::to_string(step));
      Session session(troubled);
      Work work(session);
      database.expect(trouble, step);
      bool is_committed = end == End::commit;
      try {
        end == End::commit ? session.commit() : session.flush();
      } catch (const Error& error) {
        const bool at_commit = database.had_trouble_at_commit();
        is_committed = at_commit && trouble == Trouble::silence;
        expect_right_kind(error, trouble, at_commit);
        expect_unusable(session, error);
        if (!at_commit) expect_as_before_the_flush(session, work);
      }
      had_trouble = database.had_trouble();
      EXPECT_TRUE(had_trouble || step > 8) << "not so many steps as there are statements";
      session.rollback();
      if (!is_committed) {
        expect_before();
        expect_undone(work);
        work.again();
        session.commit();
      }
      expect_done();
      session.close();
      EXPECT_EQ(troubled.pool_status().checked_out, 0U);
      empty();
      fill();
    }
  }
};
ORPIMENT_ON_EACH_SHARED_DATABASE(Troubles);

TEST_P(Troubles, a_statement_that_is_refused_leaves_all_as_it_was) {
  at_each_step(End::flush, Trouble::refusal);
  at_each_step(End::commit, Trouble::refusal);
}

TEST_P(Troubles, a_connection_that_is_lost_before_a_statement_leaves_all_as_it_was) {
  at_each_step(End::flush, Trouble::loss);
  at_each_step(End::commit, Trouble::loss);
}

TEST_P(Troubles, a_statement_without_an_answer_leaves_all_as_it_was_and_a_commit_in_doubt) {
  at_each_step(End::flush, Trouble::silence);
  at_each_step(End::commit, Trouble::silence);
}

TEST_P(Troubles, work_is_tried_again_unless_it_may_have_been_committed) {
  for (const Trouble trouble : {Trouble::loss, Trouble::silence}) {
    TroubledDatabase database(engine(), is_postgres());
    const SessionFactory sessions(database.connect());
    bool had_trouble = true;
    for (std::size_t step = 0; had_trouble && !HasFailure(); ++step) {
      SCOPED_TRACE("step " + std::to_string(step));
      int attempts = 0;
      bool is_in_doubt = false;
      database.expect(trouble, step);
      try {
        retry(sessions, [&](Session& session) {
          ++attempts;
          Work work(session);
        });
      } catch (const InDoubtError&) {
        is_in_doubt = true;
      }
      had_trouble = database.had_trouble();
      EXPECT_EQ(is_in_doubt, database.had_trouble_at_commit());
      EXPECT_EQ(attempts, had_trouble && !is_in_doubt ? 2 : 1);
      if (is_in_doubt && trouble == Trouble::loss)
        expect_before();
      else
        expect_done();
      empty();
      fill();
    }
  }
}

}  // namespace
}  // namespace orp::tests
