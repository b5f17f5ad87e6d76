// SPDX-License-Identifier: MIT
// The code of docs/guide/relationships.md.
#include "docs/guide.hpp"

using namespace bookshop;
using namespace orp::literals;

namespace {

void fill(orp::Engine& engine) {
  orp::Session session(engine);
  Author& lem = session.add<Author>({.name = "Stanisław Lem"});
  Book& solaris = lem.books().add({.title = "Solaris", .price = "9.99"_dec});
  lem.books().add({.title = "The Cyberiad", .price = "11.00"_dec});
  solaris.reviews().add({.stars = 5});
  solaris.tags().add(session.add<Tag>({.name = "classic"}));
  session.commit();
}

}  // namespace

TEST_P(Guide, relationships_are_kept_in_step) {
  // snippet: both_sides
  orp::Session session(engine);
  Author& lem = session.add<Author>({.name = "Stanisław Lem"});
  Book& solaris = lem.books().add({.title = "Solaris", .price = "9.99"_dec});
  EXPECT_EQ(&solaris.author(), &lem);  // the other side follows at once

  Author& other = session.add<Author>({.name = "Somebody else"});
  solaris.set_author(other);  // leaves lem's books, joins other's
  EXPECT_EQ(lem.books().size(), 0);
  EXPECT_EQ(other.books().size(), 1);
  // end snippet
}

TEST_P(Guide, relationships_collections) {
  fill(engine);
  orp::Session session(engine);
  // snippet: many
  Author& lem = session.get_one<Author>(1);
  EXPECT_FALSE(lem.books().is_loaded());  // no query until it is looked at
  Book& fiasco = lem.books().add({.title = "Fiasco", .price = 12});  // nor for that
  EXPECT_FALSE(lem.books().is_loaded());

  for (Book& book : lem.books()) EXPECT_EQ(&book.author(), &lem);  // here is the query
  EXPECT_EQ(lem.books().size(), 3U);
  EXPECT_EQ(lem.books().front().title(), "Fiasco");  // also [0]; `order_by` of the schema
  EXPECT_EQ(lem.books().back().title(), "The Cyberiad");
  EXPECT_TRUE(lem.books().contains(fiasco));

  EXPECT_TRUE(lem.books().remove(fiasco));   // it was in
  EXPECT_FALSE(lem.books().remove(fiasco));  // it was not
  lem.books().clear();
  EXPECT_TRUE(lem.books().empty());
  // end snippet
  session.commit();
  EXPECT_EQ(session.scalar(orp::select(orp::func::count()).select_from<Book>()), 0);
}

TEST_P(Guide, relationships_to_one) {
  fill(engine);
  orp::Session session(engine);
  // snippet: to_one
  Book& book = session.get_one<Book>(1);
  Author& author = book.author();  // loaded when it is looked at
  Author& other = session.add<Author>({.name = "Somebody else"});
  book.set_author(other);  // at the flush author_id follows
  session.flush();
  EXPECT_EQ(book.author_id(), other.id());
  EXPECT_EQ(author.books().size(), 1U);
  // end snippet
}

TEST_P(Guide, relationships_orphans) {
  fill(engine);
  // snippet: orphans
  orp::Session session(engine);
  Author& lem = session.get_one<Author>(1);
  lem.books().remove(lem.books()[0]);  // cascade delete-orphan: deleted by the next flush
  session.commit();
  // end snippet
  EXPECT_EQ(session.scalar(orp::select(orp::func::count()).select_from<Book>()), 1);
}

TEST_P(Guide, relationships_load_for_all_peers) {
  fill(engine);
  // snippet: peers
  orp::Session session(engine);
  for (Author& author : session.scalars(orp::select<Author>()))
    for (Book& book : author.books())  // one query for the books of all authors, on first touch
      EXPECT_FALSE(book.title().empty());
  // end snippet
}

TEST_P(Guide, relationships_load_options) {
  fill(engine);
  orp::Session session(engine);
  // snippet: options
  auto books = orp::select<Book>()
                   .order_by(Book::c.title)
                   .options(orp::joinedload(Book::c.author),     // in the same query
                            orp::selectinload(Book::c.reviews),  // one more query, right away
                            orp::raiseload(Book::c.tags));       // not at all: looking throws
  for (Book& book : session.scalars(books)) {
    EXPECT_EQ(book.author().name(), "Stanisław Lem");
    EXPECT_THROW(book.tags().size(), orp::UsageError);
  }
  // end snippet
}

TEST_P(Guide, relationships_load_options_chain) {
  fill(engine);
  orp::Session session(engine);
  // snippet: chain
  auto authors = orp::select<Author>().options(
      orp::selectinload(Author::c.books).selectinload(Book::c.tags), orp::raiseload("*"));
  for (Author& author : session.scalars(authors))
    for (Book& book : author.books())
      for (Tag& tag : book.tags()) EXPECT_EQ(tag.name(), "classic");
  // end snippet
}

TEST_P(Guide, relationships_load_options_of_every_kind) {
  fill(engine);
  orp::Session session(engine);
  // snippet: more_options
  auto authors = orp::select<Author>().options(
      orp::peersload(Author::c.books).lazyload(Book::c.reviews),   // whatever the schema says
      orp::defaultload(Author::c.books).peersload(Book::c.tags));  // as it says; then for all peers
  Author* lem =
      session.get<Author>(1, {orp::selectinload(Author::c.books)});  // get() takes them, too
  // end snippet
  EXPECT_TRUE(lem->books().is_loaded());
  EXPECT_EQ(session.scalars(authors).one().books()[0].tags().size(), 1U);
}

TEST_P(Guide, relationships_in_queries) {
  fill(engine);
  orp::Session session(engine);
  // snippet: queries
  auto reviewed =
      orp::select<Author>().where(Author::c.books.any(Book::c.reviews.any(Review::c.stars == 5)));
  auto of_lem = orp::select<Book>().join(Book::c.author).where(Author::c.name.like("%Lem"));
  // end snippet
  EXPECT_EQ(session.scalars(reviewed).size(), 1);
  EXPECT_EQ(session.scalars(of_lem).size(), 2);
}
