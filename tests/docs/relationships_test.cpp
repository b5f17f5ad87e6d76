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
