// SPDX-License-Identifier: MIT
// Lists of attributes name those of the object's own class.
#include <orpiment/session/session.hpp>
#include <shop/model.hpp>

void forget(orp::Session& session, shop::User& user) {
  session.expire(user, {shop::User::c.name, shop::User::c.orders});
  session.refresh(user, {shop::User::c.name});

#if FAIL == 1
  session.expire(user, {shop::Order::c.total});
#elif FAIL == 2
  session.refresh(user, {shop::Order::c.user});
#elif FAIL == 3
  session.refresh(user, {"name"});
#endif
}
