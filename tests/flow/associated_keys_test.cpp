// SPDX-License-Identifier: MIT
// Keys that change under associations: the database takes those along, and what a flush says of
// them names the keys that the rows have by then.
#include <random>
#include <set>

#include "company.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

/// What of a label's or a task's associations was looked at before.
enum Looked { at_nothing, at_the_label, at_the_task, at_both };

class AssociatedKeys : public CompanyTest {
 protected:
  static Task& task(Session& session, const std::string& title) {
    return session.scalars(select<Task>().where(Task::c.title == title)).one();
  }
  static std::vector<std::string> titles(Many<Task>& tasks) {
    std::vector<std::string> titles;
    for (const Task& each : tasks) titles.push_back(each.title());
    return titles;
  }
  static Label& label(Session& session, const std::string& name, Looked looked = at_nothing) {
    Label& found = session.get_one<Label>(name);
    if (looked == at_the_label || looked == at_both) found.tasks().size();
    if (looked == at_the_task || looked == at_both)
      for (const Task& each : session.scalars(select<Task>())) each.labels().size();
    return found;
  }
  static constexpr Looked everything[] = {at_nothing, at_the_label, at_the_task, at_both};
};
ORPIMENT_ON_EACH_DATABASE(AssociatedKeys);

TEST_P(AssociatedKeys, a_key_under_associations_is_changed_by_one_update) {
  std::string name = "soon";
  for (const Looked looked : everything) {
    Session session = open();
    Label& soon = label(session, name, looked);
    forget();
    name += '!';
    soon.set_name(name);
    session.commit();
    EXPECT_THAT(sent(), ElementsAre("UPDATE labels (name) 1 row"));
    EXPECT_THAT(titles(soon.tasks()), ElementsAre("cook", "paint"));
    EXPECT_THAT(names(task(session, "cook").labels()), ElementsAre(name));
    session.close();
    session = open();
    EXPECT_THAT(titles(label(session, name).tasks()), ElementsAre("cook", "paint"));
  }
}

TEST_P(AssociatedKeys, associations_come_and_go_in_the_flush_that_changes_a_key) {
  std::string name = "soon";
  for (const Looked looked : everything)
    for (const bool from_the_label : {true, false}) {
      Session session = open();
      Label& soon = label(session, name, looked);
      Task& wash = task(session, "wash");
      Task& cook = task(session, "cook");
      name += '!';
      soon.set_name(name);
      if (from_the_label) {
        soon.tasks().add(wash);
        EXPECT_TRUE(soon.tasks().remove(cook));
      } else {
        wash.labels().add(soon);
        EXPECT_TRUE(cook.labels().remove(soon));
      }
      session.commit();
      EXPECT_THAT(titles(soon.tasks()), UnorderedElementsAre("paint", "wash"));
      session.close();

      session = open();
      Label& again = label(session, name);
      EXPECT_THAT(titles(again.tasks()), ElementsAre("paint", "wash"));
      again.tasks().add(task(session, "cook"));
      again.tasks().remove(task(session, "wash"));
      session.commit();
    }
}

TEST_P(AssociatedKeys, a_flush_without_looking_names_the_new_key) {
  Session session = open({.autoflush = false});
  Label& soon = label(session, "soon");
  Task& wash = task(session, "wash");
  forget();
  soon.set_name("today");
  wash.labels().add(soon);
  session.commit();
  EXPECT_THAT(sent(), ElementsAre("UPDATE labels (name) 1 row",
                                  "INSERT tasks_labels (task_id, label_name) 1 row"));
  EXPECT_THAT(titles(soon.tasks()), ElementsAre("cook", "paint", "wash"));
}

TEST_P(AssociatedKeys, associations_are_found_by_the_old_key_until_the_flush) {
  Session session = open({.autoflush = false});
  Label& soon = label(session, "soon");
  soon.set_name("today");
  EXPECT_THAT(titles(soon.tasks()), ElementsAre("cook", "paint"));
  EXPECT_TRUE(soon.tasks().remove(task(session, "cook")));
  session.commit();
  EXPECT_THAT(titles(soon.tasks()), ElementsAre("paint"));
  EXPECT_THAT(names(task(session, "cook").labels()), IsEmpty());
}

TEST_P(AssociatedKeys, a_new_object_takes_the_key_and_the_association) {
  Session session = open();
  Label& soon = label(session, "soon");
  Task& cook = task(session, "cook");
  soon.set_name("once");
  Label& other = session.add<Label>({.name = "soon"});
  cook.labels().add(other);
  cook.labels().remove(soon);
  session.commit();
  EXPECT_THAT(names(cook.labels()), ElementsAre("soon"));
  EXPECT_THAT(titles(soon.tasks()), ElementsAre("paint"));
  EXPECT_THAT(titles(other.tasks()), ElementsAre("cook"));
}

