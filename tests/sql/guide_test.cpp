// SPDX-License-Identifier: MIT
// The code that docs/guide/queries.md shows, run.
#include <gtest/gtest.h>

#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

#include "backend/postgres/dialect.hpp"
#include "orpiment/base/literals.hpp"
#include "orpiment/engine/engine.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/recursion.hpp"
#include "orpiment/sql/text.hpp"
#include "orpiment/sql/write.hpp"
#include "sql/databases.hpp"
#include "sql/model.hpp"

namespace {

using namespace shop;
using namespace orp::literals;

class QueryGuide : public testing::Test {
 protected:
  QueryGuide() { connection.execute_script(sqlite_tables); }

  orp::Engine engine = orp::create_engine("sqlite://");
  orp::Connection connection = engine.connect();
};

// snippet: compose
orp::Select<User> find_users(const std::optional<std::string>& name, bool only_adults) {
  auto stmt = orp::select<User>();
  if (name) stmt = stmt.where(User::c.name.icontains(*name));
  if (only_adults) stmt = stmt.where(User::c.age >= 18);
  return stmt.order_by(User::c.name);
}
// end snippet

// snippet: any_of
orp::Predicate any_of(const std::vector<std::string>& names) {
  orp::Predicate any = orp::false_();
  for (const std::string& name : names) any = any || User::c.name.startswith(name);
  return any;
}
// end snippet

TEST_F(QueryGuide, composes) {
  EXPECT_NE(find_users("ann", true).to_sql().find("ILIKE"), std::string::npos);
  EXPECT_NE(orp::select<User>().where(any_of({"a", "b"})).to_sql().find(" OR "), std::string::npos);
}

TEST_F(QueryGuide, selects) {
  // snippet: select
  auto objects = orp::select<User>();                            // User&
  auto values = orp::select(User::c.name, User::c.age);          // std::string, std::optional<int>
  auto both = orp::select<User>(orp::func::count(Order::c.id));  // User&, std::int64_t
  // end snippet
  connection.execute(values);
  EXPECT_FALSE(objects.to_sql().empty());
  EXPECT_FALSE(both.join(User::c.orders).group_by(User::c.id).to_sql().empty());
}

TEST_F(QueryGuide, filters) {
  // snippet: conditions
  std::optional<int> age;
  auto stmt = orp::select(User::c.id)
                  .where(User::c.active == true, User::c.age == age)  // age IS NULL: it is empty
                  .where(User::c.name.contains("50%"))                // the text as it stands
                  .where(User::c.id.in_({1, 2, 3}) || User::c.email.like("%@example.com"))
                  .where(!User::c.age.between(30, 40), 18 <= User::c.age);
  // end snippet
  connection.execute(stmt);
}

TEST_F(QueryGuide, joins) {
  // snippet: join
  auto report = orp::select(User::c.name, orp::func::sum(Order::c.total).label("spent"))
                    .join(User::c.orders)
                    .where(Order::c.status != Status::open)
                    .group_by(User::c.name)
                    .having(orp::func::count() > 3)
                    .order_by(User::c.name);
  for (auto [name, spent] : connection.execute(report)) {  // std::string, optional<Decimal>
    std::printf("%s %s\n", name.c_str(), spent->to_string().c_str());
  }
  // end snippet
  // snippet: outer_join
  auto with_or_without = orp::select<User, Order*>().outerjoin(User::c.orders);
  auto totals = orp::select(User::c.name, Order::c.total.or_null()).outerjoin(User::c.orders);
  // end snippet
  connection.execute(totals);
  EXPECT_FALSE(with_or_without.to_sql().empty());
  // snippet: alias
  auto boss = orp::aliased<Employee>();
  auto stmt = orp::select(Employee::c.name, boss[Employee::c.name].label("boss"))
                  .join(Employee::c.manager, boss)
                  .where(boss[Employee::c.name] != Employee::c.name);
  // end snippet
  connection.execute(stmt);
}

TEST_F(QueryGuide, asks_about_relationships) {
  // snippet: relations
  auto big_spenders = orp::select(User::c.id).where(User::c.orders.any(Order::c.total > 1000));
  auto without_tags = orp::select(User::c.id).where(!User::c.tags.any());
  auto of_ann = orp::select(Order::c.id).where(Order::c.user.has(User::c.name == "Ann"));
  auto the_top = orp::select(Employee::c.id).where(Employee::c.manager == nullptr);
  // end snippet
  connection.execute(big_spenders);
  connection.execute(without_tags);
  connection.execute(of_ann);
  connection.execute(the_top);
}

TEST_F(QueryGuide, looks_into_other_selects) {
  // snippet: subqueries
  auto latest = orp::select(orp::func::max(Order::c.id)).where(Order::c.user_id == User::c.id);
  auto stmt = orp::select(User::c.name, latest.scalar_subquery().label("latest"))
                  .where(User::c.id.in_(orp::select(Order::c.user_id)));
  // end snippet
  connection.execute(stmt);
}

TEST_F(QueryGuide, compares_with_an_average) {
  // snippet: own_table
  auto average = orp::select(orp::func::avg(User::c.age)).scalar_subquery();
  auto older = orp::select(User::c.name).where(User::c.age > average);
  // end snippet
  connection.execute(older);
}

TEST_F(QueryGuide, joins_a_cte) {
  // snippet: cte
  auto recent = orp::select(Order::c.id, Order::c.user_id, Order::c.total)
                    .where(Order::c.due >= orp::Date::parse("2024-01-01"))
                    .cte("recent");
  auto stmt = orp::select(User::c.name, orp::func::sum(recent[Order::c.total]).label("spent"))
                  .join(recent, recent[Order::c.user_id] == User::c.id)
                  .group_by(User::c.id, User::c.name);
  // end snippet
  connection.execute(stmt);
}

TEST_F(QueryGuide, joins_what_was_counted) {
  // snippet: derived
  auto orders = orp::func::count().label("orders");
  auto counted = orp::select(Order::c.user_id, orders).group_by(Order::c.user_id).subquery();
  auto stmt = orp::select(User::c.name, counted.or_null()[orders])
                  .outerjoin(counted, counted[Order::c.user_id] == User::c.id);
  for (auto [name, count] : connection.execute(stmt))  // std::string, optional<std::int64_t>
    std::printf("%s %d\n", name.c_str(), static_cast<int>(count.value_or(0)));
  // end snippet
}

TEST_F(QueryGuide, follows_a_tree) {
  // snippet: recursive
  auto depth = orp::literal(0).label("depth");
  auto tree = orp::select(Employee::c.id, Employee::c.name, depth)
                  .where(Employee::c.manager_id == nullptr)
                  .recursive_cte("tree", [&](const auto& up) {
                    return orp::select(Employee::c.id, Employee::c.name, up[depth] + 1)
                        .join(up, Employee::c.manager_id == up[Employee::c.id])
                        .where(up[depth] < 20);
                  });
  for (auto [id, name, level] : connection.execute(orp::select(tree).order_by(tree[depth])))
    std::printf("%d %s\n", level, name.c_str());
  // end snippet
}

TEST_F(QueryGuide, joins_a_class_in_a_recursion) {
  // snippet: recursive_template
  auto depth = orp::literal(0).label("depth");
  auto tree = orp::select(Employee::c.id, depth)
                  .where(Employee::c.manager_id == nullptr)
                  .recursive_cte("tree", [&](const auto& up) {
                    return orp::select(Employee::c.id, up[depth] + 1)
                        .select_from(up)
                        .template join<Employee>(Employee::c.manager_id == up[Employee::c.id])
                        .where(up[depth] < 20);
                  });
  // end snippet
  connection.execute(orp::select(tree));
}

TEST_F(QueryGuide, has_a_null_of_a_type) {
  // snippet: typed_null
  auto contacts =
      orp::select(User::c.name, User::c.email)
          .union_all(orp::select(Tag::c.label, orp::literal(std::optional<std::string>())));
  auto age_group = orp::case_().when(User::c.age < 18, "minor").else_(std::optional<std::string>());
  // end snippet
  connection.execute(contacts);
  connection.execute(orp::select(age_group).select_from<User>());
}

TEST_F(QueryGuide, knows_the_root_of_each_row_of_a_tree) {
  // snippet: roots
  auto root = Employee::c.id.label("root");
  auto tree = orp::select(root, Employee::c.id)
                  .where(Employee::c.manager_id == nullptr)
                  .recursive_cte("tree", [&](const auto& up) {
                    return orp::select(up[root], Employee::c.id)
                        .join(up, Employee::c.manager_id == up[Employee::c.id]);
                  });
  auto sizes = orp::select(tree[root], orp::func::count(tree[Employee::c.id])).group_by(tree[root]);
  // end snippet
  connection.execute(sizes);
}

TEST_F(QueryGuide, knows_how_it_came_to_a_row) {
  // snippet: tracked_recursion
  auto depth = orp::depth();
  auto order = orp::depth_first(Employee::c.name, Employee::c.id);
  auto closes = orp::cycle(Employee::c.id);
  auto below = orp::select(Employee::c.id, Employee::c.name)
                   .where(Employee::c.manager_id == nullptr)
                   .tracking(depth, order, closes)
                   .recursive_cte("below", [&](const auto& up) {
                     return orp::select(Employee::c.id, Employee::c.name)
                         .join(up, Employee::c.manager_id == up[Employee::c.id])
                         .where(up[depth] < 20);
                   });
  auto outline = orp::select(below[depth], below[Employee::c.name])
                     .where(!below[closes])
                     .order_by(below[order]);
  // end snippet
  connection.execute(outline);
}

TEST_F(QueryGuide, ends_in_a_circle) {
  // snippet: recursive_distinct
  auto below = orp::select(Employee::c.id)
                   .where(Employee::c.name == "Ann")
                   .recursive_cte_distinct("below", [](const auto& up) {
                     return orp::select(Employee::c.id)
                         .join(up, Employee::c.manager_id == up[Employee::c.id]);
                   });
  // end snippet
  connection.execute(orp::select(below));
}

TEST_F(QueryGuide, puts_queries_together) {
  // snippet: union
  auto words = orp::select(User::c.name).union_(orp::select(Tag::c.label));
  auto first_ten = words.order_by(User::c.name).limit(10);
  auto count = orp::select(orp::func::count()).select_from(words.subquery());

  auto buyers = orp::select(Order::c.user_id);
  auto each_order = buyers.union_all(orp::select(User::c.id));  // as often as they come
  auto who_bought = orp::select(User::c.id).intersect(buyers);  // in both
  auto who_did_not = orp::select(User::c.id).except(buyers);    // in the first alone
  // end snippet
  connection.execute(first_ten);
  connection.execute(each_order);
  connection.execute(who_bought);
  connection.execute(who_did_not);
  connection.execute(count);
}

TEST_F(QueryGuide, takes_objects_out_of_a_subquery) {
  // snippet: objects_of_subquery
  auto oldest = orp::select<User>().order_by(User::c.age.desc()).limit(10).subquery();
  auto user = orp::aliased<User>(oldest);
  auto stmt = orp::select(user).join(user[User::c.orders]).order_by(user[User::c.name]);
  // end snippet
  EXPECT_NO_THROW((void)stmt.to_sql());
}

TEST_F(QueryGuide, calls_functions) {
  // snippet: functions
  auto stmt = orp::select(
      orp::func::coalesce(User::c.age, 0), orp::func::lower(User::c.name),
      orp::case_().when(User::c.age < 18, "minor").when(User::c.age < 65, "adult").else_("senior"),
      orp::cast<std::string>(User::c.id),
      orp::func::call<std::string>("substr", User::c.name, 1, 3));
  // end snippet
  connection.execute(stmt);
}

TEST_F(QueryGuide, filters_aggregates) {
  // snippet: filter
  auto report =
      orp::select(
          User::c.name, orp::func::count(Order::c.id).label("orders"),
          orp::func::sum(Order::c.total).filter(Order::c.status == Status::paid).label("paid"))
          .join(User::c.orders)
          .group_by(User::c.name);
  auto names = orp::select(orp::func::string_agg(User::c.name, ", "));
  // end snippet
  connection.execute(report);
  connection.execute(names);
}

TEST_F(QueryGuide, ranks_rows) {
  // snippet: windows
  auto of_user = orp::partition_by(Order::c.user_id);
  auto ranked = orp::select(
      Order::c.id,
      orp::func::rank().over(of_user, orp::order_by(Order::c.total.desc())).label("place"),
      orp::func::lag(Order::c.total, 1, 0).over(of_user, orp::order_by(Order::c.id)),
      orp::func::sum(Order::c.total)
          .over(of_user, orp::order_by(Order::c.id), orp::rows(orp::unbounded_preceding))
          .label("so_far"),
      orp::func::avg(Order::c.total)
          .over(orp::order_by(Order::c.id), orp::rows(orp::preceding(2), orp::following(2))));
  // end snippet
  connection.execute(ranked);
}

TEST_F(QueryGuide, ranks_groups) {
  // snippet: windows_of_groups
  auto spent = orp::func::sum(Order::c.total);
  auto places = orp::select(User::c.name, spent.label("spent"),
                            orp::func::rank().over(orp::order_by(spent.desc())).label("place"),
                            (spent * 100 / orp::func::sum(spent).over()).label("percent"))
                    .join(User::c.orders)
                    .group_by(User::c.name);
  // end snippet
  connection.execute(places);
}

TEST_F(QueryGuide, casts) {
  // snippet: casts
  auto per_day = orp::select(orp::cast<orp::Date>(User::c.created_at), orp::func::count())
                     .group_by(orp::cast<orp::Date>(User::c.created_at));
  auto lines = orp::select(orp::cast<std::string>(Order::c.total) + " EUR",
                           orp::cast<orp::Decimal>(Order::c.total, 12, 0));
  // end snippet
  connection.execute(per_day);
  connection.execute(lines);
}

TEST_F(QueryGuide, takes_sql) {
  // snippet: text
  auto some = orp::select(User::c.id).where(orp::text("age % :n = 0").bind("n", 7));
  auto rows = connection.execute(orp::text("SELECT name, age FROM users WHERE id = :id")
                                     .bind("id", 1)
                                     .columns<std::string, std::optional<int>>());
  // end snippet
  connection.execute(some);
  EXPECT_TRUE(rows.empty());
}

TEST_F(QueryGuide, says_rare_clauses) {
  // snippet: latest
  auto latest = orp::select<Order>()  // of each user the last one
                    .distinct(Order::c.user_id)
                    .order_by(Order::c.user_id, Order::c.id.desc());
  auto youngest = orp::select<User>().order_by(User::c.age).limit_with_ties(3);
  // end snippet
  // snippet: lock_of
  auto due = orp::select<Order, User>()
                 .join(Order::c.user)
                 .with_for_update<Order>({.wait = orp::LockWait::skip_locked});
  // end snippet
  // snippet: correlate
  auto newest = orp::select(orp::func::max(Order::c.id))
                    .where(Order::c.user_id == User::c.id)
                    .correlate<User>();
  auto users = orp::select(User::c.name, newest.scalar_subquery()).comment("front page");
  // end snippet
  // snippet: full_join
  auto all = orp::select(User::c.name.or_null(), Order::c.id.or_null()).full_join(User::c.orders);
  // end snippet
  const auto refusal = [](const orp::Executable& statement) {
    return refusal_of_postgres(statement.to_sql(orp::backend::postgres_dialect()));
  };
  EXPECT_EQ(refusal(latest) + refusal(youngest) + refusal(due) + refusal(users) + refusal(all), "");
  EXPECT_NE(latest.to_sql(engine.dialect()).find("row_number()"), std::string::npos);
  EXPECT_TRUE(connection.execute(users).empty());
  EXPECT_TRUE(connection.execute(all).empty());
}

TEST_F(QueryGuide, writes) {
  // snippet: write
  auto added = orp::insert<User>()
                   .values(User::c.name = "Ann", User::c.email = "ann@example.com")
                   .values(User::c.name = "Bob", User::c.email = "bob@example.com")
                   .returning(User::c.id);
  auto older = orp::update<User>().where(User::c.active).set(User::c.age = User::c.age + 1);
  auto gone = orp::delete_<Order>().where(Order::c.status == Status::shipped);
  // end snippet
  EXPECT_EQ(connection.execute(added).size(), 2U);
  connection.execute(older);
  connection.execute(gone);
}

}  // namespace
