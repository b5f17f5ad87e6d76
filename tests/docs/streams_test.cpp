// SPDX-License-Identifier: MIT
// The code of docs/guide/streams.md.
#include <sstream>

#include "docs/guide.hpp"

using bookshop::Author;
using bookshop::Book;

namespace {

class Streams : public Guide {
 protected:
  Streams() {
    orp::Session writer(engine);
    Author& author = writer.add<Author>({.name = "Anonymous"});
    for (int i = 0; i < 10; ++i)
      author.books().add({.title = "Volume " + std::to_string(i), .price = 10});
    writer.commit();
  }

  orp::Session session{engine};
};
INSTANTIATE_TEST_SUITE_P(Database, Streams, testing::ValuesIn(guide_databases()));

TEST_P(Streams, rows) {
  // snippet: rows
  auto stmt = orp::select(Book::c.title, Book::c.price).order_by(Book::c.id);
  orp::Decimal sum;
  for (const auto& [title, price] : session.stream(stmt, {.yield_per = 500})) sum = sum + price;

  struct BookCard {
    std::string title;
    orp::Decimal price;
  };
  for (const BookCard& card : session.stream(stmt).into<BookCard>()) EXPECT_EQ(card.price, 10);

  for (auto& partition : session.stream(stmt).partitions(5'000))
    for (auto& [title, price] : partition) EXPECT_EQ(price, 10) << title;

  std::ostringstream file;
  session.stream(stmt).to_csv(file);  // or to_json()
  // end snippet
  EXPECT_EQ(sum, 100);
  EXPECT_EQ(file.str().find("title,price\r\n"), 0U);
}

TEST_P(Streams, left) {
  // snippet: left
  orp::Connection connection = engine.connect();
  auto stream = connection.stream(orp::select(Book::c.title).order_by(Book::c.id));
  for (const auto& [title] : stream)
    if (title == "Volume 3") break;
  auto at = stream.begin();  // stands at that row
  EXPECT_EQ(std::get<0>(*at), "Volume 3");
  ++at;
  EXPECT_EQ(stream.names()[0], "title");
  // end snippet
}

TEST_P(Streams, objects) {
  // snippet: objects
  auto stmt =
      orp::select<Author>().order_by(Author::c.id).options(orp::selectinload(Author::c.books));
  auto stream = session.stream(stmt, {.yield_per = 1'000});
  Author* longest = nullptr;
  for (Author& author : stream)
    if (author.books().size() > 5) stream.keep(*(longest = &author));
  EXPECT_EQ(longest->books().size(), 10U);
  // end snippet
}

TEST_P(Streams, changed) {
  // snippet: changed
  for (auto& partition : session.stream(orp::select<Book>(), {.yield_per = 1'000}).partitions()) {
    for (Book& book : partition) book.set_price(book.price() * 2);
    session.flush();  // now nobody needs these objects any longer
  }
  session.commit();
  // end snippet
  EXPECT_EQ(session.scalar(orp::select(orp::func::min(Book::c.price))), 20);
}

}  // namespace
