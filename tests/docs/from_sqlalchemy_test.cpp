// SPDX-License-Identifier: MIT
// The code of docs/guide/from_sqlalchemy.md: what SQLAlchemy's users write, on each database.
#include <gtest/gtest.h>

#include <cstdint>
#include <library/model.hpp>
#include <optional>
#include <orpiment/orpiment.hpp>
#include <orpiment/session/bulk.hpp>
#include <orpiment/sql/bindparam.hpp>
#include <orpiment/sql/table.hpp>
#include <string>
#include <tuple>
#include <vector>

#include "docs/databases.hpp"

namespace {

using namespace library;
using namespace orp::literals;
using orp::select;
namespace func = orp::func;

class FromSqlalchemy : public testing::TestWithParam<std::string> {
 protected:
  FromSqlalchemy() : engine(orp::create_engine(GetParam())) {
    metadata().drop_all(engine);
    metadata().create_all(engine);
    orp::Session setup(engine);
    Author& ann = setup.add<Author>({.name = "Ann", .born = 1950});
    Author& bob = setup.add<Author>({.name = "Bob"});
    ann.books().add(
        {.title = "Atlas", .pages = 300, .price = "20.00"_dec, .published_at = "2022-05-01"_date});
    bob.books().add(
        {.title = "Dunes", .pages = 80, .price = "5.00"_dec, .published_at = "2024-07-01"_date});
    setup.commit();
  }
  ~FromSqlalchemy() override {
    session.close();
    metadata().drop_all(engine);
  }

  orp::Engine engine;
  orp::Session session{engine};
};
INSTANTIATE_TEST_SUITE_P(Database, FromSqlalchemy, testing::ValuesIn(guide_databases()));

TEST_P(FromSqlalchemy, engine_and_sessions) {
  // snippet: sessions
  orp::SessionFactory sessions(engine, {.expire_on_commit = false});
  sessions.transaction([](orp::Session& each) { each.add<Author>({.name = "Cem"}); });
  // end snippet
  EXPECT_EQ(session.scalar(select(func::count(Author::c.id))), 3);
}

TEST_P(FromSqlalchemy, results) {
  // snippet: results
  auto stmt = select<Author>().where(Author::c.name == "Ann");
  Author& author = session.scalars(stmt).one();
  Author* maybe = session.scalars(stmt).one_or_none();
  auto authors = session.scalars(select<Author>()).all();
  for (const auto& [name, born] : session.execute(select(Author::c.name, Author::c.born)))
    EXPECT_EQ(born.has_value(), name == "Ann");
  // end snippet
  EXPECT_EQ(&author, maybe);
  EXPECT_EQ(authors.size(), 2U);
}

TEST_P(FromSqlalchemy, conditions) {
  // snippet: conditions
  auto stmt = select<Book>()
                  .join(Book::c.author)
                  .where(Author::c.name.ilike("a%") && Book::c.pages.between(100, 400),
                         Book::c.category == nullptr || Book::c.title.in_({"Atlas", "Brine"}))
                  .order_by(Book::c.pages.desc())
                  .limit(10);
  // end snippet
  EXPECT_EQ(session.scalars(stmt).one().title(), "Atlas");
}

TEST_P(FromSqlalchemy, loading) {
  // snippet: loading
  auto stmt = select<Author>()
                  .options(orp::selectinload(Author::c.books))
                  .where(Author::c.books.any(Book::c.pages > 100));
  // end snippet
  EXPECT_EQ(session.scalars(stmt).one().books().size(), 1U);
}

TEST_P(FromSqlalchemy, aliases_and_subqueries) {
  // snippet: subqueries
  auto pages = func::max(Book::c.pages).label("pages");
  auto longest = select(Book::c.author_id, pages).group_by(Book::c.author_id).subquery("longest");
  auto other = orp::aliased<Author>("other");
  auto stmt = select(Author::c.name, longest[pages])
                  .join(longest, longest[Book::c.author_id] == Author::c.id)
                  .join(other, other[Author::c.id] != Author::c.id)
                  .order_by(Author::c.name);
  // end snippet
  EXPECT_EQ(session.execute(stmt).all(),
            (std::vector<std::tuple<std::string, std::optional<std::int32_t>>>{{"Ann", 300},
                                                                               {"Bob", 80}}));
}

TEST_P(FromSqlalchemy, writing_statements) {
  // snippet: writing
  session.execute(
      orp::update<Book>().set(Book::c.pages = Book::c.pages + 1).where(Book::c.title == "Atlas"));
  session.execute(orp::insert<Author>()
                      .values(Author::c.name = "Ann", Author::c.born = 1951)
                      .on_conflict(Author::c.name)
                      .do_update(Author::c.born = orp::excluded(Author::c.born)));
  session.execute(orp::delete_<Book>().where(Book::c.pages < 100));
  // end snippet
  EXPECT_EQ(session.scalar(select(Author::c.born).where(Author::c.name == "Ann")), 1951);
  EXPECT_EQ(session.scalar(select(Book::c.pages)), 301);
}

TEST_P(FromSqlalchemy, texts) {
  // snippet: texts
  auto rows = session.execute(orp::text("SELECT name FROM library_authors WHERE born < :year")
                                  .bind("year", 1960)
                                  .columns<std::string>());
  // end snippet
  EXPECT_EQ(rows.all(), (std::vector<std::tuple<std::string>>{{"Ann"}}));
}

}  // namespace
