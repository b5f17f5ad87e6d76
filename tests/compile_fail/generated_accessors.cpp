// SPDX-License-Identifier: MIT
// What accessors refuse: values of another type, and no object where there must be one.
#include <optional>
#include <shop/model.hpp>

#include "orpiment/session/set_expression.hpp"
#include "orpiment/sql/operators.hpp"

void change(shop::User& user, shop::Order& order) {
  user.set_name("Alice");
  user.set_age(42);
  user.set_age(std::nullopt);
  order.set_user(user);
  user.set(shop::User::c.age, shop::User::c.age + 1);
  const shop::Order& seen = order;
  const shop::User& owner = seen.user();
  static_cast<void>(owner);

#if FAIL == 1
  user.set_id("one");
#elif FAIL == 2
  order.set_status("paid");
#elif FAIL == 3
  order.set_user(nullptr);
#elif FAIL == 4
  seen.user().set_name("Bob");
#elif FAIL == 5
  owner.orders().clear();
#elif FAIL == 6
  user.set(shop::User::c.name, "Alice");
#elif FAIL == 7
  user.set(shop::User::c.age, shop::User::c.name);
#elif FAIL == 8
  user.set(shop::Order::c.id, shop::Order::c.id + 1);
#endif
}
