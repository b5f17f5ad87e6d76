// SPDX-License-Identifier: MIT
// Window functions without a window, and what aggregates and windows do not take.
#include "orpiment/sql/window.hpp"

#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "sql/model.hpp"

using namespace shop;
namespace func = orp::func;

void right() {
  const auto by_age = orp::order_by(User::c.age.desc());
  (void)orp::select(func::rank().over(by_age).label("place"));
  (void)func::count(User::c.id).filter(User::c.age > 3).over(by_age, orp::rows(orp::current_row));
#if FAIL == 1
  (void)orp::select(func::rank());
#elif FAIL == 2
  (void)func::rank().label("place");
#elif FAIL == 3
  (void)orp::select(User::c.id).order_by(func::row_number());
#elif FAIL == 4
  (void)func::count(User::c.id).filter(User::c.age);
#elif FAIL == 5
  (void)func::count(User::c.id).filter("age > 3");
#elif FAIL == 6
  (void)func::rank().over(User::c.age);
#elif FAIL == 7
  (void)func::rank().over(orp::partition_by(3));
#elif FAIL == 8
  (void)func::lag(User::c.name, 1, 0);
#elif FAIL == 9
  (void)orp::rows(orp::preceding("2"));
#elif FAIL == 10
  (void)func::percentile_cont(0.5).within_group(orp::order_by(User::c.name));
#elif FAIL == 11
  (void)func::mode().within_group(orp::order_by(User::c.age.desc()));
#elif FAIL == 12
  (void)func::string_agg(User::c.age, ", ");
#endif
}
