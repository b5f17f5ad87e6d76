// SPDX-License-Identifier: MIT
// Many rows of tables without classes, on each database.
#include "orpiment/session/table_bulk.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "orpiment/base/error.hpp"
#include "orpiment/base/literals.hpp"
#include "orpiment/sql/functions.hpp"
#include "sql/results_test.hpp"
#include "support/expect_error.hpp"

namespace {

using orp::select;
namespace func = orp::func;
namespace meta = orp::meta;

using Rows = std::vector<std::vector<meta::NamedValue>>;

class TableBulk : public ResultsTest {
 protected:
  meta::Table events_{
      "events",
      {meta::column<std::int64_t>("id").primary_key(), meta::column<std::string>("name"),
       meta::column<std::optional<orp::Decimal>>("price").numeric(12, 2),
       meta::column<std::optional<orp::Timestamp>>("at"),
       meta::column<std::optional<double>>("weight"),
       meta::column<std::optional<std::vector<std::string>>>("tags")}};

  // Of a database in memory there is one connection, which a transaction holds.
  void SetUp() override {
    connection_.commit();
    events_.create(engine_);
  }
  void TearDown() override {
    connection_.close();
    events_.drop(engine_);
  }

  template <class T>
  auto column(const char* name) {
    return events_.column<T>(name);
  }
};

TEST_P(TableBulk, are_written_in_bulk) {
  connection_.close();
  orp::Session session(engine_);
  const auto rows = [](int from, int to, const char* name) {
    Rows all;
    for (int i = from; i < to; ++i)
      all.push_back({{"id", i},
                     {"name", name},
                     {"price", orp::Decimal(i)},
                     {"weight", 0.5F * static_cast<float>(i)},
                     {"tags", std::vector<std::string>{"a", "b"}},
                     {"at", std::nullopt}});
    return all;
  };
  EXPECT_EQ(orp::bulk_insert(session, events_, rows(0, 700, "first"), {.chunk = 300}), 700U);
  Rows changes;
  for (int i = 0; i < 400; ++i) changes.push_back({{"weight", i}, {"id", i}});
  EXPECT_EQ(orp::bulk_update(session, events_, changes), 400U);
  const auto rule = orp::on_conflict(events_, {"id"});
  const auto weight = column<std::optional<double>>("weight");
  orp::bulk_upsert(session, events_, rows(690, 710, "again"), rule.do_nothing());
  orp::bulk_upsert(
      session, events_, rows(695, 720, "last"),
      rule.do_update({{"name", events_.excluded<std::string>("name") + "!"}}).where(weight < 352));
  Rows twice = rows(5, 6, "one");
  twice.push_back(rows(5, 6, "two")[0]);
  EXPECT_EQ(orp::bulk_upsert(session, events_, twice, rule.do_update()).folded, 1U);
  session.commit();
  const auto count = [&](const char* name) {
    return *session
                .scalars(select(func::count())
                             .select_from(events_)
                             .where(column<std::string>("name") == name))
                .first();
  };
  EXPECT_EQ(count("first"), 694);  // 5 and 695 to 699 are others now
  EXPECT_EQ(count("last!"), 9);    // up to 703
  session.commit();
  auto connection = engine_.connect();
  EXPECT_EQ(connection.execute(select(func::sum(weight)).where(column<std::int64_t>("id") < 400))
                .scalar(),
            399.0 * 400 / 2 - 5 + 2.5);
  std::int64_t streamed = 0;
  for (const auto& [id, tags] :
       connection.stream(select(column<std::int64_t>("id"),
                                column<std::optional<std::vector<std::string>>>("tags")),
                         {.yield_per = 100})) {
    EXPECT_EQ(tags->size(), 2U) << id;
    ++streamed;
  }
  EXPECT_EQ(streamed, 720);
  connection.commit();
}

TEST_P(TableBulk, in_bulk_say_what_is_wrong) {
  connection_.close();
  orp::Session session(engine_);
  const auto expect_code = [&](const char* code, const Rows& rows) {
    const auto error =
        orp::tests::error_of<orp::Error>([&] { (void)orp::bulk_insert(session, events_, rows); });
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), code);
    session.rollback();
  };
  expect_code("ORP-1206", {{{"id", 1}, {"name", "a"}}, {{"id", 2}}});
  expect_code("ORP-1206", {{{"id", 1}, {"name", "a"}}, {{"id", 2}, {"weight", 2.0}}});
  expect_code("ORP-1259", {{{"id", 1}, {"name", column<std::string>("name")}}});
  expect_code("ORP-1371", {{{"id", 1}, {"nam", "a"}}});
  const auto gone = orp::tests::error_of<orp::StaleDataError>([&] {
    (void)orp::bulk_update(session, events_, Rows{{{"id", 1}, {"name", "a"}}});
  });
  ASSERT_TRUE(gone);
  session.rollback();
}

// A table that was gone, and another one at its place in memory: nothing of it is taken for its
// own.
TEST_P(TableBulk, in_bulk_are_told_from_those_that_are_gone) {
  connection_.close();
  for (int i = 0; i < 40; ++i) {
    const std::string name = i % 2 == 0 ? "name" : "note";
    const meta::Table table("passing", {meta::column<std::int64_t>("id").primary_key(),
                                        meta::column<std::string>(name)});
    table.create(engine_);
    orp::Session session(engine_);
    orp::bulk_insert(session, table, Rows{{{"id", i}, {name, "x"}}});
    session.commit();
    table.drop(engine_);
  }
}

ORPIMENT_RESULTS_ON_EACH_DATABASE(TableBulk);

}  // namespace
