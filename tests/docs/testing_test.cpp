// SPDX-License-Identifier: MIT
// The code of docs/guide/testing.md.
#include <gmock/gmock.h>
// snippet: include
#include <orpiment/testing/recorder.hpp>
// end snippet

#include "docs/guide.hpp"

using namespace bookshop;
using namespace orp::literals;
using testing::ElementsAre;

namespace {

// snippet: fixture
class ShopTest : public testing::Test {
 protected:
  ShopTest() { bookshop::metadata().create_all(engine); }

  orp::Engine engine = orp::create_engine("sqlite://");  // a database of its own, in memory
};
// end snippet

TEST_F(ShopTest, begins_with_nothing) {
  orp::Session session(engine);
  EXPECT_EQ(session.scalars(orp::select<Author>()).size(), 0U);
}

}  // namespace

TEST_P(Guide, testing_what_is_sent) {
  // snippet: recorder
  orp::testing::Recorder recorder(engine);
  orp::Session session(engine);
  Author& lem = session.add<Author>({.name = "Stanisław Lem"});
  lem.books().add({.title = "Solaris", .price = "9.99"_dec});
  lem.books().add({.title = "The Cyberiad", .price = "11.00"_dec});
  session.commit();
  EXPECT_THAT(recorder.take(), ElementsAre("INSERT authors (name, born) 1 row",
                                           "INSERT books (title, price, author_id) 2 rows"));
  // end snippet
}

TEST_P(Guide, testing_how_many_queries) {
  {
    orp::Session setup(engine);
    for (const char* name : {"Lem", "Le Guin", "Tarkovsky"})
      setup.add<Author>({.name = name}).books().add({.title = "t", .price = 1});
    setup.commit();
  }
  orp::Session session(engine);
  orp::testing::Recorder recorder(engine);
  // snippet: n_plus_one
  std::size_t books = 0;
  for (Author& author : session.scalars(orp::select<Author>())) books += author.books().size();
  EXPECT_EQ(recorder.count(), 2U);  // the authors, then the books of all of them
  // end snippet
  EXPECT_EQ(books, 3U);
}

TEST_P(Guide, testing_in_full) {
  orp::Session session(engine);
  // snippet: in_full
  orp::testing::Recorder recorder(engine, {.transactions = true});
  session.scalars(orp::select<Tag>());
  session.commit();
  const std::vector<orp::testing::RecordedStatement> all = recorder.take_statements();
  EXPECT_EQ(all[0].summary, "BEGIN");
  EXPECT_EQ(all[1].sql, R"(SELECT "tags"."name" FROM "tags")");
  EXPECT_EQ(all[2].summary, "COMMIT");
  // end snippet
}

TEST_P(Guide, testing_without_hidden_queries) {
  {
    orp::Session setup(engine);
    setup.add<Author>({.name = "Stanisław Lem"});
    setup.commit();
  }
  orp::Session session(engine);
  // snippet: raise
  auto strict = orp::select<Author>().options(orp::raiseload("*"));
  Author& lem = session.scalars(strict).one();
  EXPECT_THROW(lem.books().size(), orp::UsageError);  // says which option to add
  // end snippet
}
