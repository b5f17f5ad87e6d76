// SPDX-License-Identifier: MIT
// Mistakes of a first hour, with the headers that a program includes.
#include <shop/model.hpp>
#include <string>

#include <orpiment/orpiment.hpp>

using namespace shop;

void use(orp::Session& session, orp::Connection& connection, User& user) {
  session.execute(orp::text("DELETE FROM users"));
  connection.execute(orp::text("DELETE FROM users"));
  session.scalars(orp::select<User>().where(User::c.name == "Ann"));
#if FAIL == 1
  session.execute("DELETE FROM users");
#elif FAIL == 2
  session.execute(std::string("DELETE FROM users"));
#elif FAIL == 3
  connection.execute("DELETE FROM users");
#elif FAIL == 4
  session.scalars(orp::select<User>().where(User::c.name == 5));
#elif FAIL == 5
  session.scalars(orp::select<User>().where(User::c.age > 1.5));
#elif FAIL == 6
  session.scalars(orp::select<User>().options(orp::selectinload(User::c.name)));
#elif FAIL == 7
  session.add<User>({.email = "ann@example.com"});
#elif FAIL == 8
  for (User& found : session.scalars(orp::select(User::c.name))) found.set_name("Ann");
#endif
  user.set_name("Ann");
}
