// SPDX-License-Identifier: MIT
// What is only read: the rows of a view.
#include <shop/model.hpp>

#include "orpiment/orpiment.hpp"

void read(orp::Session& session) {
  for (shop::Total& total : session.scalars(orp::select<shop::Total>())) {
    static_cast<void>(total.amount());
    static_cast<void>(total.user());
#if FAIL == 1
    total.set_amount(orp::Decimal(1));
#elif FAIL == 2
    session.delete_(total);
#elif FAIL == 3
    total.set_user(total.user());
#endif
  }
  session.delete_(session.scalars(orp::select<shop::User>()).one());
#if FAIL == 4
  static_cast<void>(orp::insert<shop::Total>());
#elif FAIL == 5
  static_cast<void>(orp::update<shop::Total>());
#elif FAIL == 6
  static_cast<void>(orp::delete_<shop::Total>());
#elif FAIL == 7
  session.add<shop::Total>({});
#endif
}
