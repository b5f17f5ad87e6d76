// SPDX-License-Identifier: MIT
// A day of a bookshop: objects in, objects out, on the database that the first argument names.
// snippet: quick_start
#include <bookshop/model.hpp>
#include <iostream>
#include <orpiment/orpiment.hpp>

using namespace bookshop;
using namespace orp::literals;

int main(int argc, char** argv) try {
  orp::Engine engine = orp::create_engine(argc > 1 ? argv[argc - 1] : "sqlite://");
  bookshop::metadata().drop_all(engine);
  bookshop::metadata().create_all(engine);

  // Objects are made in a session. Related objects follow by themselves.
  orp::Session session(engine);
  Author& ursula = session.add<Author>({.name = "Ursula K. Le Guin", .born = 1929});
  Book& earthsea = ursula.books().add({.title = "A Wizard of Earthsea", .price = "9.99"_dec});
  Book& hand = ursula.books().add({.title = "The Left Hand of Darkness", .price = "12.50"_dec});

  Tag& classic = session.add<Tag>({.name = "classic"});
  earthsea.tags().add(classic);
  hand.tags().add(classic);
  earthsea.reviews().add({.stars = 5, .text = "Names have power."});
  earthsea.reviews().add({.stars = 4});

  Order& order = session.add<Order>({.customer = "Ged"});
  order.lines().add({.quantity = 2, .book = earthsea});
  session.commit();  // one flush: authors, then books, then what refers to them; keys filled in
  std::cout << "saved " << ursula.books().size() << " books by " << ursula.name() << " (author "
            << ursula.id() << ")\n\n";

  // A query, typed: `Book::c.price > "nine"` would not compile.
  auto cheap = orp::select<Book>()
                   .where(Book::c.price < 12 && Book::c.title.ilike("%earth%"))
                   .order_by(Book::c.title)
                   .options(orp::selectinload(Book::c.reviews), orp::joinedload(Book::c.author));
  for (Book& book : session.scalars(cheap)) {
    std::cout << book.title() << " by " << book.author().name() << ", " << book.price() << '\n';
    for (Review& review : book.reviews())  // loaded with the books: no query here
      std::cout << "  " << review.stars() << " stars: " << review.text().value_or("-") << '\n';
  }

  // Columns and aggregates come as tuples of C++ types.
  auto report = orp::select(Author::c.name, orp::func::count(Book::c.id).label("books"),
                            orp::func::sum(Book::c.price).label("total"))
                    .join(Author::c.books)
                    .group_by(Author::c.name);
  for (auto [name, books, total] : session.execute(report))
    std::cout << '\n' << name << ": " << books << " books, " << total.value() << " in all\n";

  // Changes are noticed: one UPDATE of one column.
  earthsea.set_price("7.99"_dec);
  order.set_status(OrderStatus::paid);
  session.commit();

  // Deleting follows the cascades: with the book go its reviews and its rows among the tags.
  ursula.books().remove(hand);
  session.commit();
  std::cout << "left: " << ursula.books().size() << " book, tagged " << earthsea.tags()[0].name()
            << ", order " << order.id() << " is " << to_string(order.status()) << '\n';

  // What the database refuses comes as one typed error; the session is usable after rollback().
  try {
    session.add<Author>({.name = "Ursula K. Le Guin"});
    session.commit();
  } catch (const orp::IntegrityError& error) {
    std::cout << "\nrefused: constraint " << error.constraint() << " (" << to_string(error.kind())
              << ")\n";
    session.rollback();
  }
} catch (const orp::Error& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
// end snippet
