// SPDX-License-Identifier: MIT
// The code of docs/guide/many_objects.md.
#include "docs/guide.hpp"

using namespace bookshop;
using namespace orp::literals;

TEST_P(Guide, many_objects_are_written_in_batches) {
  // snippet: add
  orp::Session session(engine);
  Author& author = session.add<Author>({.name = "Anonymous"});
  for (int i = 0; i < 10'000; ++i)
    author.books().add({.title = "Volume " + std::to_string(i), .price = 1});
  session.commit();  // one batch for each table; every book knows its id
  // end snippet
  EXPECT_EQ(session.scalar(orp::select(orp::func::count()).select_from<Book>()), 10'000);
}

TEST_P(Guide, many_objects_come_and_go_in_pieces) {
  int next = 0;
  const auto read_line = [&](std::string& line) {
    line = "Author " + std::to_string(next);
    return next++ < 2'500;
  };
  // snippet: pieces
  orp::Session session(engine);
  std::string line;
  for (int i = 1; read_line(line); ++i) {
    session.add<Author>({.name = line});
    if (i % 1'000 == 0) {
      session.commit();
      session.clear();  // frees the objects; references to them end here
    }
  }
  session.commit();
  // end snippet
  EXPECT_EQ(session.scalar(orp::select(orp::func::count()).select_from<Author>()), 2'500);
}

TEST_P(Guide, many_rows_in_bulk) {
  orp::Session session(engine);
  Author& author = session.add<Author>({.name = "Anonymous"});
  author.books().add({.id = 1, .title = "One", .price = 10});
  author.books().add({.id = 2, .title = "Two", .price = 10});
  session.commit();
  int next = 0;
  const auto read_line = [&](std::string& line) {
    line = "Author " + std::to_string(next);
    return next++ < 2'500;
  };
  std::string line;
  // snippet: bulk
  session.bulk_insert<Author>([&]() -> std::optional<Author::New> {
    if (!read_line(line)) return std::nullopt;
    return Author::New{.name = line};
  });

  std::vector<std::tuple<std::int64_t, orp::Decimal>> prices{{1, 12}, {2, 15}};
  auto columns = std::tuple(Book::c.id, Book::c.price);
  session.bulk_update(columns, prices, {.chunk = 5'000, .on_progress = [&](const auto& progress) {
                                          EXPECT_LE(progress.rows, prices.size());
                                        }});
  session.commit();
  // end snippet
  EXPECT_EQ(session.scalar(orp::select(orp::func::count()).select_from<Author>()), 2'501);
  EXPECT_EQ(author.books()[1].price(), 15);
}

TEST_P(Guide, many_rows_without_objects) {
  orp::Session session(engine);
  Author& author = session.add<Author>({.name = "Anonymous"});
  author.books().add({.title = "One", .price = 10});
  session.commit();
  // snippet: statements
  session.execute(orp::insert<Tag>().values(Tag::c.name = "old").values(Tag::c.name = "rare"));
  session.execute(
      orp::update<Book>().where(Book::c.price > 5).set(Book::c.price = Book::c.price * "0.9"_dec));
  const auto gone = session.execute(orp::delete_<Tag>().where(Tag::c.name == "old"));
  session.commit();
  // end snippet
  EXPECT_EQ(gone.affected_rows(), 1);
  EXPECT_EQ(author.books()[0].price(), 9);
}
