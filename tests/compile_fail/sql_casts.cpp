// SPDX-License-Identifier: MIT
// Casts and functions that would mean something else on another database.
#include "orpiment/sql/functions.hpp"
#include "sql/model.hpp"

using namespace shop;

void right() {
  (void)orp::cast<std::string>(Item::c.token);
  (void)orp::cast<orp::Date>(User::c.created_at);
  (void)orp::cast<orp::Decimal>(Item::c.weight, 12, 2);
  (void)orp::func::max(User::c.active);
  (void)orp::func::coalesce(User::c.id, User::c.age);
  (void)orp::case_().when(User::c.id == 1, Order::c.total).else_(User::c.id);
#if FAIL == 1
  (void)orp::cast<orp::Date>(User::c.age);
#elif FAIL == 2
  (void)orp::cast<orp::Uuid>(Item::c.weight);
#elif FAIL == 3
  (void)orp::cast<std::string>(Item::c.weight);
#elif FAIL == 4
  (void)orp::cast<std::string>(Item::c.details);
#elif FAIL == 5
  (void)orp::cast<std::int32_t>(User::c.name);
#elif FAIL == 6
  (void)orp::cast<Status>(User::c.name);
#elif FAIL == 7
  (void)orp::cast<float>(Item::c.weight);
#elif FAIL == 8
  (void)orp::cast<std::int64_t>(User::c.created_at);
#elif FAIL == 9
  (void)orp::cast<orp::Decimal>(User::c.name, 12, 2);
#elif FAIL == 10
  (void)orp::cast<orp::Decimal>(User::c.id);
#elif FAIL == 11
  (void)orp::func::max(Item::c.token);
#elif FAIL == 12
  (void)orp::func::min(Item::c.picture);
#elif FAIL == 13
  (void)orp::func::coalesce(User::c.age, Order::c.total);
#elif FAIL == 14
  (void)orp::func::coalesce(User::c.age, User::c.id);
#elif FAIL == 15
  (void)orp::case_().when(User::c.id == 1, User::c.id).else_(Order::c.total);
#elif FAIL == 16
  (void)orp::case_().when(User::c.id == 1, User::c.id).else_(Item::c.weight);
#endif
}