TEST_P(AssociatedKeys, a_rollback_brings_key_and_associations_back) {
  Session session = open();
  Label& soon = label(session, "soon");
  soon.set_name("today");
  soon.tasks().remove(task(session, "cook"));
  session.flush();
  session.rollback();
  EXPECT_EQ(soon.name(), "soon");
  EXPECT_THAT(titles(soon.tasks()), ElementsAre("cook", "paint"));
}

TEST_P(AssociatedKeys, a_composite_key_takes_associations_of_one_side_along) {
  for (const bool looks : {false, true}) {
    Session session = open();
    Room& hall = session.get_one<Room>({"A", looks ? 11 : 1});
    if (looks) hall.facilities().size();
    Facility& sofa = session.scalars(select<Facility>().where(Facility::c.name == "sofa")).one();
    hall.bookings().clear();  // their keys do not follow
    session.flush();
    hall.set_number(looks ? 21 : 11);
    hall.facilities().remove(sofa);
    Facility& desk = session.add<Facility>({.name = "desk"});
    hall.facilities().add(desk);
    session.commit();
    EXPECT_THAT(names(hall.facilities()), ElementsAre("desk", "beamer"));
    hall.facilities().remove(desk);
    hall.facilities().add(sofa);
    session.commit();
    EXPECT_THAT(names(hall.facilities()), ElementsAre("sofa", "beamer"));
  }
}

TEST_P(AssociatedKeys, a_key_that_a_deleted_object_was_given_is_never_written) {
  Session session = open();
  Room& hall = session.get_one<Room>({"A", 1});
  ASSERT_THAT(names(hall.facilities()), ElementsAre("sofa", "beamer"));
  Facility& sofa = hall.facilities()[0];
  Facility& beamer = hall.facilities()[1];
  hall.facilities().remove(sofa);
  sofa.set_id(beamer.id());
  session.delete_(sofa);
  session.commit();
  EXPECT_THAT(names(hall.facilities()), ElementsAre("beamer"));
}

// Labels are renamed, tied, parted, deleted and added, with flushes, expiry and looks between.
TEST_P(AssociatedKeys, any_acts_in_any_order_are_written) {
  for (unsigned seed = 0; seed < 40; ++seed) {
    std::mt19937 random(seed);
    const auto any = [&](std::size_t count) { return random() % count; };
    Session session = open({.autoflush = seed % 2 == 0});
    std::vector<Task*> tasks = session.scalars(select<Task>().order_by(Task::c.id)).all();
    std::vector<Label*> labels = session.scalars(select<Label>().order_by(Label::c.name)).all();
    std::set<std::pair<std::string, const Label*>> ties;
    for (Task* each : tasks)
      for (Label& label : each->labels()) ties.emplace(each->title(), &label);
    session.expire_all();

    const auto tie = [&](Task& of, Label& with) {
      any(2) == 0 ? of.labels().add(with) : with.tasks().add(of);
      ties.emplace(of.title(), &with);
    };
    const auto part = [&](Task& of, Label& with) {
      any(2) == 0 ? of.labels().remove(with) : with.tasks().remove(of);
      ties.erase({of.title(), &with});
    };
    for (int act = 0, number = 0; act < 25; ++act) {
      Task& some = *tasks[any(tasks.size())];
      const std::size_t chosen = any(labels.size());
      Label& one = *labels[chosen];
      const std::string fresh = std::to_string(seed) + '.' + std::to_string(++number);
      switch (any(9)) {
        case 0:
        case 1:
          one.set_name(fresh);
          break;
        case 2:
        case 3:
          if (ties.count({some.title(), &one}) == 0) tie(some, one);
          break;
        case 4:
          if (ties.count({some.title(), &one}) != 0) part(some, one);
          break;
        case 5:
          labels.push_back(&session.add<Label>({.name = fresh}));
          tie(some, *labels.back());
          break;
        case 6:
          if (labels.size() < 3 || one.entity_state() != EntityState::persistent) break;
          session.delete_(one);
          for (const Task* each : tasks) ties.erase({each->title(), &one});
          labels.erase(labels.begin() + static_cast<std::ptrdiff_t>(chosen));
          break;
        case 7:
          any(2) == 0 ? session.flush() : session.commit();
          break;
        case 8:
          any(2) == 0 ? one.tasks().size() : some.labels().size();
          break;
      }
    }
    session.commit();
    std::set<std::pair<std::string, std::string>> expected;
    for (const auto& [title, label] : ties) expected.emplace(title, label->name());
    session.close();
    session = open();
    std::set<std::pair<std::string, std::string>> written;
    for (Task& each : session.scalars(select<Task>()))
      for (const Label& label : each.labels()) written.emplace(each.title(), label.name());
    ASSERT_EQ(written, expected) << "seed " << seed;
  }
}

}  // namespace
}  // namespace orp::tests
