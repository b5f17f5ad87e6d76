// SPDX-License-Identifier: MIT
// The part of a program that knows the database.
#include "shop.hpp"

#include <orpiment/orpiment.hpp>
#include <shop/model.hpp>

using namespace orp::literals;

int orders_of_alice() {
  orp::Engine engine = orp::create_engine("sqlite://");
  shop::metadata().create_all(engine);

  orp::Session session(engine);
  shop::User& alice = session.add<shop::User>({.name = "Alice"});
  alice.orders().add({.total = "12.50"_dec});
  session.commit();

  int found = 0;
  for (shop::User& user : session.scalars(orp::select<shop::User>())) {
    for (shop::Order& order : user.orders()) {
      found += user.name() == "Alice" && order.total() == "12.5"_dec ? 1 : 0;
    }
  }
  return found;
}
