// SPDX-License-Identifier: MIT
// A small company on each database, for scenarios whose allocations fail.
#pragma once
#include "allocations.hpp"
#include "company/model.hpp"
#include "orpiment/orpiment.hpp"
#include "support/database.hpp"

namespace orp::tests {

using company::Label;
using company::Person;
using company::Room;
using company::Task;
using company::Team;

class CompanyMemory : public OnEachDatabase {
 protected:
  void SetUp() override { company::metadata().create_all(engine()); }

  void for_each_allocation(const std::function<bool(long)>& attempt) {
    tests::for_each_allocation(is_postgres(), attempt);
  }

  static void fill(Session& session) {
    Team& red = session.add<Team>({.name = "red"});
    Person& ann = session.add<Person>({.name = "Ann", .team = red});
    session.add<Person>({.name = "Ben", .boss = ann});
    Task& paint = session.add<Task>({.title = "paint", .owner = ann});
    session.add<Task>({.title = "wash", .owner = ann});
    paint.labels().add(session.add<Label>({.name = "soon"}));
    paint.labels().add(session.add<Label>({.name = "late"}));
  }
  void fill() {
    Session session(engine());
    fill(session);
    session.commit();
  }
  void empty() {
    Session session(engine());
    for (Task* const task : session.scalars(select<Task>()).all()) session.delete_(*task);
    for (Label* const label : session.scalars(select<Label>()).all()) session.delete_(*label);
    for (Person* const person : session.scalars(select<Person>()).all()) session.delete_(*person);
    for (Team* const team : session.scalars(select<Team>()).all()) session.delete_(*team);
    session.commit();
  }
  template <class E>
  std::size_t count() {
    Session session(engine());
    return session.scalars(select<E>()).all().size();
  }

  static Task& task(Session& session, std::string_view title) {
    return session.scalars(select<Task>().where(Task::c.title == title)).one();
  }
  static Label& label(Session& session, std::string_view name) {
    return session.scalars(select<Label>().where(Label::c.name == name)).one();
  }
};

}  // namespace orp::tests
