// SPDX-License-Identifier: MIT
// INSERT, UPDATE and DELETE put together wrongly.
#include <tuple>
#include <vector>

#include "orpiment/sql/upsert.hpp"
#include "sql/model.hpp"

using namespace shop;

void right() {
  const std::vector<std::tuple<int, const char*>> rows{{1, "a"}};
  const auto tags = orp::insert<Tag>().values(rows, Tag::c.id, Tag::c.label);
  (void)tags.on_conflict(Tag::c.id).do_update(Tag::c.label = orp::excluded(Tag::c.label));
  (void)tags.on_conflict().do_nothing();
  (void)orp::aliased<User>(orp::select<User>().subquery());
#if FAIL == 1
  (void)orp::insert<Tag>().values(std::vector<int>{1});
#elif FAIL == 2
  (void)orp::insert<Tag>().values(rows, Tag::c.id);
#elif FAIL == 3
  (void)tags.on_conflict().do_update(Tag::c.label = "b");
#elif FAIL == 4
  (void)tags.on_conflict(User::c.id);
#elif FAIL == 5
  (void)tags.on_conflict(Tag::c.id).do_update(User::c.name = "b");
#elif FAIL == 6
  (void)orp::select(User::c.id).select_from(orp::select(User::c.id));
#elif FAIL == 7
  (void)orp::aliased<User>(orp::select<User>());
#endif
}
