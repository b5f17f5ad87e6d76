// SPDX-License-Identifier: MIT
// Subqueries, CTEs and set operations put together wrongly.
#include "orpiment/sql/select.hpp"
#include "sql/model.hpp"

using namespace shop;

int right() {
  const auto ids = orp::select(User::c.id).subquery();
  (void)orp::select(ids[User::c.id]);
  (void)orp::select(User::c.name).union_(orp::select(Tag::c.label));
#if FAIL == 1
  (void)ids[User::c.name];
#elif FAIL == 2
  (void)orp::select(User::c.id).union_(orp::select(User::c.name));
#elif FAIL == 3
  (void)orp::select(User::c.id).union_all(orp::select(User::c.id, User::c.name));
#elif FAIL == 4
  (void)orp::select(User::c.id).recursive_cte("t", [](const auto&) {
    return orp::select(User::c.name);
  });
#elif FAIL == 5
  (void)orp::select(orp::select<User>().subquery());
#elif FAIL == 6
  (void)orp::aliased<User>(ids);
#elif FAIL == 7
  (void)orp::select(User::c.id).union_(orp::select(Tag::c.id)).order_by("id");
#endif
  return 0;
}
