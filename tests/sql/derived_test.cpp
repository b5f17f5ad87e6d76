// SPDX-License-Identifier: MIT
// Subqueries, CTEs and set operations as SQL.
#include <string>

#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/text.hpp"
#include "orpiment/sql/write.hpp"
#include "sql/expect_sql.hpp"
#include "sql/model.hpp"

namespace {

using namespace shop;
using orp::select;
namespace func = orp::func;

const orp::backend::Dialect& any_dialect() { return orp::backend::postgres_dialect(); }
const orp::backend::Dialect& sqlite() { return orp::backend::sqlite_dialect(); }

TEST(Subquery, stands_in_from_under_its_name) {
  const auto large =
      select(Order::c.id, Order::c.user_id).where(Order::c.total > 5).subquery("large");
  expect_sql(
      select(User::c.name, large[Order::c.id]).join(large, large[Order::c.user_id] == User::c.id),
      R"(SELECT "users"."name", "large"."id" FROM "users" JOIN )"
      R"((SELECT "orders"."id", "orders"."user_id" FROM "orders" WHERE "orders"."total" > $1) )"
      R"(AS "large" ON "large"."user_id" = "users"."id")");
}

TEST(Subquery, has_a_name_of_its_own_where_none_was_given) {
  const auto ids = select(Order::c.id).subquery();
  expect_sql(select(ids),
             R"(SELECT "anon_1"."id" FROM (SELECT "orders"."id" FROM "orders") AS "anon_1")");
}

TEST(Subquery, is_asked_by_the_label_of_what_was_calculated) {
  const auto orders = func::count().label("orders");
  const auto counted =
      select(Order::c.user_id, orders).group_by(Order::c.user_id).subquery("counted");
  expect_sql(
      select(User::c.name, counted[orders])
          .join(counted, counted[Order::c.user_id] == User::c.id)
          .where(counted[orders] > 3),
      R"(SELECT "users"."name", "counted"."orders" FROM "users" JOIN )"
      R"((SELECT "orders"."user_id", count(*) AS "orders" FROM "orders" GROUP BY "orders"."user_id") )"
      R"(AS "counted" ON "counted"."user_id" = "users"."id" WHERE "counted"."orders" > $1)");
}

TEST(Subquery, may_be_missing_behind_an_outer_join) {
  const auto ids = select(Order::c.id, Order::c.user_id).subquery("o");
  expect_sql(select(User::c.id, ids.or_null()[Order::c.id])
                 .outerjoin(ids, ids[Order::c.user_id] == User::c.id),
             R"(SELECT "users"."id", "o"."id" AS "id_1" FROM "users" LEFT OUTER JOIN )"
             R"((SELECT "orders"."id", "orders"."user_id" FROM "orders") AS "o" )"
             R"(ON "o"."user_id" = "users"."id")");
  expect_refused(
      select(User::c.id, ids[Order::c.id]).outerjoin(ids, ids[Order::c.user_id] == User::c.id),
      any_dialect(), "ORP-1202", "id is on the far side of an outer join");
}

TEST(Subquery, gives_an_object_that_may_be_missing_as_such) {
  const auto rows = select<User, Order*>().outerjoin(User::c.orders).subquery();
  const auto order = orp::aliased<Order>(rows);
  expect_refused(select(order), any_dialect(), "ORP-1202", "Order is on the far side");
  EXPECT_NO_THROW((void)(select(order.or_null()).to_sql()));
}

TEST(Subquery, finds_a_column_by_way_of_another_subquery) {
  const auto inner = select(Order::c.id, Order::c.total).subquery("a");
  const auto outer = select(inner[Order::c.total]).subquery("b");
  expect_sql(select(outer[Order::c.total]),
             R"(SELECT "b"."total" FROM (SELECT "a"."total" FROM )"
             R"((SELECT "orders"."id", "orders"."total" FROM "orders") AS "a") AS "b")");
}

template <class Make>
void expect_unknown(const Make& make, const std::string& text) {
  try {
    make();
    ADD_FAILURE() << "not refused";
  } catch (const orp::UsageError& error) {
    EXPECT_EQ(error.code(), "ORP-1232");
    EXPECT_NE(error.message().find(text), std::string::npos) << error.message();
  }
}

TEST(Subquery, refuses_a_column_that_it_does_not_have_or_has_twice) {
  const auto ids = select(Order::c.id).subquery();
  expect_unknown([&] { (void)ids[User::c.id]; }, "users.id is none of the columns");
  const auto twice = select(Order::c.id, Order::c.id).subquery();
  expect_unknown([&] { (void)twice[Order::c.id]; }, "orders.id stands more than once");
}

TEST(Subquery, tells_a_column_from_the_same_by_a_label) {
  const auto root = Employee::c.id.label("root");
  const auto rows = select(root, Employee::c.id).subquery("e");
  const auto again =
      select(rows[root].label("first"), rows[root], rows[Employee::c.id]).subquery("f");
  const char* const inner =
      R"((SELECT "employees"."id" AS "root", "employees"."id" FROM "employees") AS "e")";
  expect_sql(select(rows[root], rows[Employee::c.id]),
             (std::string(R"(SELECT "e"."root", "e"."id" FROM )") + inner).c_str());
  expect_sql(
      select(again[root], again[Employee::c.id]),
      (std::string(
           R"(SELECT "f"."root", "f"."id" FROM (SELECT "e"."root" AS "first", "e"."root", "e"."id" FROM )") +
       inner + R"() AS "f")")
          .c_str());
  const auto objects = select<Employee>(root).subquery("g");
  EXPECT_NE(select(objects[Employee::c.id]).to_sql().find(R"(SELECT "g"."id" FROM)"),
            std::string::npos);
  EXPECT_NE(select(objects[root]).to_sql().find(R"(SELECT "g"."root" FROM)"), std::string::npos);
}

TEST(Subquery, has_a_column_by_two_labels_and_not_by_itself) {
  const auto one = Employee::c.id.label("one");
  const auto other = Employee::c.id.label("other");
  const auto rows = select(one, other).subquery();
  (void)rows[one];
  (void)rows[other];
  expect_unknown([&] { (void)rows[Employee::c.id]; }, "employees.id stands more than once");
  const auto plain = select(Employee::c.id, Employee::c.id, one).subquery();
  expect_unknown([&] { (void)plain[Employee::c.id]; }, "employees.id stands more than once");
}

TEST(Subquery, stands_twice_under_two_names) {
  const auto one = select(Employee::c.id, Employee::c.manager_id).subquery("e");
  const auto other = one.alias("f");
  expect_sql(
      select(one[Employee::c.id]).join(other, other[Employee::c.manager_id] == one[Employee::c.id]),
      R"(SELECT "e"."id" FROM (SELECT "employees"."id", "employees"."manager_id" FROM "employees") )"
      R"(AS "e" JOIN (SELECT "employees"."id", "employees"."manager_id" FROM "employees") AS "f" )"
      R"(ON "f"."manager_id" = "e"."id")");
}

TEST(Cte, stands_before_the_statement) {
  const auto recent =
      select(Order::c.user_id, Order::c.total).where(Order::c.total > 5).cte("recent");
  expect_sql(
      select(User::c.name, func::sum(recent[Order::c.total]).label("total"))
          .join(recent, recent[Order::c.user_id] == User::c.id)
          .group_by(User::c.id, User::c.name),
      {R"(WITH "recent" AS (SELECT "orders"."user_id", "orders"."total" FROM "orders" WHERE "orders"."total" > ?) )"
       R"(SELECT "users"."name", sum("recent"."total") AS "total" FROM "users" )"
       R"(JOIN "recent" ON "recent"."user_id" = "users"."id" GROUP BY "users"."id", "users"."name")",
       R"(WITH "recent" AS (SELECT "orders"."user_id", "orders"."total" FROM "orders" WHERE "orders"."total" > $1) )"
       R"(SELECT "users"."name", sum("recent"."total") AS "total" FROM "users" )"
       R"(JOIN "recent" ON "recent"."user_id" = "users"."id" GROUP BY "users"."id", "users"."name")"});
}

TEST(Cte, is_named_in_several_places_and_by_other_ctes) {
  const auto first = select(Order::c.id, Order::c.user_id).cte("first");
  const auto second = select(first[Order::c.user_id]).cte("second");
  const auto again = first.alias("again");
  expect_sql(select(first[Order::c.id], again[Order::c.id])
                 .join(again, again[Order::c.user_id] == first[Order::c.user_id])
                 .where(first[Order::c.user_id].in_(select(second[Order::c.user_id]))),
             R"(WITH "first" AS (SELECT "orders"."id", "orders"."user_id" FROM "orders"), )"
             R"("second" AS (SELECT "first"."user_id" FROM "first") )"
             R"(SELECT "first"."id", "again"."id" AS "id_1" FROM "first" JOIN "first" AS "again" )"
             R"(ON "again"."user_id" = "first"."user_id" WHERE "first"."user_id" IN )"
             R"((SELECT "second"."user_id" FROM "second"))");
}

TEST(Cte, says_whether_it_is_calculated_once) {
  expect_sql(
      select(select(Tag::c.id).cte("t", orp::Materialized::yes)),
      R"(WITH "t" AS MATERIALIZED (SELECT "tags"."id" FROM "tags") SELECT "t"."id" FROM "t")");
  expect_sql(
      select(select(Tag::c.id).cte("t", orp::Materialized::no)),
      R"(WITH "t" AS NOT MATERIALIZED (SELECT "tags"."id" FROM "tags") SELECT "t"."id" FROM "t")");
}

void expect_same_name(const orp::Executable& statement, const char* text) {
  expect_refused(statement, any_dialect(), "ORP-1234", text);
}

// given_names.hpp, rule 1.
TEST(Names, are_given_once_in_a_statement) {
  const auto one = select(Tag::c.id).cte("t");
  const auto other = select(User::c.id).cte("t");
  expect_same_name(
      select(one[Tag::c.id], other[User::c.id]).where(one[Tag::c.id] == other[User::c.id]),
      "a CTE and a CTE of one statement are both called t");
  expect_same_name(select(select(Tag::c.id).cte("tags")),
                   "a CTE and a table of one statement are both called tags");
  const auto outside = select(User::c.id).subquery("same");
  const auto inside = select(Order::c.id, Order::c.user_id).subquery("same");
  expect_same_name(select(outside).where(select(inside[Order::c.id])
                                             .where(inside[Order::c.user_id] == outside[User::c.id])
                                             .exists()),
                   "a subquery and a subquery of one statement are both called same");
  const auto as_table = select(User::c.id).subquery("orders");
  expect_same_name(
      select(as_table).where(
          select(Order::c.id).where(Order::c.user_id == as_table[User::c.id]).exists()),
      "a subquery and a table of one statement are both called orders");
  const auto user = orp::aliased<User>("orders");
  expect_same_name(select(user[User::c.id]).where(user[User::c.orders].any()),
                   "an alias and a table of one statement are both called orders");
}

// given_names.hpp, rule 2.
TEST(Names, are_the_same_in_capital_letters) {
  expect_same_name(select(select(Tag::c.id).cte("Tags")), "are both called tags");
  const auto small = User::c.id.label("a");
  const auto capital = User::c.age.label("A");
  const auto both = select(small, capital).subquery("d");
  expect_sql(
      select(both[small], both[capital]),
      R"(SELECT "d"."a", "d"."A_1" FROM (SELECT "users"."id" AS "a", "users"."age" AS "A_1" )"
      R"(FROM "users") AS "d")");
}

// given_names.hpp, rule 3.
TEST(Names, of_tables_under_an_alias_are_theirs_still) {
  const auto tag = orp::aliased<Tag>("t");
  expect_same_name(select(select(tag[Tag::c.id]).cte("tags")),
                   "a CTE and a table of one statement are both called tags");
}

TEST(Names, that_were_given_are_not_made_for_others) {
  const auto given = select(Order::c.id).subquery("anon_1");
  const auto made = select(Tag::c.id).subquery();
  expect_sql(
      select(made[Tag::c.id]).join(given, given[Order::c.id] == made[Tag::c.id]),
      R"(SELECT "anon_2"."id" FROM (SELECT "tags"."id" FROM "tags") AS "anon_2" JOIN )"
      R"((SELECT "orders"."id" FROM "orders") AS "anon_1" ON "anon_1"."id" = "anon_2"."id")");
}

TEST(Subquery, of_objects_that_may_be_missing_has_columns_that_may_be_null) {
  const auto pairs = select<User, Order*>().outerjoin(User::c.orders).subquery();
  const auto order = orp::aliased<Order>(pairs);
  expect_refused(select(order[Order::c.id]), orp::backend::sqlite_dialect(), "ORP-1202",
                 "may be NULL");
  (void)select(order[Order::c.id].or_null()).to_sql();
}

TEST(Subquery, of_an_alias_is_asked_by_the_alias) {
  const auto boss = orp::aliased<Employee>();
  const auto names = select(boss[Employee::c.name]).subquery();
  (void)names[boss[Employee::c.name]];
  try {
    (void)names[Employee::c.name];
    ADD_FAILURE() << "not refused";
  } catch (const orp::UsageError& error) {
    EXPECT_EQ(error.code(), "ORP-1232");
    EXPECT_NE(error.message().find("of another alias of the table"), std::string::npos);
    EXPECT_NE(error.hint().find("rows[alias["), std::string::npos);
  }
}

// grouping.hpp, rule 1.
TEST(Subquery, of_objects_is_grouped_by_their_key) {
  const auto user = orp::aliased<User>(select<User>().limit(2).subquery("few"));
  expect_sql(
      select(user[User::c.name], orp::func::count(Order::c.id))
          .join(user[User::c.orders])
          .group_by(user[User::c.id])
          .order_by(user[User::c.age]),
      {R"(SELECT "few"."name", count("orders"."id") FROM (SELECT "users"."id", "users"."name", )"
       R"("users"."email", "users"."age", "users"."active", "users"."created_at", )"
       R"("users"."updated_at" FROM "users" LIMIT ?) AS "few" JOIN "orders" ON "few"."id" = )"
       R"("orders"."user_id" GROUP BY "few"."id", "few"."name", "few"."age" ORDER BY "few"."age")",
       R"(SELECT "few"."name", count("orders"."id") FROM (SELECT "users"."id", "users"."name", )"
       R"("users"."email", "users"."age", "users"."active", "users"."created_at", )"
       R"("users"."updated_at" FROM "users" LIMIT $1) AS "few" JOIN "orders" ON "few"."id" = )"
       R"("orders"."user_id" GROUP BY "few"."id", "few"."name", "few"."age" ORDER BY "few"."age")"});
  expect_refused(select(user[User::c.name], orp::func::count()).group_by(user[User::c.age]),
                 orp::backend::sqlite_dialect(), "ORP-1225", "a column of a subquery");
}

TEST(SetOperations, put_queries_together) {
  const auto users = select(User::c.name);
  const auto employees = select(Employee::c.name);
  expect_sql(
      users.union_(employees),
      R"(SELECT "users"."name" FROM "users" UNION SELECT "employees"."name" FROM "employees")");
  expect_sql(
      users.union_all(employees)
          .union_all(select(Tag::c.label))
          .order_by(User::c.name.desc())
          .limit(3),
      R"(SELECT "users"."name" FROM "users" UNION ALL SELECT "employees"."name" FROM "employees" )"
      R"(UNION ALL SELECT "tags"."label" FROM "tags" ORDER BY 1 DESC LIMIT $1)");
  expect_sql(
      users.intersect(employees),
      R"(SELECT "users"."name" FROM "users" INTERSECT SELECT "employees"."name" FROM "employees")");
  expect_sql(
      users.except(employees),
      R"(SELECT "users"."name" FROM "users" EXCEPT SELECT "employees"."name" FROM "employees")");
}

TEST(SetOperations, keep_what_belongs_to_one_of_the_queries_in_it) {
  expect_sql(
      select(User::c.name).order_by(User::c.id).limit(1).union_(select(Tag::c.label)),
      R"(SELECT * FROM (SELECT "users"."name" FROM "users" ORDER BY "users"."id" LIMIT $1) AS "anon_1" )"
      R"(UNION SELECT "tags"."label" FROM "tags")");
  expect_sql(
      select(User::c.name).union_all(select(Tag::c.label).union_(select(Employee::c.name))),
      R"(SELECT "users"."name" FROM "users" UNION ALL SELECT * FROM (SELECT "tags"."label" FROM "tags" )"
      R"(UNION SELECT "employees"."name" FROM "employees") AS "anon_1")");
}

TEST(SetOperations, are_subqueries_and_ctes_too) {
  const auto names = select(User::c.name).union_(select(Tag::c.label)).cte("names");
  expect_sql(
      select(func::count()).select_from(names).where(names[User::c.name] == "a"),
      {R"(WITH "names" AS (SELECT "users"."name" FROM "users" UNION SELECT "tags"."label" FROM "tags") )"
       R"(SELECT count(*) FROM "names" WHERE "names"."name" = ?)",
       R"(WITH "names" AS (SELECT "users"."name" FROM "users" UNION SELECT "tags"."label" FROM "tags") )"
       R"(SELECT count(*) FROM "names" WHERE "names"."name" = $1)"});
}

TEST(SetOperations, refuse_what_the_database_lacks) {
  const auto both = select(User::c.name).intersect_all(select(Tag::c.label));
  EXPECT_NO_THROW((void)both.to_sql(any_dialect()));
  expect_refused(both, sqlite(), "ORP-1235", "does not know INTERSECT ALL");
  const auto by_status =
      select(Order::c.status).union_all(select(Order::c.status)).order_by(Order::c.status);
  EXPECT_NO_THROW((void)by_status.to_sql(any_dialect()));
  expect_refused(by_status, sqlite(), "ORP-1210", "cannot order a UNION");
}

template <class Make>
void expect_no_query(const Make& make) {
  try {
    make();
    ADD_FAILURE() << "not refused";
  } catch (const orp::UsageError& error) {
    EXPECT_EQ(error.code(), "ORP-1237");
  }
}

TEST(SetOperations, refuse_what_is_no_query) {
  const auto text = orp::text("SELECT 1").columns<std::int64_t>();
  const auto written = orp::insert<Tag>().values(Tag::c.label = "x").returning(Tag::c.id);
  expect_no_query([&] { (void)select(Tag::c.id).union_(text); });
  expect_no_query([&] { (void)select(Tag::c.id).union_all(written); });
  expect_no_query([&] { (void)Tag::c.id.in_(written); });
  expect_no_query(
      [&] { (void)select(Tag::c.id).recursive_cte("t", [&](const auto&) { return text; }); });
}

TEST(Lateral, sees_what_stands_before_it) {
  const auto latest = select(Order::c.id, Order::c.total)
                          .where(Order::c.user_id == User::c.id)
                          .order_by(Order::c.id.desc())
                          .limit(2)
                          .lateral("latest");
  const auto stmt = select(User::c.name, latest[Order::c.total]).join(latest, orp::true_());
  EXPECT_EQ(
      stmt.to_sql(any_dialect()),
      R"(SELECT "users"."name", "latest"."total" FROM "users" JOIN LATERAL )"
      R"((SELECT "orders"."id", "orders"."total" FROM "orders" WHERE "orders"."user_id" = "users"."id" )"
      R"(ORDER BY "orders"."id" DESC LIMIT $1) AS "latest" ON true)");
  expect_refused(stmt, sqlite(), "ORP-1235", "does not know LATERAL");
}

TEST(Subquery, of_one_column_is_a_list) {
  const auto old = select(User::c.id).where(User::c.age > 90);
  expect_sql(select(Order::c.id).where(Order::c.user_id.in_(old.cte("old"))),
             R"(WITH "old" AS (SELECT "users"."id" FROM "users" WHERE "users"."age" > $1) )"
             R"(SELECT "orders"."id" FROM "orders" )"
             R"(WHERE "orders"."user_id" IN (SELECT "old"."id" FROM "old"))");
  expect_sql(select(Order::c.id).where(Order::c.user_id.not_in(old.subquery("old"))),
             R"(SELECT "orders"."id" FROM "orders" WHERE "orders"."user_id" NOT IN )"
             R"((SELECT "old"."id" FROM (SELECT "users"."id" FROM "users" )"
             R"(WHERE "users"."age" > $1) AS "old"))");
}

TEST(Union, is_a_value_and_a_condition) {
  const auto ids = select(User::c.id).union_(select(Order::c.user_id));
  expect_sql(select(Tag::c.id).where(ids.exists(), exists(ids)),
             R"(SELECT "tags"."id" FROM "tags" WHERE EXISTS (SELECT "users"."id" FROM "users" )"
             R"(UNION SELECT "orders"."user_id" FROM "orders") AND EXISTS (SELECT "users"."id" )"
             R"(FROM "users" UNION SELECT "orders"."user_id" FROM "orders"))");
  expect_sql(select(ids.limit(1).scalar_subquery()),
             R"(SELECT (SELECT "users"."id" FROM "users" UNION SELECT "orders"."user_id" )"
             R"(FROM "orders" LIMIT $1))");
  expect_sql(ids.order_by(User::c.id).order_by(std::nullopt),
             R"(SELECT "users"."id" FROM "users" UNION SELECT "orders"."user_id" FROM "orders")");
}

TEST(Union, has_columns_that_only_another_member_lacks) {
  const auto ids = select(User::c.id).union_(select(Employee::c.manager_id)).subquery("ids");
  expect_sql(select(ids.or_null()[User::c.id]),
             R"(SELECT "ids"."id" FROM (SELECT "users"."id" FROM "users" UNION )"
             R"(SELECT "employees"."manager_id" FROM "employees") AS "ids")");
  EXPECT_THROW((void)ids[User::c.id], orp::UsageError);
}

}  // namespace
