// SPDX-License-Identifier: MIT
// What docs/guide/queries.md shows of SQL of a program's own that has rows and objects.
#include "docs/guide.hpp"

using namespace bookshop;
using namespace orp::literals;

namespace {

class OwnSql : public Guide {
 protected:
  OwnSql() : session(engine) {
    Author& lem = session.add<Author>({.name = "Stanisław Lem", .born = 1921});
    lem.books().add({.title = "Solaris", .price = "9.99"_dec});
    lem.books().add({.title = "The Cyberiad", .price = "11.00"_dec});
    session.add<Author>({.name = "Anonymous"});
    session.commit();
  }

  orp::Session session;
};
INSTANTIATE_TEST_SUITE_P(Database, OwnSql, testing::ValuesIn(guide_databases()));

TEST_P(OwnSql, stands_in_from) {
  // snippet: text_in_from
  auto dearest = orp::column("dearest", Book::c.price);  // kept as that column is
  auto per_author = orp::text("SELECT author_id, max(price) AS dearest FROM books GROUP BY 1")
                        .columns(Book::c.author_id, dearest)
                        .cte("per_author");
  auto stmt = orp::select(Author::c.name, per_author[dearest])
                  .join(per_author, per_author[Book::c.author_id] == Author::c.id);
  // end snippet
  EXPECT_EQ(session.execute(stmt).one(), std::make_tuple("Stanisław Lem", "11.00"_dec));
  auto dear = stmt.where(per_author[dearest] * 2 > "22.00"_dec);
  EXPECT_TRUE(session.execute(dear).empty());
}

TEST_P(OwnSql, finds_objects) {
  // snippet: from_statement
  auto known =
      orp::select<Author>()
          .from_statement(
              orp::text("SELECT * FROM authors WHERE born < :year ORDER BY id").bind("year", 1950))
          .options(orp::selectinload(Author::c.books));
  for (Author& author : session.scalars(known)) EXPECT_EQ(author.books().size(), 2U);

  auto either = orp::select<Author>()
                    .where(Author::c.born == nullptr)
                    .union_(orp::select<Author>().where(Author::c.born < 1950));
  auto with_books =
      orp::select<Author>().from_statement(either).options(orp::joinedload(Author::c.books));
  auto renamed = orp::select<Author>()
                     .from_statement(orp::update<Author>()
                                         .set(Author::c.name = "S. Lem")
                                         .where(Author::c.born < 1950)
                                         .returning())
                     .options(orp::selectinload(Author::c.books));
  // end snippet
  Author& lem = session.get_one<Author>(1);
  EXPECT_EQ(&session.scalars(known).one(), &lem);
  EXPECT_EQ(session.scalars(with_books).size(), 2U);
  session.execute(orp::text("UPDATE authors SET born = 1922 WHERE id = 1"));
  EXPECT_EQ(session.scalars(known.execution_options({.populate_existing = true})).one().born(),
            1922);
}

TEST_P(OwnSql, gives_an_object_for_each_row) {
  const auto nobody =
      orp::select<Author>().from_statement(orp::text("SELECT NULL AS id, name, born FROM authors"));
  EXPECT_THROW((void)session.scalars(nobody).all(), orp::DataError);
  session.rollback();
}

TEST_P(OwnSql, gives_the_objects_of_what_is_written) {
  const auto renamed = orp::select<Author>()
                           .from_statement(orp::update<Author>()
                                               .set(Author::c.name = "S. Lem")
                                               .where(Author::c.born < 1950)
                                               .returning())
                           .options(orp::selectinload(Author::c.books));
  Author& lem = session.scalars(renamed).one();
  EXPECT_EQ(&lem, &session.get_one<Author>(1));
  EXPECT_EQ(lem.name(), "S. Lem");
  EXPECT_TRUE(lem.books().is_loaded());
  const auto added =
      orp::select<Author>()
          .from_statement(orp::insert<Author>().values(Author::c.name = "Strugatsky").returning())
          .options(orp::joinedload(Author::c.books));
  Author& strugatsky = session.scalars(added).one();
  EXPECT_EQ(strugatsky.name(), "Strugatsky");
  EXPECT_TRUE(strugatsky.books().empty());
  const auto gone = orp::select<Author>().from_statement(
      orp::delete_<Author>().where(Author::c.name == "Anonymous").returning());
  EXPECT_EQ(session.scalars(gone).one().name(), "Anonymous");
  EXPECT_EQ(session.scalars(orp::select<Author>()).size(), 2U);
}

TEST_P(OwnSql, that_lacks_a_column_of_the_class_is_refused_by_the_database) {
  const auto found =
      orp::select<Author>().from_statement(orp::text("SELECT id, born FROM authors"));
  try {
    (void)session.scalars(found).all();
    ADD_FAILURE();
  } catch (const orp::SqlError& error) {
    EXPECT_NE(error.message().find("from_statement.name"), std::string::npos) << error.message();
  }
}

}  // namespace
