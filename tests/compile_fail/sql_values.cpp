// SPDX-License-Identifier: MIT
// Operands of the wrong type.
#include <optional>

#include "orpiment/base/literals.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/write.hpp"
#include "sql/model.hpp"

using namespace shop;
using namespace orp::literals;

void right(const std::optional<int>& age) {
  (void)(User::c.email == "ann@example.com" && User::c.age == age && 3 < User::c.age);
  (void)(Order::c.total > 1 && Order::c.total < "1.5"_dec && Item::c.weight > 1);
  (void)(Item::c.details == orp::Json() && Order::c.status != Status::open);
  (void)(User::c.name = "Ann");
#if FAIL == 1
  (void)(User::c.email == 3);
#elif FAIL == 2
  (void)(3 == User::c.email);
#elif FAIL == 3
  (void)(Order::c.total > 1.5);
#elif FAIL == 4
  (void)(Order::c.status == 1);
#elif FAIL == 5
  (void)(User::c.age == 3.5);
#elif FAIL == 6
  (void)(Item::c.details < orp::Json());
#elif FAIL == 7
  (void)(User::c.age < age);
#elif FAIL == 8
  (void)(User::c.name + 3);
#elif FAIL == 9
  (void)(User::c.id.in_({"a"}));
#elif FAIL == 10
  (void)User::c.name.like(3);
#elif FAIL == 11
  (void)orp::func::sum(User::c.name);
#elif FAIL == 12
  (void)(User::c.name = 3);
#elif FAIL == 13
  (void)(User::c.name = std::nullopt);
#elif FAIL == 14
  (void)(User::c.orders == 3);
#elif FAIL == 15
  (void)(User::c.age = Order::c.total);
#elif FAIL == 16
  (void)(User::c.age = Item::c.weight);
#elif FAIL == 17
  (void)(User::c.age + age);
#elif FAIL == 18
  (void)orp::insert<User>().from_select(orp::select(Order::c.total), User::c.age);
#elif FAIL == 19
  (void)orp::case_().when(User::c.age == age, nullptr);
#elif FAIL == 20
  (void)(User::c.age > orp::select(orp::func::avg(User::c.age)));
#elif FAIL == 21
  (void)(orp::select(User::c.id) == User::c.id);
#elif FAIL == 22
  (void)(User::c.age - orp::select(User::c.age).where(User::c.id == 1));
#endif
}
