// SPDX-License-Identifier: MIT
// The code of docs/guide/engine.md that tests/unit/engine/guide_test.cpp does not have.
#include "docs/guide.hpp"

using namespace bookshop;

TEST_P(Guide, engines_are_asked) {
  // snippet: engine
  orp::Connection connection = engine.connect();
  connection.execute(orp::select(Tag::c.name));
  EXPECT_EQ(connection.engine().url(), engine.url());
  EXPECT_EQ(engine.pool_status().checked_out, 1U);
  std::string sql =
      orp::select(Tag::c.name).to_sql(engine.dialect());  // as this database spells it

  connection.close();  // back to the pool; the destructor does the same
  EXPECT_TRUE(connection.is_closed());
  engine.dispose();  // closes the idle connections; the engine may be used again
  // end snippet
  EXPECT_EQ(engine.pool_status().checked_in, 0U);
  EXPECT_FALSE(sql.empty());
  EXPECT_EQ(engine.options().pool_size, 5U);
  EXPECT_EQ(engine.url(), orp::Url::parse(GetParam()));
  EXPECT_EQ(engine.database().schemes[0], engine.url().scheme());
}

TEST_P(Guide, connections_are_asked) {
  // snippet: connection
  orp::Connection connection = engine.connect();
  auto names = connection.scalars(orp::select(Tag::c.name));  // all values of a column
  auto count = connection.scalar(orp::select(orp::func::count(Tag::c.name)));  // the first one
  EXPECT_TRUE(connection.in_transaction());  // the first statement began it
  connection.rollback();
  EXPECT_FALSE(connection.in_transaction());

  orp::Transaction transaction = connection.begin();
  connection.execute(orp::insert<Tag>().values(Tag::c.name = "new"));
  transaction.commit();
  EXPECT_FALSE(transaction.is_active());
  // end snippet
  EXPECT_TRUE(names.empty());
  EXPECT_EQ(count, 0);
}
