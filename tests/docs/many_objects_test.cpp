// SPDX-License-Identifier: MIT
// The code of docs/guide/many_objects.md.
#include <sstream>

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

TEST_P(Guide, many_rows_that_may_be_there) {
  orp::Session session(engine);
  session.add<Author>({.name = "Ann", .born = 1970});
  session.commit();
  std::vector<Author::New> rows{{.name = "Ann", .born = 1971}, {.name = "Bob"}};
  // snippet: upsert
  const orp::BulkProgress done =
      session.bulk_upsert<Author>(rows, orp::on_conflict(Author::c.name).do_update());
  EXPECT_EQ(done.rows, rows.size());

  auto later = orp::on_conflict(Author::c.name)
                   .do_update(Author::c.born = orp::excluded(Author::c.born))
                   .where(Author::c.born == nullptr);
  session.bulk_upsert<Author>(rows, later, {.chunk = 5'000});
  session.commit();
  // end snippet
  EXPECT_EQ(session.scalar(orp::select(orp::func::count()).select_from<Author>()), 2);
  EXPECT_EQ(session.scalar(orp::select(Author::c.born).where(Author::c.name == "Ann")), 1971);
}

TEST_P(Guide, many_rows_as_files_have_them) {
  if (GetParam().starts_with("sqlite")) GTEST_SKIP() << "SQLite has no COPY";
  std::stringstream file;
  // snippet: copy
  orp::Connection connection = engine.connect();
  connection.copy_out(orp::select(Tag::c.name), file);  // or [](std::string_view bytes) {...}
  connection.copy_in<Tag>(file, {.format = orp::CopyFormat::csv});
  connection.commit();
  // end snippet
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
