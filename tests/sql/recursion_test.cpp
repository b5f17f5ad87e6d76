// SPDX-License-Identifier: MIT
// Recursive CTEs, and what they track of their rows.
#include "orpiment/sql/recursion.hpp"

#include <gtest/gtest.h>

#include <string>

#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "sql/expect_sql.hpp"
#include "sql/model.hpp"

namespace {

using namespace shop;
using orp::select;
namespace func = orp::func;

TEST(RecursiveCte, goes_on_in_several_ways) {
  const auto up = [](const auto& some) {
    return select(Employee::c.id).join(some, Employee::c.manager_id == some[Employee::c.id]);
  };
  const auto same = [](const auto& some) { return select(some[Employee::c.id] + 1); };
  const auto reached = select(Employee::c.id).recursive_cte("t", up, same);
  expect_sql(
      select(reached),
      {R"(WITH RECURSIVE "t" AS (SELECT "employees"."id" FROM "employees" UNION ALL SELECT )"
       R"("employees"."id" FROM "employees" JOIN "t" ON "employees"."manager_id" = "t"."id" )"
       R"(UNION ALL SELECT orpiment_int64("t"."id" + ?) AS "value" FROM "t") SELECT "t"."id" )"
       R"(FROM "t")",
       R"(WITH RECURSIVE "t" AS (SELECT "employees"."id" FROM "employees" UNION ALL (WITH "t" AS )"
       R"((SELECT * FROM "t") SELECT "employees"."id" FROM "employees" JOIN "t" ON )"
       R"("employees"."manager_id" = "t"."id" UNION ALL SELECT "t"."id" + $1 AS "value" FROM )"
       R"("t")) SELECT "t"."id" FROM "t")"});
}

template <class Next>
void expect_no_recursion(const Next& next, const char* text) {
  try {
    (void)select(Employee::c.id).recursive_cte("t", next);
    ADD_FAILURE() << "not refused: " << text;
  } catch (const orp::UsageError& error) {
    EXPECT_EQ(error.code(), "ORP-1238");
    EXPECT_NE(error.message().find(text), std::string::npos) << error.message();
  }
}

// recursion_check.hpp, rule 1.
TEST(RecursiveCte, is_named_once_by_what_it_goes_on_with) {
  const auto below = [](const auto& up) {
    return select(Employee::c.id).join(up, Employee::c.manager_id == up[Employee::c.id]);
  };
  expect_no_recursion([](const auto&) { return select(Employee::c.id); }, "does not name the rows");
  expect_no_recursion([&](const auto& up) { return below(up).union_(below(up)); },
                      "is a set of queries");
  expect_no_recursion(
      [](const auto& up) {
        const auto again = up.alias("again");
        return select(Employee::c.id)
            .join(up, Employee::c.manager_id == up[Employee::c.id])
            .join(again, again[Employee::c.id] == up[Employee::c.id]);
      },
      "names the rows it is given twice");
  expect_no_recursion(
      [](const auto& up) {
        return select(Employee::c.id).where(Employee::c.id.in_(select(up[Employee::c.id] + 1)));
      },
      "in a subquery alone");
  expect_no_recursion(
      [](const auto& up) {
        return select(Employee::c.id).outerjoin(up, Employee::c.manager_id == up[Employee::c.id]);
      },
      "on the far side of an outer join");
}

// recursion_check.hpp, rule 2.
TEST(RecursiveCte, goes_on_with_one_row_after_the_other) {
  const auto below = [](const auto& up) {
    return select(Employee::c.id).join(up, Employee::c.manager_id == up[Employee::c.id]);
  };
  expect_no_recursion([&](const auto& up) { return below(up).group_by(Employee::c.id); },
                      "has groups, an aggregate or a window function");
  expect_no_recursion([](const auto& up) { return select(func::count(up[Employee::c.id])); },
                      "has groups, an aggregate or a window function");
  expect_no_recursion([&](const auto& up) { return below(up).limit(1); },
                      "has an order or a limit");
  expect_no_recursion([&](const auto& up) { return below(up).order_by(Employee::c.id); },
                      "has an order or a limit");
}

TEST(RecursiveCte, names_itself) {
  const auto depth = orp::literal(0).label("depth");
  const auto tree = select(Employee::c.id, depth)
                        .where(Employee::c.manager_id == nullptr)
                        .recursive_cte("tree", [&](const auto& up) {
                          return select(Employee::c.id, up[depth] + 1)
                              .join(up, Employee::c.manager_id == up[Employee::c.id]);
                        });
  expect_sql(
      select(tree).order_by(tree[depth]),
      {R"(WITH RECURSIVE "tree" AS (SELECT "employees"."id", ? AS "depth" FROM "employees" )"
       R"(WHERE "employees"."manager_id" IS NULL UNION ALL SELECT "employees"."id", )"
       R"(orpiment_int32("tree"."depth" + ?) AS "value" FROM "employees" JOIN "tree" ON )"
       R"("employees"."manager_id" = "tree"."id") SELECT "tree"."id", "tree"."depth" FROM "tree" )"
       R"(ORDER BY "tree"."depth")",
       R"(WITH RECURSIVE "tree" AS (SELECT "employees"."id", $1::integer AS "depth" FROM "employees" )"
       R"(WHERE "employees"."manager_id" IS NULL UNION ALL SELECT "employees"."id", )"
       R"("tree"."depth" + $2 AS "value" FROM "employees" JOIN "tree" ON )"
       R"("employees"."manager_id" = "tree"."id") SELECT "tree"."id", "tree"."depth" FROM "tree" )"
       R"(ORDER BY "tree"."depth")"});
}

TEST(RecursiveCte, has_the_digits_of_its_first_query) {
  const auto total = Order::c.total.label("total");
  try {
    (void)select(total).recursive_cte(
        "t", [&](const auto& up) { return select(up[total] * up[total]).where(up[total] < 10); });
    ADD_FAILURE() << "not refused";
  } catch (const orp::UsageError& error) {
    EXPECT_EQ(error.code(), "ORP-1236");
    EXPECT_NE(error.message().find("more digits after the point for total"), std::string::npos)
        << error.message();
  }
}

template <class... Tracks>
auto below(const Tracks&... tracks) {
  return select(Employee::c.id, Employee::c.name)
      .where(Employee::c.manager_id == nullptr)
      .tracking(tracks...)
      .recursive_cte("tree", [](const auto& up) {
        return select(Employee::c.id, Employee::c.name)
            .join(up, Employee::c.manager_id == up[Employee::c.id]);
      });
}

TEST(TrackedRecursion, counts_steps_and_stands_in_an_order) {
  const auto depth = orp::depth("level");
  const auto order = orp::depth_first(Employee::c.name, Employee::c.id);
  const auto tree = below(depth, order);
  expect_sql(
      select(tree).order_by(tree[order]),
      {R"(WITH RECURSIVE "tree" AS (SELECT "employees"."id", "employees"."name", ? AS "level", )"
       R"(orpiment_step("employees"."name", "employees"."id") AS "seq" FROM "employees" WHERE )"
       R"("employees"."manager_id" IS NULL UNION ALL SELECT "employees"."id", )"
       R"("employees"."name", orpiment_int32("tree"."level" + ?) AS "value", "tree"."seq" || )"
       R"(orpiment_step("employees"."name", "employees"."id") AS "value_1" FROM "employees" JOIN )"
       R"("tree" ON "employees"."manager_id" = "tree"."id") SELECT "tree"."id", "tree"."name", )"
       R"("tree"."level" FROM "tree" ORDER BY "tree"."seq")",
       R"(WITH RECURSIVE "tree" AS (SELECT "employees"."id", "employees"."name", $1::integer AS )"
       R"("level", ARRAY[ROW("employees"."name", "employees"."id")] AS "seq" FROM "employees" )"
       R"(WHERE "employees"."manager_id" IS NULL UNION ALL SELECT "employees"."id", )"
       R"("employees"."name", "tree"."level" + $2 AS "value", array_append("tree"."seq", )"
       R"(ROW("employees"."name", "employees"."id")) AS "value_1" FROM "employees" JOIN "tree" )"
       R"(ON "employees"."manager_id" = "tree"."id") SELECT "tree"."id", "tree"."name", )"
       R"("tree"."level" FROM "tree" ORDER BY "tree"."seq")"});
}

TEST(TrackedRecursion, is_breadth_first) {
  const auto order = orp::breadth_first(Employee::c.name);
  const auto tree = below(order);
  expect_sql(
      select(tree[Employee::c.id]).order_by(tree[order]),
      {R"(WITH RECURSIVE "tree" AS (SELECT "employees"."id", "employees"."name", ? AS "depth", )"
       R"(orpiment_step(?1, "employees"."name") AS "seq" FROM "employees" WHERE )"
       R"("employees"."manager_id" IS NULL UNION ALL SELECT "employees"."id", )"
       R"("employees"."name", orpiment_int32("tree"."depth" + ?) AS "value", )"
       R"(orpiment_step(orpiment_int32("tree"."depth" + ?), "employees"."name") AS "value_1" )"
       R"(FROM "employees" JOIN "tree" ON "employees"."manager_id" = "tree"."id") SELECT )"
       R"("tree"."id" FROM "tree" ORDER BY "tree"."seq")",
       R"(WITH RECURSIVE "tree" AS (SELECT "employees"."id", "employees"."name", $1::integer AS )"
       R"("depth", ROW($1::integer, "employees"."name") AS "seq" FROM "employees" WHERE )"
       R"("employees"."manager_id" IS NULL UNION ALL SELECT "employees"."id", )"
       R"("employees"."name", "tree"."depth" + $2 AS "value", ROW("tree"."depth" + $3, )"
       R"("employees"."name") AS "value_1" FROM "employees" JOIN "tree" ON )"
       R"("employees"."manager_id" = "tree"."id") SELECT "tree"."id" FROM "tree" ORDER BY )"
       R"("tree"."seq")"});
}

TEST(TrackedRecursion, ends_where_a_circle_closes) {
  const auto closes = orp::cycle(Employee::c.id);
  const auto tree = below(closes);
  expect_sql(
      select(tree[Employee::c.name]).where(tree[closes]),
      {R"(WITH RECURSIVE "tree" AS (SELECT "employees"."id", "employees"."name", 0 AS )"
       R"("is_cycle", orpiment_step("employees"."id") AS "path" FROM "employees" WHERE )"
       R"("employees"."manager_id" IS NULL UNION ALL SELECT "employees"."id", )"
       R"("employees"."name", instr('/' || "tree"."path", '/' || )"
       R"(orpiment_step("employees"."id")) > 0 AS "value", "tree"."path" || )"
       R"(orpiment_step("employees"."id") AS "value_1" FROM "employees" JOIN "tree" ON )"
       R"("employees"."manager_id" = "tree"."id" WHERE NOT "tree"."is_cycle") SELECT )"
       R"("tree"."name" FROM "tree" WHERE "tree"."is_cycle")",
       R"(WITH RECURSIVE "tree" AS (SELECT "employees"."id", "employees"."name", false AS )"
       R"("is_cycle", ARRAY[ROW("employees"."id")] AS "path" FROM "employees" WHERE )"
       R"("employees"."manager_id" IS NULL UNION ALL SELECT "employees"."id", )"
       R"("employees"."name", ROW("employees"."id") = ANY ("tree"."path") AS "value", )"
       R"(array_append("tree"."path", ROW("employees"."id")) AS "value_1" FROM "employees" JOIN )"
       R"("tree" ON "employees"."manager_id" = "tree"."id" WHERE NOT "tree"."is_cycle") SELECT )"
       R"("tree"."name" FROM "tree" WHERE "tree"."is_cycle")"});
}

TEST(TrackedRecursion, goes_on_in_several_ways) {
  const auto depth = orp::depth();
  const auto closes = orp::cycle(Employee::c.id);
  const auto up = [&](const auto& some) {
    return select(Employee::c.id)
        .join(some, Employee::c.manager_id == some[Employee::c.id])
        .where(some[depth] < 3);
  };
  const auto next = [](const auto& some) { return select(some[Employee::c.id] + 1); };
  const auto reached = select(Employee::c.id).tracking(depth, closes).recursive_cte("t", up, next);
  expect_sql(
      select(reached),
      {R"(WITH RECURSIVE "t" AS (SELECT "employees"."id", ? AS "depth", 0 AS "is_cycle", )"
       R"(orpiment_step("employees"."id") AS "path" FROM "employees" UNION ALL SELECT )"
       R"("employees"."id", orpiment_int32("t"."depth" + ?) AS "value", instr('/' || "t"."path", )"
       R"('/' || orpiment_step("employees"."id")) > 0 AS "value_1", "t"."path" || )"
       R"(orpiment_step("employees"."id") AS "value_2" FROM "employees" JOIN "t" ON )"
       R"("employees"."manager_id" = "t"."id" WHERE "t"."depth" < ? AND NOT "t"."is_cycle" UNION )"
       R"(ALL SELECT orpiment_int64("t"."id" + ?) AS "value", orpiment_int32("t"."depth" + ?) AS )"
       R"("value_1", instr('/' || "t"."path", '/' || orpiment_step(orpiment_int64("t"."id" + )"
       R"(?4))) > 0 AS "value_2", "t"."path" || orpiment_step(orpiment_int64("t"."id" + ?4)) AS )"
       R"("value_3" FROM "t" WHERE NOT "t"."is_cycle") SELECT "t"."id", "t"."depth", )"
       R"("t"."is_cycle" FROM "t")",
       R"(WITH RECURSIVE "t" AS (SELECT "employees"."id", $1::integer AS "depth", false AS )"
       R"("is_cycle", ARRAY[ROW("employees"."id")] AS "path" FROM "employees" UNION ALL (WITH )"
       R"("t" AS (SELECT * FROM "t") SELECT "employees"."id", "t"."depth" + $2 AS "value", )"
       R"(ROW("employees"."id") = ANY ("t"."path") AS "value_1", array_append("t"."path", )"
       R"(ROW("employees"."id")) AS "value_2" FROM "employees" JOIN "t" ON )"
       R"("employees"."manager_id" = "t"."id" WHERE "t"."depth" < $3 AND NOT "t"."is_cycle" )"
       R"(UNION ALL SELECT "t"."id" + $4 AS "value", "t"."depth" + $5 AS "value_1", ROW("t"."id" )"
       R"(+ $4) = ANY ("t"."path") AS "value_2", array_append("t"."path", ROW("t"."id" + $4)) AS )"
       R"("value_3" FROM "t" WHERE NOT "t"."is_cycle")) SELECT "t"."id", "t"."depth", )"
       R"("t"."is_cycle" FROM "t")"});
}

template <class Make>
void expect_usage_error(const char* code, const char* text, const Make& make) {
  try {
    make();
    ADD_FAILURE() << "not refused: " << text;
  } catch (const orp::UsageError& error) {
    EXPECT_EQ(error.code(), code);
    EXPECT_NE(error.message().find(text), std::string::npos) << error.message();
  }
}

TEST(TrackedRecursion, is_by_columns_of_its_first_query) {
  expect_usage_error("ORP-1232", "employees.manager_id is none of the columns",
                     [] { (void)below(orp::depth_first(Employee::c.manager_id)); });
  const auto tree = below(orp::depth_first(Employee::c.id));
  expect_usage_error("ORP-1232", "does not track the order",
                     [&] { (void)tree[orp::depth_first(Employee::c.id)]; });
  expect_usage_error("ORP-1238", "begins with a set of queries", [] {
    const auto ids = select(Employee::c.id).union_(select(Employee::c.id));
    (void)ids.tracking(orp::depth()).recursive_cte("t", [](const auto& up) {
      return select(up[Employee::c.id] + 1);
    });
  });
  expect_usage_error("ORP-1238", "is a set of queries", [] {
    (void)select(Employee::c.id).tracking(orp::depth()).recursive_cte("t", [](const auto& up) {
      const auto more = select(up[Employee::c.id] + 1);
      return more.union_(more);
    });
  });
}

}  // namespace
