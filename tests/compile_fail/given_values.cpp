// SPDX-License-Identifier: MIT
// Values that would mean something else in their column: given to setters, to New, to keys and to
// statements.
#include <optional>
#include <shop/model.hpp>
#include <string_view>
#include <vector>

#include <orpiment/orpiment.hpp>

using shop::Order;
using shop::User;

// given.hpp, rule 1.
void give(orp::Session& session, User& user, Order& order, std::optional<long> age,
          const std::vector<bool>& flags) {
  user.set_age(42U);
  user.set_age(age);
  user.set_age(nullptr);
  user.set_active(flags[0]);
  user.set_name(std::string_view("Ann"));
  order.set_total(12);
  session.add<User>({.id = 5ULL, .name = "Ann", .email = "x", .age = nullptr, .active = flags[1]});
  (void)session.get<User>(5U);
  (void)orp::select<User>().limit(3U).offset(age).limit(std::nullopt);
#if FAIL == 1
  user.set_age(3.7);
#elif FAIL == 2
  user.set_active("false");
#elif FAIL == 3
  user.set_active(1);
#elif FAIL == 4
  user.set_active(&user);
#elif FAIL == 5
  user.set_id(true);
#elif FAIL == 6
  user.set_id('a');
#elif FAIL == 7
  user.set_id(age);
#elif FAIL == 8
  user.set_name(0);
#elif FAIL == 9
  user.set_name(nullptr);
#elif FAIL == 10
  user.set_id(std::nullopt);
#elif FAIL == 11
  session.add<User>({.name = "Ann", .email = nullptr});
#elif FAIL == 12
  session.add<User>({.name = "Ann", .email = "x", .age = 3.7});
#elif FAIL == 13
  session.add<User>({.name = "Ann", .email = "x", .active = "false"});
#elif FAIL == 14
  session.get<User>(3.7);
#elif FAIL == 15
  session.get_one<User>("1");
#elif FAIL == 16
  (void)orp::select<User>().limit(2.5);
#elif FAIL == 17
  (void)orp::update<User>().set(User::c.age = 3.5);
#elif FAIL == 18
  (void)orp::insert<User>().values(User::c.active = "yes");
#elif FAIL == 19
  (void)(User::c.active == "false");
#elif FAIL == 20
  (void)User::c.name.in_({nullptr, nullptr});
#elif FAIL == 21
  (void)User::c.name.contains(nullptr);
#elif FAIL == 22
  (void)orp::literal(nullptr);
#elif FAIL == 23
  (void)orp::func::coalesce(User::c.name, nullptr);
#elif FAIL == 24
  order.set_total(12.5);
#endif
}
