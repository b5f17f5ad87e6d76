// SPDX-License-Identifier: MIT
// What operations that databases spell in ways of their own do not take.
#include "orpiment/sql/detail/operation_members.hpp"

#include "orpiment/sql/array.hpp"
#include "orpiment/sql/extract.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/row_value.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/table_function.hpp"
#include "sql/model.hpp"

using namespace shop;

void right() {
  (void)User::c.age.bitwise_and(3).bitwise_lshift(User::c.age);
  (void)orp::extract(orp::Field::year, Order::c.due);
#if FAIL == 1
  (void)User::c.age.bitwise_and(1.5);
#elif FAIL == 2
  (void)Order::c.total.bitwise_xor(1);
#elif FAIL == 3
  (void)User::c.name.bitwise_not();
#elif FAIL == 4
  (void)User::c.age.bitwise_lshift("2");
#elif FAIL == 5
  (void)User::c.age.collate("C");
#elif FAIL == 6
  (void)User::c.age.regexp_match("1");
#elif FAIL == 7
  (void)User::c.name.regexp_replace("a", 1);
#elif FAIL == 8
  (void)orp::extract(orp::Field::year, User::c.name);
#elif FAIL == 9
  (void)User::c.age.between_symmetric("a", 1);
#elif FAIL == 10
  (void)(orp::tuple(User::c.id, User::c.age) == orp::tuple(1, 2, 3));
#elif FAIL == 11
  (void)(orp::tuple(User::c.id, User::c.name) < orp::tuple(1, 2));
#elif FAIL == 12
  (void)(orp::tuple(Item::c.order_id, Item::c.details) < orp::tuple(1, Item::c.details));
#elif FAIL == 13
  (void)(orp::tuple(User::c.id, User::c.age) == std::tuple(1, std::optional<int>()));
#elif FAIL == 14
  (void)orp::tuple(User::c.id, User::c.age).in_(std::vector<int>());
#elif FAIL == 15
  (void)orp::tuple(User::c.id, User::c.age).in_({{1, "a"}});
#elif FAIL == 16
  (void)orp::tuple(User::c.id, User::c.name).in_(orp::select(User::c.id));
#elif FAIL == 17
  (void)orp::tuple(User::c.id);
#elif FAIL == 18
  (void)User::c.name["a"];
#elif FAIL == 19
  (void)Item::c.details[1.5];
#elif FAIL == 20
  (void)Item::c.details["a"].as<float>();
#elif FAIL == 21
  (void)orp::json(User::c.name);
#elif FAIL == 22
  (void)orp::json(Item::c.details).contains("{}");
#elif FAIL == 23
  (void)orp::func::json_typeof(User::c.name);
#elif FAIL == 24
  (void)(User::c.age == orp::any_(User::c.age));
#elif FAIL == 25
  (void)(User::c.age == orp::any_(Note::c.tags));
#elif FAIL == 26
  (void)(std::optional<int>() < orp::all_(Note::c.scores));
#elif FAIL == 27
  (void)orp::array(Note::c.tags).contains(std::vector{1, 2});
#elif FAIL == 28
  (void)orp::array(Note::c.tags).overlap(Note::c.scores);
#elif FAIL == 29
  (void)orp::array(User::c.name);
#elif FAIL == 30
  (void)orp::func::array_agg(Note::c.tags);
#elif FAIL == 31
  (void)orp::generate_series(1, 2.5);
#elif FAIL == 32
  (void)orp::unnest(User::c.name);
#elif FAIL == 33
  (void)orp::json_each(User::c.name);
#elif FAIL == 34
  (void)orp::generate_series(1, 2).column<1>();
#elif FAIL == 35
  (void)orp::tuple(User::c.id, User::c.age).in_(std::tuple(1, 2), std::tuple(3, 4));
#endif
}
