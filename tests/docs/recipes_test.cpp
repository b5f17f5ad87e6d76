// SPDX-License-Identifier: MIT
// The code of docs/guide/recipes.md: queries that programs need, on each database.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <library/model.hpp>
#include <optional>
#include <orpiment/orpiment.hpp>
#include <orpiment/session/bulk.hpp>
#include <orpiment/sql/table_function.hpp>
#include <string>
#include <tuple>
#include <vector>

#include "docs/databases.hpp"

namespace {

using namespace library;
using namespace orp::literals;
using orp::select;
namespace func = orp::func;

using Names = std::vector<std::string>;
template <class... Ts>
using Table = std::vector<std::tuple<Ts...>>;

class Recipes : public testing::TestWithParam<std::string> {
 protected:
  Recipes() : engine(orp::create_engine(GetParam())) {
    metadata().drop_all(engine);
    metadata().create_all(engine);
    fill();
  }
  ~Recipes() override {
    session.close();
    metadata().drop_all(engine);
  }

  void fill() {
    Author& ann = session.add<Author>({.name = "Ann", .born = 1950});
    Author& bob = session.add<Author>({.name = "Bob"});
    session.add<Author>({.name = "Cem", .born = 1980});
    Tag& short_ = session.add<Tag>({.name = "short"});
    Tag& sea = session.add<Tag>({.name = "sea"});
    const auto book = [&](Author& author, std::string title, int pages, orp::Decimal price,
                          orp::Date published, const char* details) -> Book& {
      Book& added = session.add<Book>({.title = std::move(title),
                                       .pages = pages,
                                       .price = price,
                                       .published_at = published,
                                       .details = orp::Json::parse(details)});
      author.books().add(added);
      return added;
    };
    book(ann, "Atlas", 300, "20.00"_dec, "2022-05-01"_date, R"({"shelf": {"row": 2}})");
    book(ann, "Brine", 100, "8.50"_dec, "2024-02-01"_date, R"({"shelf": {"row": 1}})")
        .tags()
        .add(sea);
    book(ann, "Coast", 200, "12.00"_dec, "2025-01-10"_date, R"({"shelf": {"row": 3}})")
        .tags()
        .add(sea);
    Book& dunes = book(bob, "Dunes", 80, "5.00"_dec, "2024-07-01"_date, R"({"lent": true})");
    dunes.tags().add(short_);
    dunes.tags().add(sea);
    session.commit();
  }

