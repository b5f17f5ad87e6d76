// SPDX-License-Identifier: MIT
// Samples of tables, and SQL of a program's own at either end of a select.
#include <cstdint>
#include <string>

#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/text.hpp"
#include "orpiment/sql/write.hpp"
#include "sql/expect_sql.hpp"
#include "sql/model.hpp"
#include "sql/results_test.hpp"

namespace {

using namespace shop;
using orp::Sampling;
using orp::select;
namespace func = orp::func;

TEST(Sample, is_an_alias_of_a_table) {
  const auto some = orp::tablesample<User>(Sampling::bernoulli, 12.5, 3, "some");
  const std::string sql = select(some[User::c.id])
                              .where(some[User::c.id] > 7L)
                              .to_sql(orp::backend::postgres_dialect());
  EXPECT_EQ(sql,
            R"(SELECT "some"."id" FROM "users" AS "some" TABLESAMPLE BERNOULLI )"
            R"(($1::double precision) REPEATABLE ($2::double precision) WHERE "some"."id" > $3)");
  EXPECT_EQ(refusal_of_postgres(sql), "");
  EXPECT_EQ(
      select(orp::tablesample<Tag>(Sampling::system, 1)).to_sql(orp::backend::postgres_dialect()),
      R"(SELECT "tags_1"."id", "tags_1"."label" FROM "tags" AS "tags_1" TABLESAMPLE SYSTEM )"
      R"(($1::double precision))");
}

TEST(Sample, is_refused_where_there_is_none) {
  expect_refused(select(orp::tablesample<Tag>(Sampling::system, 1)), orp::backend::sqlite_dialect(),
                 "ORP-1235", "TABLESAMPLE");
  for (const double percent : {-1.0, 100.5}) {
    try {
      (void)orp::tablesample<Tag>(Sampling::system, percent);
      ADD_FAILURE();
    } catch (const orp::UsageError& error) {
      EXPECT_EQ(error.code(), "ORP-1266");
    }
  }
}

TEST(Affix, stands_at_either_end) {
  expect_sql(select(Tag::c.id).prefix_with("ALL").suffix_with("LIMIT 3"),
             R"(SELECT ALL "tags"."id" FROM "tags" LIMIT 3)");
  expect_sql(select(Tag::c.id)
                 .suffix_with("LIMIT 3", "sqlite")
                 .suffix_with("FETCH FIRST 3 ROWS ONLY", "postgresql"),
             {R"(SELECT "tags"."id" FROM "tags" LIMIT 3)",
              R"(SELECT "tags"."id" FROM "tags" FETCH FIRST 3 ROWS ONLY)"});
  EXPECT_EQ(orp::insert<Tag>()
                .values(Tag::c.id = 1, Tag::c.label = "a")
                .prefix_with("OR REPLACE", "sqlite")
                .to_sql(orp::backend::sqlite_dialect()),
            R"(INSERT OR REPLACE INTO "tags" ("id", "label") VALUES (?, ?))");
}

TEST(Affix, of_a_member_stays_in_it) {
  expect_sql(select(Tag::c.id).suffix_with("LIMIT 3").union_all(select(Tag::c.id)),
             R"(SELECT * FROM (SELECT "tags"."id" FROM "tags" LIMIT 3) AS "anon_1" UNION ALL )"
             R"(SELECT "tags"."id" FROM "tags")");
}

class SampleResults : public ResultsTest {};

TEST_P(SampleResults, are_rows_of_the_table) {
  if (is_sqlite()) GTEST_SKIP() << "SQLite takes no samples";
  for (const std::int64_t id : {1, 2, 3})
    run(orp::insert<Tag>().values(Tag::c.id = id, Tag::c.label = "a"));
  const auto count = [this](double percent) {
    const auto some = orp::tablesample<Tag>(Sampling::bernoulli, percent, 7);
    return connection_.execute(select(func::count(some[Tag::c.id]))).scalar_one();
  };
  EXPECT_EQ(count(100), 3);
  EXPECT_EQ(count(0), 0);
}
ORPIMENT_RESULTS_ON_EACH_DATABASE(SampleResults);

}  // namespace
