// SPDX-License-Identifier: MIT
// Entities belong to their session: a program neither makes, copies nor destroys one.
#include <shop/model.hpp>

void own(shop::User& user, shop::User& other) {
  shop::User* same = &user;
  static_cast<void>(same);
  static_cast<void>(other);

#if FAIL == 1
  shop::User copy(user);
#elif FAIL == 2
  new shop::User();
#elif FAIL == 3
  user = other;
#elif FAIL == 4
  delete &user;
#endif
}
