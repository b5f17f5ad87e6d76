// SPDX-License-Identifier: MIT
// What accessors refuse: values of another type, and no object where there must be one.
#include <optional>
#include <shop/model.hpp>

void change(shop::User& user, shop::Order& order) {
  user.set_name("Alice");
  user.set_age(42);
  user.set_age(std::nullopt);
  order.set_user(user);
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
#endif
}
