// SPDX-License-Identifier: MIT
#include <iostream>
#include <orpiment/orpiment.hpp>
#include <todo/model.hpp>

using namespace todo;

int main() {
  orp::Engine engine = orp::create_engine("sqlite://");  // in memory
  todo::metadata().create_all(engine);

  orp::Session session(engine);
  Project& garden = session.add<Project>({.name = "Garden"});
  Task& beans = garden.tasks().add({.title = "Plant beans"});
  garden.tasks().add({.title = "Mend the fence"});
  session.commit();  // INSERT of the project, then of both tasks at once; keys are filled in

  beans.set_done(true);
  session.commit();  // UPDATE of the one column that has changed

  auto waiting = orp::select<Task>().where(!Task::c.done);
  for (Task& task : session.scalars(waiting))
    std::cout << task.project().name() << ": " << task.title() << '\n';
}
