// SPDX-License-Identifier: MIT
// What users of a mapper get wrong most often, with the headers that a program includes.
#include <shop/model.hpp>

#include <orpiment/orpiment.hpp>

using shop::Order;
using shop::User;

void use(orp::Session& session, orp::Connection& connection, User& user, Order& order) {
  session.execute(orp::delete_<User>().where(User::c.id == 1));
  session.execute(orp::delete_<User>().all_rows());
  connection.execute(orp::select(User::c.id));
  connection.scalars(orp::text("SELECT 1").columns<int>());
  session.add<User>(User::New{.name = "Ann", .email = "ann@example.com"});
#if FAIL == 1
  session.execute(orp::delete_<User>());
#elif FAIL == 2
  connection.execute(orp::update<User>().set(User::c.age = 3));
#elif FAIL == 3
  session.execute(orp::update<User>().set(User::c.age = 3).returning(User::c.id));
#elif FAIL == 4
  (void)orp::update<User>().where();
#elif FAIL == 5
  connection.execute(orp::select<User>());
#elif FAIL == 6
  connection.scalars(orp::select<User>());
#elif FAIL == 7
  for (User& found : session.scalars(orp::text("SELECT * FROM users"))) found.set_age(3);
#elif FAIL == 8
  (void)session.scalar(orp::select(User::c.id, User::c.name));
#elif FAIL == 9
  session.execute(User::c.id);
#elif FAIL == 10
  (void)orp::case_().when(User::c.age < 18, "minor").else_(3);
#elif FAIL == 11
  (void)orp::func::coalesce(User::c.name, 3);
#elif FAIL == 12
  (void)User::c.age.in_(5);
#elif FAIL == 13
  (void)orp::func::lower(User::c.age);
#elif FAIL == 14
  (void)orp::select<User>().where(user.name() == "Ann");
#elif FAIL == 15
  (void)orp::select<User>().where(User::c.name == "Ann" && user.active());
#elif FAIL == 16
  (void)orp::select<User>().order_by(User::c.orders);
#elif FAIL == 17
  (void)orp::select<User>().options(orp::joinedload(User::c.name));
#elif FAIL == 18
  (void)orp::select<User>().where(User::c.nam == "Ann");
#elif FAIL == 19
  session.add<User>(User::New{.nam = "Ann", .email = "ann@example.com"});
#elif FAIL == 20
  session.add<User>({.nam = "Ann", .email = "ann@example.com"});
#elif FAIL == 21
  User ann;
#elif FAIL == 22
  auto copy = session.get_one<User>(1);
#elif FAIL == 23
  user.orders().push_back(order);
#elif FAIL == 24
  order.set_user(nullptr);
#elif FAIL == 25
  user.set_nam("Ann");
#elif FAIL == 26
  (void)orp::insert<User>().values("Ann");
#elif FAIL == 27
  (void)orp::case_().when(User::c.age < 18, "minor").else_(nullptr);
#elif FAIL == 28
  (void)orp::func::greatest(User::c.age, std::nullopt);
#elif FAIL == 29
  (void)orp::func::count("*");
#elif FAIL == 30
  (void)orp::func::max("age");
#elif FAIL == 31
  (void)User::c.age.in_(1, 2, 3);
#elif FAIL == 32
  (void)User::c.name.not_in("Ann", "Bob");
#elif FAIL == 33
  (void)orp::select(User::c.id, orp::text("name"));
#endif
  order.set_user(user);
}
