// SPDX-License-Identifier: MIT
// LIMIT and OFFSET of expressions.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "orpiment/sql/aggregate.hpp"
#include "orpiment/sql/bindparam.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/write.hpp"
#include "sql/expect_sql.hpp"
#include "sql/model.hpp"
#include "sql/results_test.hpp"
#include "support/expect_error.hpp"

namespace {

using namespace shop;
using orp::bindparam;
using orp::compile;
using orp::select;
namespace func = orp::func;

const auto count = bindparam<std::int64_t>("count");
const auto page = bindparam<std::int64_t>("page");
const auto tags = select(Tag::c.id).order_by(Tag::c.id);

TEST(RowCounts, may_be_parameters) {
  expect_sql(tags.limit(count),
             {R"(SELECT "tags"."id" FROM "tags" ORDER BY "tags"."id" LIMIT orpiment_limit(?))",
              R"(SELECT "tags"."id" FROM "tags" ORDER BY "tags"."id" LIMIT $1::bigint)"});
  expect_sql(
      tags.offset(page),
      {R"(SELECT "tags"."id" FROM "tags" ORDER BY "tags"."id" LIMIT -1 OFFSET orpiment_offset(?))",
       R"(SELECT "tags"."id" FROM "tags" ORDER BY "tags"."id" OFFSET $1::bigint)"});
}

TEST(RowCounts, stand_in_subqueries_and_sets) {
  const auto few = tags.limit(count).subquery("few");
  expect_sql(
      select(few[Tag::c.id]),
      {R"(SELECT "few"."id" FROM (SELECT "tags"."id" FROM "tags" ORDER BY "tags"."id" LIMIT orpiment_limit(?)) AS "few")",
       R"(SELECT "few"."id" FROM (SELECT "tags"."id" FROM "tags" ORDER BY "tags"."id" LIMIT $1::bigint) AS "few")"});
  expect_sql(
      select(Tag::c.id).union_(select(User::c.id)).order_by(Tag::c.id).limit(count),
      {R"(SELECT "tags"."id" FROM "tags" UNION SELECT "users"."id" FROM "users" ORDER BY 1 LIMIT orpiment_limit(?))",
       R"(SELECT "tags"."id" FROM "tags" UNION SELECT "users"."id" FROM "users" ORDER BY 1 LIMIT $1::bigint)"});
}

TEST(RowCounts, are_decided_before_there_are_rows) {
  EXPECT_ERROR(orp::UsageError, "ORP-1284", tags.limit(Tag::c.id), "before there are rows");
  EXPECT_ERROR(orp::UsageError, "ORP-1284", tags.offset(func::count()), "before there are rows");
}

class RowCountResults : public ResultsTest {
 protected:
  void SetUp() override {
    for (std::int64_t id = 1; id <= 5; ++id)
      run(orp::insert<Tag>().values(Tag::c.id = id, Tag::c.label = id < 4 ? "a" : "b"));
  }
  template <class Query>
  std::vector<std::int64_t> ids(const Query& query) {
    return connection_.execute(query).scalars();
  }
};

using Ids = std::vector<std::int64_t>;

TEST_P(RowCountResults, page_through_a_compiled_query) {
  const auto pages = compile(tags.limit(count).offset(page * count));
  EXPECT_EQ(ids(pages.bind(count = 2, page = 0)), (Ids{1, 2}));
  EXPECT_EQ(ids(pages.bind(count = 2, page = 2)), (Ids{5}));
  EXPECT_EQ(ids(pages.bind(count = 0, page = 0)), Ids{});
}

TEST_P(RowCountResults, are_calculated_by_the_database) {
  const auto half = select(func::count() / 2).select_from<Tag>().scalar_subquery();
  EXPECT_EQ(ids(tags.limit(half)), (Ids{1, 2}));
  EXPECT_EQ(ids(tags.limit(orp::literal(1) + 2)), (Ids{1, 2, 3}));
  EXPECT_EQ(ids(tags.union_all(tags).order_by(Tag::c.id).limit(half).offset(half)), (Ids{2, 2}));
}

TEST_P(RowCountResults, of_null_are_all_and_none) {
  const auto most = bindparam<std::optional<int>>("most");
  const auto some = compile(tags.limit(most).offset(most));
  EXPECT_EQ(ids(some.bind(most = std::nullopt)), (Ids{1, 2, 3, 4, 5}));
  EXPECT_EQ(ids(some.bind(most = 3)), (Ids{4, 5}));
}

TEST_P(RowCountResults, are_not_negative) {
  const auto limited = compile(tags.limit(count));
  EXPECT_ERROR(orp::DataError, "ORP-2220", ids(limited.bind(count = -1)), "must not be negative");
  connection_ = engine_.connect();
}

TEST_P(RowCountResults, have_ties) {
  const auto by_label = select(Tag::c.id).order_by(Tag::c.label);
  const auto some = compile(by_label.limit_with_ties(count).offset(page));
  EXPECT_EQ(ids(some.bind(count = 2, page = 0)).size(), 3U);
  EXPECT_EQ(ids(some.bind(count = 3, page = 1)).size(), 4U);
}

ORPIMENT_RESULTS_ON_EACH_DATABASE(RowCountResults);

}  // namespace
