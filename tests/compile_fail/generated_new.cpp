// SPDX-License-Identifier: MIT
// What New{...} refuses: a column that must be given and is not, and values of another type.
#include <orpiment/base/literals.hpp>
#include <orpiment/session/session.hpp>
#include <shop/model.hpp>

using namespace orp::literals;

void add(orp::Session& session) {
  shop::User& alice = session.add<shop::User>({.name = "Alice", .email = "alice@example.com"});
  session.add<shop::User>({.name = "Bob", .email = "bob@example.com", .age = 42});
  session.add<shop::User>({.name = "Cy", .email = "cy@example.com", .age = std::nullopt});
  session.add<shop::Order>({.total = "12.50"_dec, .user = alice});
  alice.orders().add({.total = 12});

#if FAIL == 1
  session.add<shop::User>({.email = "alice@example.com"});
#elif FAIL == 2
  alice.orders().add({.status = shop::OrderStatus::paid});
#elif FAIL == 3
  session.add<shop::User>({.name = 5, .email = "alice@example.com"});
#elif FAIL == 4
  session.add<shop::Order>({.total = 12.5});
#elif FAIL == 5
  session.add<shop::User>({.name = "Alice", .email = "alice@example.com", .active = "yes"});
#elif FAIL == 6
  session.add<shop::Order>({.total = 1, .status = "paid"});
#endif
}
