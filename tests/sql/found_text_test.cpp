// SPDX-License-Identifier: MIT
// contains() and its kin of an expression: its text is found as it stands.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "orpiment/sql/bindparam.hpp"
#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/select.hpp"
#include "orpiment/sql/write.hpp"
#include "sql/expect_sql.hpp"
#include "sql/model.hpp"
#include "sql/results_test.hpp"

namespace {

using namespace shop;
using orp::bindparam;
using orp::compile;
using orp::select;

const auto part = bindparam<std::string>("part");

TEST(FoundTexts, are_patterns_without_a_meaning) {
  const char* const sql =
      R"(SELECT "users"."id" FROM "users" WHERE "users"."email" LIKE '%' || )"
      R"(replace(replace(replace("users"."name", '/', '//'), '%', '/%'), '_', '/_') || '%' ESCAPE '/')";
  expect_sql(select(User::c.id).where(User::c.email.contains(User::c.name)), sql);
  expect_sql(
      select(User::c.id).where(!User::c.email.startswith(User::c.name)),
      R"(SELECT "users"."id" FROM "users" WHERE "users"."email" NOT LIKE )"
      R"(replace(replace(replace("users"."name", '/', '//'), '%', '/%'), '_', '/_') || '%' ESCAPE '/')");
  expect_sql(
      select(User::c.id).where(User::c.email.iendswith(part)),
      {R"(SELECT "users"."id" FROM "users" WHERE lower("users"."email") LIKE lower('%' || )"
       R"(replace(replace(replace(?, '/', '//'), '%', '/%'), '_', '/_')) ESCAPE '/')",
       R"(SELECT "users"."id" FROM "users" WHERE "users"."email" ILIKE '%' || )"
       R"(replace(replace(replace($1::text, '/', '//'), '%', '/%'), '_', '/_') ESCAPE '/')"});
}

class FoundTextResults : public ResultsTest {
 protected:
  void SetUp() override {
    add(1, "nn", "Anna");
    add(2, "An", "anna");
    add(3, "a_n", "a_nna");
    add(4, "a_n", "axnna");
    add(5, "100%", "at 100%");
    add(6, "/", "a/b");
    add(7, "", "x");
  }
  void add(std::int64_t id, const char* name, const char* email) {
    run(orp::insert<User>().values(User::c.id = id, User::c.name = name, User::c.email = email,
                                   User::c.created_at = orp::func::now(),
                                   User::c.updated_at = orp::func::now()));
  }
  template <class Query>
  std::vector<std::int64_t> ids(const Query& query) {
    return connection_.execute(query).scalars();
  }
  std::vector<std::int64_t> where(const orp::Predicate& condition) {
    return ids(select(User::c.id).where(condition).order_by(User::c.id));
  }
};

using Ids = std::vector<std::int64_t>;

TEST_P(FoundTextResults, are_those_of_other_columns) {
  EXPECT_EQ(where(User::c.email.contains(User::c.name)), (Ids{1, 3, 5, 6, 7}));
  EXPECT_EQ(where(User::c.email.startswith(User::c.name)), (Ids{3, 7}));
  EXPECT_EQ(where(User::c.email.endswith(User::c.name)), (Ids{5, 7}));
  EXPECT_EQ(where(User::c.email.icontains(User::c.name)), (Ids{1, 2, 3, 5, 6, 7}));
  EXPECT_EQ(where(User::c.email.istartswith(User::c.name)), (Ids{2, 3, 7}));
  EXPECT_EQ(where(User::c.email.iendswith(User::c.name + "A")), (Ids{1}));
}

TEST_P(FoundTextResults, may_be_parameters) {
  const auto found = compile(select(User::c.id).where(User::c.email.contains(part)));
  EXPECT_EQ(ids(found.bind(part = "%")), (Ids{5}));
  EXPECT_EQ(ids(found.bind(part = "_")), (Ids{3}));
  EXPECT_EQ(ids(found.bind(part = "/")), (Ids{6}));
  EXPECT_EQ(ids(found.bind(part = "ANNA")), Ids{});
  const auto maybe = bindparam<std::optional<std::string>>("maybe");
  const auto unknown = compile(select(User::c.email.contains(maybe)).where(User::c.id == 1));
  EXPECT_EQ(connection_.execute(unknown.bind(maybe = std::nullopt)).scalar_one(), std::nullopt);
}

ORPIMENT_RESULTS_ON_EACH_DATABASE(FoundTextResults);

}  // namespace
