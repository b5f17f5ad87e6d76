// SPDX-License-Identifier: MIT
// The code of docs/guide/threads.md.
#include <thread>

#include "docs/guide.hpp"

using namespace bookshop;
using namespace orp::literals;

TEST_P(Guide, threads_have_a_session_each) {
  // snippet: threads
  const orp::SessionFactory sessions(engine);  // shared
  const auto work = [&](const char* name) {
    sessions.transaction([&](orp::Session& session) {  // of this thread alone
      session.add<Author>({.name = name});
    });
  };
  std::thread one(work, "Stanisław Lem");
  std::thread two(work, "Ursula K. Le Guin");
  one.join();
  two.join();
  // end snippet
  EXPECT_EQ(sessions().scalars(orp::select<Author>()).size(), 2U);
}

TEST_P(Guide, threads_lose_no_updates) {
  const orp::SessionFactory sessions(engine);
  sessions.transaction([](orp::Session& session) {
    Author& author = session.add<Author>({.name = "Stanisław Lem"});
    author.books().add({.title = "Solaris", .price = "9.99"_dec});
  });
  orp::Session session(engine);
  const Book& known = session.scalars(orp::select<Book>()).one();
  EXPECT_EQ(known.price(), "9.99"_dec);
  // snippet: lock
  auto locked = orp::select<Book>()
                    .where(Book::c.title == "Solaris")
                    .with_for_update()
                    .execution_options({.populate_existing = true});
  Book& book = session.scalars(locked).one();  // as it is now, and so until the commit
  book.set_price(book.price() + "1.00"_dec);
  session.commit();

  session.execute(orp::update<Book>()
                      .where(Book::c.title == "Solaris")
                      .set(Book::c.price = Book::c.price + "1.00"_dec));
  session.commit();
  // end snippet
  EXPECT_EQ(known.price(), "11.99"_dec);
}

TEST_P(Guide, threads_take_their_jobs) {
  const orp::SessionFactory sessions(engine);
  sessions.transaction([](orp::Session& session) { session.add<Order>({.customer = "Ged"}); });
  // snippet: queue
  auto next = orp::select<Order>()
                  .where(Order::c.status == OrderStatus::open)
                  .order_by(Order::c.id)
                  .limit(1)
                  .with_for_update({.wait = orp::LockWait::skip_locked});
  sessions.transaction([&](orp::Session& session) {
    if (Order* order = session.scalar(next)) order->set_status(OrderStatus::paid);
  });
  // end snippet
  orp::Session session = sessions();
  EXPECT_EQ(session.scalars(orp::select<Order>()).one().status(), OrderStatus::paid);
}
