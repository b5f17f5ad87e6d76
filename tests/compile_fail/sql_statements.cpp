// SPDX-License-Identifier: MIT
// Statements put together wrongly.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "orpiment/sql/bindparam_list.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/text.hpp"
#include "orpiment/sql/write.hpp"
#include "sql/model.hpp"

using namespace shop;

int right(const char* argument) {
  constexpr const char* adults = "age > 17";
  (void)orp::select<User>().where(orp::text(adults), orp::unsafe_text(argument));
  (void)orp::select(orp::text<int>("count(*)")).where(orp::text("age > 3"));
  (void)orp::select<User>().join(User::c.orders).options(orp::selectinload(User::c.orders));
  (void)orp::insert<User>().values(User::c.name = "Ann");
#if FAIL == 1
  (void)orp::select("count(*)");
#elif FAIL == 2
  (void)orp::select<User>().where("age > 3");
#elif FAIL == 3
  (void)orp::select(User::c.id).order_by("id");
#elif FAIL == 4
  if (User::c.name == User::c.email) return 1;
#elif FAIL == 5
  (void)(User::c.active && true);
#elif FAIL == 6
  (void)orp::select<User>().where(User::c.name = "Ann");
#elif FAIL == 7
  (void)orp::select<User>().join(User::c.id);
#elif FAIL == 8
  (void)User::c.id.in_(orp::select(User::c.name));
#elif FAIL == 9
  (void)orp::select(User::c.name, User::c.id).scalar_subquery();
#elif FAIL == 10
  (void)orp::insert<User>().values(Order::c.id = 3);
#elif FAIL == 11
  (void)orp::selectinload(User::c.orders).selectinload(User::c.orders);
#elif FAIL == 12
  (void)orp::text(std::string("age > ") + argument);
#elif FAIL == 13
  (void)orp::text(argument);
#elif FAIL == 14
  (void)orp::select<User>().from_statement(orp::insert<User>().values().returning(User::c.id));
#elif FAIL == 15
  (void)orp::column<orp::Decimal>("total");
#elif FAIL == 16
  (void)orp::bindparam<orp::Decimal>("least");
#elif FAIL == 17
  (void)User::c.name.in_(orp::bindparam_list<std::int64_t>("ids"));
#elif FAIL == 18
  (void)orp::bindparam_list<orp::Decimal>("totals");
#elif FAIL == 19
  (void)(orp::bindparam_list<int>("ages") = std::vector<std::optional<int>>());
#elif FAIL == 20
  (void)orp::select<User>().limit(User::c.name);
#elif FAIL == 21
  (void)User::c.name.contains(User::c.age);
#elif FAIL == 22
  (void)orp::case_(User::c.age).when(nullptr, "unknown");
#elif FAIL == 23
  (void)orp::select<User>().limit_with_ties(User::c.age);
#endif
  return 0;
}
