// SPDX-License-Identifier: MIT
// The code of docs/guide/classes.md.
#include <type_traits>

#include "docs/guide.hpp"

using namespace bookshop;
using namespace orp::literals;

TEST_P(Guide, classes_have_a_new) {
  orp::Session session(engine);
  // snippet: new
  Author& author = session.add<Author>({.name = "Stanisław Lem"});
  Book& book = session.add<Book>({.title = "Solaris", .price = "9.99"_dec, .author = author});
  // end snippet
  session.commit();
  EXPECT_EQ(book.author_id(), author.id());
  // snippet: new_by_steps
  Book::New init{.title = "Fiasco", .price = 12};
  init.author = author;
  Book& another = session.add<Book>(init);
  // end snippet
  session.commit();
  EXPECT_EQ(another.author_id(), author.id());
}

TEST_P(Guide, classes_have_a_key) {
  orp::Session session(engine);
  Author& author = session.add<Author>({.name = "Stanisław Lem"});
  Book& book = author.books().add({.title = "Solaris", .price = "9.99"_dec});
  session.add<Order>({.customer = "Ged"}).lines().add({.quantity = 2, .book = book});
  session.commit();
  // snippet: key
  static_assert(std::is_same_v<Book::Key, std::int64_t>);  // one column: its type
  static_assert(std::is_same_v<Tag::Key, std::string>);
  OrderLine::Key key{.order_id = 1, .book_id = 1};  // several: a struct of them
  OrderLine* line = session.get<OrderLine>(key);
  OrderLine& same = session.get_one<OrderLine>({.order_id = 1, .book_id = 1});
  // end snippet
  EXPECT_EQ(line, &same);
  EXPECT_EQ(line->quantity(), 2);
}