  orp::Engine engine;
  orp::Session session{engine};
};
INSTANTIATE_TEST_SUITE_P(Database, Recipes, testing::ValuesIn(guide_databases()));

TEST_P(Recipes, count_over_an_outer_join) {
  // snippet: count_books
  auto books = func::count(Book::c.id).label("books");
  auto stmt = select(Author::c.name, books)
                  .outerjoin(Author::c.books)
                  .group_by(Author::c.id, Author::c.name)
                  .order_by(books.desc(), Author::c.name);
  // end snippet
  EXPECT_EQ(session.execute(stmt).all(),
            (Table<std::string, std::int64_t>{{"Ann", 3}, {"Bob", 1}, {"Cem", 0}}));
}

TEST_P(Recipes, having_and_coalesce) {
  // snippet: having
  auto pages = func::coalesce(func::sum(Book::c.pages), 0);
  auto stmt = select(Author::c.name, pages.label("pages"))
                  .outerjoin(Author::c.books)
                  .group_by(Author::c.id, Author::c.name)
                  .having(pages < 500)
                  .order_by(Author::c.name);
  // end snippet
  EXPECT_EQ(session.execute(stmt).all(),
            (Table<std::string, std::int64_t>{{"Bob", 80}, {"Cem", 0}}));
}

TEST_P(Recipes, difference_from_the_average) {
  // snippet: delta
  auto average = select(func::avg(orp::cast<double>(Book::c.pages))).scalar_subquery();
  auto stmt = select(Book::c.title, (orp::cast<double>(Book::c.pages) - average).label("delta"))
                  .order_by(Book::c.title);
  // end snippet
  const auto rows = session.execute(stmt).all();
  EXPECT_EQ(std::get<0>(rows[0]), "Atlas");
  EXPECT_EQ(std::get<1>(rows[0]), 130.0);
}

TEST_P(Recipes, recent_books_joined_to_their_authors) {
  // snippet: recent
  auto recent = select(Book::c.author_id, Book::c.pages)
                    .where(Book::c.published_at >= "2024-01-01"_date)
                    .cte("recent");
  auto stmt = select(Author::c.name, func::sum(recent[Book::c.pages]).label("pages"))
                  .join(recent, recent[Book::c.author_id] == Author::c.id)
                  .group_by(Author::c.id, Author::c.name)
                  .order_by(Author::c.name);
  // end snippet
  EXPECT_EQ(session.execute(stmt).all(),
            (Table<std::string, std::optional<std::int64_t>>{{"Ann", 300}, {"Bob", 80}}));
}

TEST_P(Recipes, rank_within_an_author) {
  // snippet: rank
  auto rank =
      func::rank().over(orp::partition_by(Book::c.author_id), orp::order_by(Book::c.pages.desc()));
  auto stmt = select(Author::c.name, Book::c.title, rank.label("rank_in_author"))
                  .join(Book::c.author)
                  .order_by(Author::c.name, rank);
  // end snippet
  EXPECT_EQ(
      session.execute(stmt).all(),
      (Table<std::string, std::string, std::int64_t>{
          {"Ann", "Atlas", 1}, {"Ann", "Coast", 2}, {"Ann", "Brine", 3}, {"Bob", "Dunes", 1}}));
}

TEST_P(Recipes, numbers_running_totals_and_the_row_before) {
  for (const auto& [tenant, day, amount] :
       Table<std::string, orp::Date, orp::Decimal>{{"a", "2026-01-01"_date, "10.00"_dec},
                                                   {"b", "2026-01-01"_date, "7.00"_dec},
                                                   {"a", "2026-02-01"_date, "5.50"_dec}})
    session.add<Invoice>({.tenant = tenant, .issued = day, .amount = amount});
  session.flush();
  // snippet: running
  auto by_tenant = orp::partition_by(Invoice::c.tenant);
  auto by_date = orp::order_by(Invoice::c.issued, Invoice::c.id);
  auto number = func::row_number().over(by_tenant, by_date).label("number");
  auto total = func::sum(Invoice::c.amount)
                   .over(by_tenant, by_date, orp::rows(orp::unbounded_preceding, orp::current_row))
                   .label("running_total");
  auto before = func::lag(Invoice::c.amount).over(by_tenant, by_date).label("before");
  auto stmt = select(Invoice::c.tenant, number, total, before).order_by(Invoice::c.tenant, number);
  // end snippet
  using Amount = std::optional<orp::Decimal>;
  EXPECT_EQ(session.execute(stmt).all(),
            (Table<std::string, std::int64_t, Amount, Amount>{{"a", 1, "10.00"_dec, std::nullopt},
                                                              {"a", 2, "15.50"_dec, "10.00"_dec},
                                                              {"b", 1, "7.00"_dec, std::nullopt}}));
}

TEST_P(Recipes, a_tree_with_depths) {
  session.execute(orp::insert<Category>().values(
      Table<std::int64_t, std::string, std::optional<std::int64_t>>{
          {1, "All", std::nullopt}, {2, "Travel", 1}, {3, "Sea", 2}, {4, "Islands", 3}},
      Category::c.id, Category::c.name, Category::c.parent_id));
  session.execute(orp::update<Category>()
                      .set(Category::c.parent_id = 4)
                      .where(Category::c.id == 2));  // a circle
  // snippet: tree
  auto depth = orp::literal(0).label("depth");
  auto tree = select(Category::c.id, Category::c.name, depth)
                  .where(Category::c.id == 2)
                  .recursive_cte("tree", [&](const auto& above) {
                    return select(Category::c.id, Category::c.name, above[depth] + 1)
                        .join(above, Category::c.parent_id == above[Category::c.id])
                        .where(above[depth] < 10);  // also in a circle it ends
                  });
  auto stmt = select(tree[Category::c.name], func::min(tree[depth]).label("depth"))
                  .group_by(tree[Category::c.name])
                  .order_by(func::min(tree[depth]));
  // end snippet
  EXPECT_EQ(session.execute(stmt).all(),
            (Table<std::string, std::optional<int>>{{"Travel", 0}, {"Sea", 1}, {"Islands", 2}}));
}

TEST_P(Recipes, those_that_have_and_have_not) {
  // snippet: exists
  auto with_books = select(Author::c.name).where(Author::c.books.any(Book::c.pages > 150));
  auto without =
      select(Author::c.name)
          .where(!orp::exists(select(Book::c.id).where(Book::c.author_id == Author::c.id)));
  // end snippet
  EXPECT_EQ(session.scalars(with_books).all(), Names{"Ann"});
  EXPECT_EQ(session.scalars(without).all(), Names{"Cem"});
}

TEST_P(Recipes, three_steps_to_tags) {
  // snippet: steps
  auto stmt = select(Author::c.name)
                  .join(Author::c.books)
                  .join(Book::c.tags)
                  .where(Tag::c.name == "sea")
                  .distinct()
                  .order_by(Author::c.name);
  // end snippet
  EXPECT_EQ(session.scalars(stmt).all(), (Names{"Ann", "Bob"}));
}

TEST_P(Recipes, conditions) {
  // snippet: conditions
  auto in_2024 = Book::c.published_at.between("2024-01-01"_date, "2024-12-31"_date);
  auto stmt = select(Book::c.title)
                  .where(in_2024, Book::c.title.ilike("%N%") || Book::c.pages < 50)
                  .where(!(Book::c.price > "8.00"_dec))
                  .order_by(Book::c.title);
  // end snippet
  EXPECT_EQ(session.scalars(stmt).all(), Names{"Dunes"});
}

TEST_P(Recipes, newer_values_win) {
  const auto noon = orp::Timestamp::parse("2026-01-01T12:00:00");
  session.execute(orp::insert<Reading>().values(Reading::c.device_id = 1, Reading::c.time = noon,
                                                Reading::c.value = 2.5));
  // snippet: upsert
  auto stmt = orp::insert<Reading>()
                  .values(Reading::c.device_id = 1, Reading::c.time = noon, Reading::c.value = 4.0)
                  .on_conflict(Reading::c.device_id, Reading::c.time)
                  .do_update(Reading::c.value = orp::excluded(Reading::c.value),
                             Reading::c.updated_at = func::now())
                  .where(orp::excluded(Reading::c.value) > Reading::c.value);
  session.execute(stmt);
  // end snippet
  EXPECT_EQ(session.scalar(select(Reading::c.value)), 4.0);
}

TEST_P(Recipes, readings_by_the_chunk) {
  const auto start = orp::Timestamp::parse("2026-01-01T00:00:00");
  std::vector<Reading::Row> readings;
  for (int i = 0; i < 2'500; ++i)
    readings.push_back({.device_id = i % 5,
                        .time = start + orp::Interval::of_seconds(i / 10),
                        .value = static_cast<double>(i),
                        .updated_at = orp::TimestampTz()});
  // snippet: chunks
  constexpr std::size_t chunk = 1'000;
  for (std::size_t first = 0; first < readings.size(); first += chunk) {
    const std::size_t last = std::min(first + chunk, readings.size());
    const std::vector<Reading::Row> rows(readings.begin() + static_cast<std::ptrdiff_t>(first),
                                         readings.begin() + static_cast<std::ptrdiff_t>(last));
    session.execute(orp::insert<Reading>()
                        .values(rows)
                        .on_conflict(Reading::c.device_id, Reading::c.time)
                        .do_update());
  }
  // end snippet
  EXPECT_EQ(session.scalar(select(func::count()).select_from<Reading>()), 1'250);
}

TEST_P(Recipes, prices_of_a_staging_table) {
  session.execute(
      orp::insert<NewPrice>().values(NewPrice::c.title = "Atlas", NewPrice::c.price = "22.00"_dec));
  session.execute(
      orp::insert<NewPrice>().values(NewPrice::c.title = "Dunes", NewPrice::c.price = "5.00"_dec));
  // snippet: staging
  auto staged =
      select(NewPrice::c.title, NewPrice::c.price).where(NewPrice::c.price > 0).cte("staged");
  auto stmt = orp::update<Book>()
                  .set(Book::c.price = staged[NewPrice::c.price])
                  .where(Book::c.title == staged[NewPrice::c.title],
                         Book::c.price != staged[NewPrice::c.price])
                  .returning(Book::c.title, Book::c.price);
  // end snippet
  EXPECT_EQ(session.execute(stmt).all(),
            (Table<std::string, orp::Decimal>{{"Atlas", "22.00"_dec}}));
}

TEST_P(Recipes, changes_without_objects) {
  // snippet: bulk_update
  const auto changed = session.execute(orp::update<Book>()
                                           .set(Book::c.price = Book::c.price * "1.10"_dec)
                                           .where(Book::c.published_at < "2024-06-01"_date));
  std::cout << changed.affected_rows() << " books are dearer now\n";
  // end snippet
  EXPECT_EQ(changed.affected_rows(), 2);
}

TEST_P(Recipes, rows_of_a_generator) {
  session.commit();
  // snippet: generator
  int next = 0;
  auto invoices = [&next]() -> std::optional<Invoice::New> {
    if (next == 100'000) return std::nullopt;
    ++next;
    return Invoice::New{.tenant = "t" + std::to_string(next % 7),
                        .issued = "2026-01-01"_date,
                        .amount = orp::Decimal(next)};
  };
  session.bulk_insert<Invoice>(invoices, {.chunk = 10'000, .commit_each_chunk = true});
  // end snippet
  // snippet: stream
  orp::Decimal sum;
  auto stmt = select(Invoice::c.amount).order_by(Invoice::c.id);
  for (auto& partition : session.stream(stmt).partitions(5'000))
    for (auto& [amount] : partition) sum = sum + amount;
  // end snippet
  EXPECT_EQ(sum, 5'000'050'000);
}

TEST_P(Recipes, analytics_in_text) {
  // snippet: text
  auto stmt = orp::text(
                  "SELECT a.name, COUNT(b.id) FROM library_authors a "
                  "JOIN library_books b ON b.author_id = a.id "
                  "WHERE b.pages >= :least GROUP BY a.name ORDER BY 2 DESC, 1")
                  .bind("least", 100)
                  .columns<std::string, std::int64_t>();
  // end snippet
  EXPECT_EQ(session.execute(stmt).all(), (Table<std::string, std::int64_t>{{"Ann", 3}}));
}

TEST_P(Recipes, two_of_each_author) {
  // snippet: top
  auto place = func::row_number()
                   .over(orp::partition_by(Book::c.author_id), orp::order_by(Book::c.pages.desc()))
                   .label("place");
  auto placed = select(Book::c.author_id, Book::c.title, place).subquery();
  auto stmt = select(Author::c.name, placed[Book::c.title])
                  .join(placed, placed[Book::c.author_id] == Author::c.id)
                  .where(placed[place] <= 2)
                  .order_by(Author::c.name, placed[place]);
  // end snippet
  EXPECT_EQ(
      session.execute(stmt).all(),
      (Table<std::string, std::string>{{"Ann", "Atlas"}, {"Ann", "Coast"}, {"Bob", "Dunes"}}));
}

TEST_P(Recipes, a_histogram) {
  // snippet: histogram
  auto bucket = orp::generate_series(0, 3);
  auto books = func::count(Book::c.id).label("books");
  auto stmt = select((bucket.value() * 100).label("pages"), books)
                  .select_from(bucket)
                  .outerjoin<Book>(Book::c.pages / 100 == bucket.value())
                  .group_by(bucket.value())
                  .order_by(bucket.value());
  // end snippet
  EXPECT_EQ(session.execute(stmt).all(),
            (Table<int, std::int64_t>{{0, 1}, {100, 1}, {200, 1}, {300, 1}}));
}

TEST_P(Recipes, within_json) {
  // snippet: json
  auto row = Book::c.details["shelf"]["row"].as<int>();
  auto stmt = select(Book::c.title).where(row >= 2).order_by(row);
  // end snippet
  EXPECT_EQ(session.scalars(stmt).all(), (Names{"Atlas", "Coast"}));
}

TEST_P(Recipes, the_next_page) {
  // snippet: keyset
  auto page_after = [](orp::Date day, std::int64_t id) {
    return select(Book::c.id, Book::c.title)
        .where(orp::tuple(Book::c.published_at, Book::c.id) > orp::tuple(day, id))
        .order_by(Book::c.published_at, Book::c.id)
        .limit(2);
  };
  // end snippet
  const auto rows = session.execute(page_after("2022-05-01"_date, 1)).all();
  ASSERT_EQ(rows.size(), 2U);
  EXPECT_EQ(std::get<1>(rows[0]), "Brine");
  EXPECT_EQ(std::get<1>(rows[1]), "Dunes");
}

}  // namespace
