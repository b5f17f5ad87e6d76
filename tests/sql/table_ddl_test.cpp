// SPDX-License-Identifier: MIT
// Tables without classes are made and dropped within transactions, and for one connection alone.
#include <cstdint>
#include <string>

#include "orpiment/session/session.hpp"
#include "orpiment/sql/aggregate.hpp"
#include "orpiment/sql/table.hpp"
#include "sql/results_test.hpp"
#include "support/expect_error.hpp"

namespace {

namespace meta = orp::meta;
namespace func = orp::func;

class TableDdl : public ResultsTest {
 protected:
  meta::Table loads_{"loads",
                     {meta::column<std::int64_t>("id").primary_key().identity(),
                      meta::column<std::string>("name")}};

  void SetUp() override { connection_.commit(); }
  void TearDown() override {
    connection_.rollback();
    loads_.drop(connection_);
    connection_.commit();
  }

  template <class Place>
  void add(Place& place, const char* name) {
    place.execute(orp::insert(loads_).values({{"name", name}}));
  }
  template <class Place>
  std::int64_t count(Place& place) {
    return place.scalar(orp::select(func::count()).select_from(loads_)).value();
  }
};

TEST_P(TableDdl, goes_with_the_transaction) {
  loads_.create(connection_);
  loads_.create(connection_);  // which is there
  add(connection_, "a");
  EXPECT_EQ(count(connection_), 1);
  connection_.rollback();
  EXPECT_THROW((void)count(connection_), orp::SqlError);
  connection_.rollback();
  loads_.create(connection_);
  add(connection_, "a");
  connection_.commit();
  loads_.drop(connection_);
  loads_.drop(connection_);  // which is gone
  connection_.rollback();
  EXPECT_EQ(count(connection_), 1);
}

TEST_P(TableDdl, is_part_of_a_session) {
  connection_.close();
  {
    orp::Session session(engine_);
    // snippet: table_in_session
    loads_.create(session);
    session.execute(orp::insert(loads_).values({{"name", "first"}}));
    session.execute_script("CREATE INDEX ix_loads_name ON loads (name)");
    session.rollback();  // all of it
    // end snippet
    EXPECT_THROW((void)count(session), orp::SqlError);
    session.rollback();
    loads_.create(session);
    add(session, "second");
    session.commit();
    EXPECT_EQ(count(session), 1);
    loads_.drop(session);
    session.commit();
  }
  connection_ = engine_.connect();
}

TEST_P(TableDdl, of_a_temporary_table_is_its_connection_s) {
  loads_.create(connection_);
  add(connection_, "kept");
  connection_.commit();
  // snippet: temporary_table
  const auto staged = loads_.temporary();
  staged.create(connection_);  // on this connection alone, until it is dropped
  // end snippet
  staged.create(connection_);
  EXPECT_EQ(count(connection_), 0);
  add(connection_, "one");
  add(connection_, "two");
  connection_.commit();
  EXPECT_EQ(count(connection_), 2);
  staged.drop(connection_);
  EXPECT_EQ(count(connection_), 1);
  staged.drop(connection_);
  EXPECT_EQ(count(connection_), 1);
  connection_.commit();
}

TEST_P(TableDdl, of_a_temporary_table_is_no_engine_s) {
  EXPECT_ERROR(orp::UsageError, "ORP-1285", loads_.temporary().create(engine_), "temporary");
  EXPECT_ERROR(orp::UsageError, "ORP-1285", loads_.temporary().drop(engine_), "temporary");
}

ORPIMENT_RESULTS_ON_EACH_DATABASE(TableDdl);

}  // namespace
