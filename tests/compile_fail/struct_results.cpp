// SPDX-License-Identifier: MIT
// Rows into structs that do not hold them, with the headers that a program includes.
#include <ostream>
#include <shop/model.hpp>

#include <orpiment/orpiment.hpp>

using shop::Order;
using shop::User;

struct Card {
  std::string name;
  std::optional<std::int32_t> age;
};
struct Nested {
  Card card;
  int ages[2];
};
struct Narrow {
  std::string name;
  std::optional<std::int16_t> age;
};
struct Unsigned {
  std::string name;
  std::optional<std::uint64_t> age;
};
struct Plain {
  std::string name;
  std::int32_t age;
};
struct Swapped {
  std::optional<std::int32_t> age;
  std::string name;
};
struct More : Card {
  int more;
};
struct Made {
  Made(std::string, int) {}
  std::string name;
  std::optional<int> age;
};
struct Buyer {
  User* user;
  orp::Decimal total;
};

void use(orp::Session& session, std::ostream& out) {
  const auto cards = session.execute(orp::select(User::c.name, User::c.age));
  const auto names = session.execute(orp::select(User::c.name));
  const auto buyers = session.execute(orp::select<User>(Order::c.total).join(User::c.orders));
  (void)cards.into<Card>();
  (void)cards.into(&Card::name, &Card::age);
  (void)buyers.into<Buyer>();
  cards.to_csv(out);
#if FAIL == 1
  (void)names.into<Card>();
#elif FAIL == 2
  (void)session.execute(orp::select(User::c.name, User::c.age, User::c.id)).into<Card>();
#elif FAIL == 3
  (void)cards.into<Narrow>();
#elif FAIL == 4
  (void)cards.into<Unsigned>();
#elif FAIL == 5
  (void)cards.into<Swapped>();
#elif FAIL == 6
  (void)cards.into<Nested>();
#elif FAIL == 7
  (void)cards.into<Plain>();
#elif FAIL == 8
  (void)cards.into<More>();
#elif FAIL == 9
  (void)cards.into<Made>();
#elif FAIL == 10
  (void)cards.into(&Card::name);
#elif FAIL == 11
  (void)cards.into(&Plain::name, &Plain::age);
#elif FAIL == 12
  (void)cards.into(&Swapped::age, &Swapped::name);
#elif FAIL == 13
  (void)cards.into(&Made::name, &Made::age);
#elif FAIL == 14
  (void)buyers.into<Card>();
#elif FAIL == 15
  buyers.to_csv(out);
#elif FAIL == 16
  (void)buyers.mappings();
#elif FAIL == 17
  (void)cards.columns<2>();
#elif FAIL == 18
  (void)cards.scalars<2>();
#endif
}
