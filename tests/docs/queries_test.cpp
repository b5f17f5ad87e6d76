// SPDX-License-Identifier: MIT
// The code of docs/guide/queries.md that tests/sql/guide_test.cpp does not have, and of
// docs/guide/results.md.
#include <agenda/model.hpp>
#include <iostream>
#include <orpiment/sql/bindparam.hpp>
#include <orpiment/sql/bindparam_list.hpp>
#include <sstream>

#include "docs/guide.hpp"
#include "orpiment/backend/dialect.hpp"

using namespace bookshop;
using namespace orp::literals;

namespace {

class Queries : public Guide {
 protected:
  Queries() : session(engine) {
    Author& lem = session.add<Author>({.name = "Stanisław Lem", .born = 1921});
    lem.books().add({.title = "Solaris", .price = "9.99"_dec});
    lem.books().add({.title = "The Cyberiad", .price = "11.00"_dec});
    session.add<Author>({.name = "Anonymous"});
    session.commit();
  }

  orp::Session session;
};
INSTANTIATE_TEST_SUITE_P(Database, Queries, testing::ValuesIn(guide_databases()));

TEST_P(Queries, order_and_page) {
  // snippet: order
  auto page = orp::select<Book>()
                  .order_by(Book::c.price.desc(), Book::c.title.asc())
                  .limit(20)    // at most so many rows,
                  .offset(40);  // without the first 40
  auto oldest_first = orp::select<Author>().order_by(Author::c.born.asc().nulls_last());
  auto newest_first = oldest_first.order_by(std::nullopt).order_by(Author::c.id.desc());
  auto prices = orp::select(Book::c.price).distinct();  // each price once
  // end snippet
  EXPECT_TRUE(session.scalars(page).empty());
  EXPECT_EQ(session.scalars(page.offset(1)).one().title(), "Solaris");
  EXPECT_EQ(session.scalar(oldest_first)->born(), 1921);
  EXPECT_EQ(session.scalar(newest_first)->born(), std::nullopt);
  EXPECT_EQ(session.scalars(prices).size(), 2U);
}

TEST_P(Queries, every_kind_of_condition) {
  // snippet: nulls_and_lists
  auto stmt = orp::select(Author::c.id)
                  .where(Author::c.born.is_not_null(), Author::c.name.not_in({"Nobody"}))
                  .where(Author::c.born.is_distinct_from(1920))  // true also where it is NULL
                  .where(!Author::c.name.endswith("?"), Author::c.name.not_like("A%"));
  // end snippet
  EXPECT_EQ(session.scalars(stmt).one(), 1);

  const std::vector<orp::Predicate> of_lem = {
      Author::c.born.is_not_distinct_from(1921),
      !Author::c.born.is_null(),
      Author::c.name.istartswith("STANIS"),
      Author::c.name.iendswith("LEM"),
      Author::c.name.not_ilike("a%"),
      Author::c.name.icontains("LEM"),
  };
  for (const orp::Predicate& condition : of_lem)
    EXPECT_EQ(session.scalars(orp::select(Author::c.id).where(condition)).one(), 1);
}

TEST_P(Queries, every_function) {
  // snippet: more_functions
  auto stmt = orp::select(orp::func::upper(Author::c.name), orp::func::length(Author::c.name),
                          orp::func::abs(Author::c.born), orp::func::now());
  auto about = orp::select(orp::func::min(Book::c.price), orp::func::max(Book::c.price),
                           orp::func::avg(Book::c.price),
                           orp::func::count(orp::distinct(Book::c.author_id)));
  // end snippet
  EXPECT_EQ(std::get<1>(session.execute(stmt.where(Author::c.id == 1)).one()), 13);
  const auto one = orp::select(orp::literal(1).label("one"), Author::c.name);
  EXPECT_EQ(session.execute(one).names()[0], "one");
  const auto [least, most, average, authors] = session.execute(about).one();
  EXPECT_EQ(least, "9.99"_dec);
  EXPECT_EQ(most, 11);
  EXPECT_EQ(average, "10.495"_dec);
  EXPECT_EQ(authors, 1);
}

TEST_P(Queries, a_statement_as_text) {
  // snippet: to_sql
  auto stmt = orp::select(Tag::c.name).where(Tag::c.name != "old");
  std::string sql = stmt.to_sql(engine.dialect());
  // end snippet
  EXPECT_NE(sql.find("SELECT \"tags\".\"name\" FROM \"tags\""), std::string::npos) << sql;
}

TEST_P(Queries, compiled_once) {
  // snippet: compiled
  const auto most = orp::bindparam("most", Book::c.price);
  const auto cheap = orp::compile(orp::select(Book::c.title).where(Book::c.price <= most));
  const auto titles = session.scalars(cheap.bind(most = 10)).all();
  // end snippet
  EXPECT_EQ(titles, std::vector<std::string>{"Solaris"});
  EXPECT_EQ(session.scalars(cheap.bind(most = "11.00"_dec)).all().size(), 2U);
}

TEST_P(Queries, compiled_with_lists_and_pages) {
  // snippet: compiled_lists
  const auto ids = orp::bindparam_list<std::int64_t>("ids");
  const auto count = orp::bindparam<int>("count");
  const auto some = orp::compile(orp::select(Author::c.name)
                                     .where(Author::c.id.in_(ids))
                                     .order_by(Author::c.name)
                                     .limit(count));
  const auto names = session.scalars(some.bind(ids = {1, 2, 3}, count = 2)).all();
  // end snippet
  EXPECT_EQ(names, (std::vector<std::string>{"Anonymous", "Stanisław Lem"}));
  EXPECT_TRUE(session.scalars(some.bind(ids = std::vector<int>(), count = 2)).empty());
}

TEST_P(Queries, counted_beside_a_page) {
  // snippet: with_only_columns
  auto books = orp::select<Book>().where(Book::c.price > 5).order_by(Book::c.title);
  auto page = books.limit(20);
  auto total = books.order_by(std::nullopt).with_only_columns(orp::func::count());  // std::int64_t
  auto with_authors = page.join(Book::c.author).add_columns<Author>();  // Book&, Author&
  // end snippet
  EXPECT_EQ(session.scalar(total), 2);
  EXPECT_EQ(session.scalars(page).size(), 2U);
  for (const auto& [book, author] : session.execute(with_authors))
    EXPECT_EQ(author.name(), "Stanisław Lem") << book.title();
}

TEST_P(Queries, a_choice_by_a_value_and_rows_that_differ) {
  // snippet: case_of_value
  auto kind = orp::case_(Book::c.title).when("Solaris", "novel").else_("stories");
  auto shelves = orp::select(orp::func::count(orp::distinct(Book::c.author_id, kind)));
  // end snippet
  EXPECT_EQ(session.scalar(shelves), 2);
  EXPECT_EQ(session.scalar(orp::select(kind).order_by(Book::c.id)), "novel");
}

TEST_P(Queries, explained) {
  // snippet: explain
  const orp::ExplainedPlan plan =
      session.explain(orp::select<Book>().where(Book::c.title == "Solaris"));
  std::cout << plan;
  // end snippet
  EXPECT_FALSE(plan.steps.empty());
}

TEST_P(Queries, rows_of_a_select_are_inserted) {
  // snippet: from_select
  auto cheap = orp::select(Book::c.title).where(Book::c.price < 10);
  session.execute(orp::insert<Tag>().from_select(cheap, Tag::c.name));
  // end snippet
  EXPECT_EQ(session.scalars(orp::select(Tag::c.name)).one(), "Solaris");
}

TEST_P(Queries, written_rows_come_back) {
  // snippet: returning
  auto raise = orp::update<Book>()
                   .where(Book::c.title == "Solaris")
                   .set(Book::c.price = Book::c.price + 1)
                   .returning(Book::c.id, Book::c.price);
  for (auto [id, price] : session.execute(raise)) EXPECT_EQ(price, "10.99"_dec) << id;

  auto added = orp::insert<Tag>().values(Tag::c.name = "new").returning();  // objects
  Tag& tag = session.scalars(added).one();
  // end snippet
  EXPECT_EQ(tag.name(), "new");
}

TEST_P(Queries, rows_that_are_there_already) {
  // snippet: upsert
  const std::vector<std::tuple<std::string, int>> born = {{"Stanisław Lem", 1921},
                                                          {"Ursula K. Le Guin", 1929}};
  auto known =
      orp::insert<Author>()
          .values(born, Author::c.name, Author::c.born)
          .on_conflict(Author::c.name)
          .do_update(Author::c.born = orp::excluded(Author::c.born))
          .where(Author::c.born == nullptr || orp::excluded(Author::c.born) > Author::c.born);
  session.execute(known);

  auto tags = orp::insert<Tag>().values(Tag::c.name = "new").on_conflict().do_nothing();
  session.execute(tags);
  // end snippet
  session.execute(tags);
  EXPECT_EQ(known.folded_rows(), 0U);
  EXPECT_EQ(session.scalar(orp::select(orp::func::count()).select_from<Author>()), 3);
  auto by_name = orp::insert<Author>()
                     .values(Author::c.name = "Anonymous", Author::c.born = 1)
                     .on_conflict_on_constraint("uq_authors_name")
                     .do_update()
                     .returning();
  EXPECT_EQ(session.scalars(by_name).one().born(), 1);
}

TEST_P(Queries, rows_of_other_tables_say_which_are_meant) {
  // snippet: update_from
  auto oldest = orp::select(orp::func::min(Author::c.born).label("born")).cte("oldest");
  auto dearer = orp::update<Book>()
                    .where(Book::c.author_id == Author::c.id, Author::c.born == 1921)
                    .set(Book::c.price = Book::c.price * 2);
  auto gone =
      orp::delete_<Book>().where(Book::c.author_id == Author::c.id, Author::c.name == "Anonymous");
  // end snippet
  session.execute(dearer);
  EXPECT_EQ(session.execute(gone).affected_rows(), 0);
  EXPECT_EQ(session.scalar(orp::select(orp::func::max(Book::c.price))), "22.00"_dec);
}

TEST_P(Queries, statements_that_write_stand_before_others) {
  // snippet: writing_cte
  auto sold = orp::delete_<Book>()
                  .where(Book::c.price < 10)
                  .returning(Book::c.title, Book::c.price)
                  .cte("sold");
  auto proceeds = orp::select(orp::func::sum(sold[Book::c.price]));
  auto all_gone = orp::delete_<Tag>().all_rows().returning(Tag::c.name).cte("all_gone");
  auto left = orp::select(orp::func::count(Book::c.id)).add_cte(all_gone);
  // end snippet
  if (engine.dialect().facts().has_writing_ctes) {
    EXPECT_EQ(session.scalar(proceeds), "9.99"_dec);
    EXPECT_EQ(session.scalar(left), 1);
  } else {
    EXPECT_THROW(session.scalar(proceeds), orp::UsageError);
  }
}

TEST_P(Queries, objects_follow_an_update) {
  // snippet: synchronize_session
  Author& lem = session.scalars(orp::select<Author>().where(Author::c.born == 1921)).one();
  session.execute(orp::update<Author>().where(Author::c.born == 1921).set(Author::c.born = 1920));
  EXPECT_EQ(lem.born(), 1920);  // no statement more

  auto unseen = orp::update<Author>()
                    .all_rows()
                    .set(Author::c.born = 1900)
                    .execution_options({.synchronize_session = orp::SynchronizeSession::none});
  session.execute(unseen);
  EXPECT_EQ(lem.born(), 1920);
  // end snippet
  auto of_none = orp::delete_<Author>()
                     .where(Author::c.born == 5)
                     .execution_options({.synchronize_session = orp::SynchronizeSession::fetch});
  EXPECT_EQ(session.execute(of_none).affected_rows(), 0);
}

TEST_P(Queries, what_an_object_has) {
  Author& lem = session.scalars(orp::select<Author>().where(Author::c.born == 1921)).one();
  // snippet: with_parent
  auto cheap =
      orp::select<Book>().where(orp::with_parent(lem, Author::c.books), Book::c.price < 10);
  // end snippet
  EXPECT_EQ(session.scalars(cheap).one().title(), "Solaris");
}

// ---- results

TEST_P(Queries, scalars) {
  // snippet: scalars
  auto books = orp::select<Book>().order_by(Book::c.title);
  for (Book& book : session.scalars(books)) EXPECT_GT(book.price(), 9);

  std::vector<Book*> all = session.scalars(books).all();
  Book* first = session.scalars(books).first();  // nullptr when there is none
  Book* same = session.scalar(books);            // the same in short
  Book& only = session.scalars(books.limit(1)).one();
  Book* at_most_one = session.scalars(books.limit(0)).one_or_none();

  auto titles = session.scalars(orp::select(Book::c.title));  // values in place of objects
  std::optional<std::string> title = titles.first();
  std::optional<std::int64_t> count =
      session.scalar(orp::select(orp::func::count()).select_from<Book>());
  // end snippet
  EXPECT_EQ(all.size(), 2U);
  EXPECT_EQ(first, same);
  EXPECT_EQ(first, &only);
  EXPECT_EQ(at_most_one, nullptr);
  EXPECT_TRUE(title.has_value());
  EXPECT_EQ(count, 2);
}

TEST_P(Queries, rows) {
  // snippet: rows
  auto stmt = orp::select(Book::c.title, Book::c.price).order_by(Book::c.title);
  auto rows = session.execute(stmt);  // orp::Rows<std::string, orp::Decimal>
  for (auto [title, price] : rows) EXPECT_LT(price, 12) << title;

  EXPECT_EQ(rows.size(), 2U);
  EXPECT_EQ(rows.names()[1], "price");
  std::vector<std::tuple<std::string, orp::Decimal>> all = rows.all();
  std::optional<std::tuple<std::string, orp::Decimal>> first = rows.first();
  std::vector<std::string> titles = rows.scalars();  // the first column of every row
  std::optional<std::string> title = rows.scalar();  // of the first row
  auto [name, price] = session.execute(stmt.limit(1)).one();
  std::string only = session.execute(stmt.limit(1)).scalar_one();
  auto none = session.execute(stmt.limit(0)).one_or_none();  // empty
  // end snippet
  EXPECT_EQ(all.size(), titles.size());
  EXPECT_EQ(std::get<0>(*first), title);
  EXPECT_EQ(name, only);
  EXPECT_EQ(price, "9.99"_dec);
  EXPECT_FALSE(none.has_value());
}

TEST_P(Queries, rows_of_objects) {
  // snippet: rows_of_objects
  auto stmt = orp::select<Author, Book*>().outerjoin(Author::c.books).order_by(Author::c.id);
  for (auto [author, book] : session.execute(stmt))  // Author&, Book*
    EXPECT_EQ(book == nullptr, author.name() == "Anonymous");
  // end snippet
}

TEST_P(Queries, rows_of_text) {
  // snippet: dynamic_rows
  orp::DynamicResult found = session.execute(orp::text("SELECT id, born FROM authors ORDER BY id"));
  for (const orp::DynamicRow& row : found) {
    auto id = row.get<std::int64_t>("id");
    auto born = row.get<std::optional<int>>(1);
    EXPECT_EQ(row.is_null("born"), !born.has_value()) << id;
  }
  EXPECT_EQ(found.names()[1], "born");
  std::optional<std::int64_t> id = found.scalar<std::int64_t>();
  std::vector<std::int64_t> ids = found.scalars<std::int64_t>();

  auto changed = session.execute(orp::text("UPDATE books SET price = price"));
  EXPECT_EQ(changed.affected_rows(), 2);
  // end snippet
  EXPECT_EQ(id, 1);
  EXPECT_EQ(ids.size(), 2U);
}

TEST_P(Queries, rows_into_structs) {
  // snippet: into
  struct BookCard {
    std::string title;
    orp::Decimal price;
    std::optional<std::int64_t> born;  // NULL has a place, and each int32 fits
  };
  auto stmt = orp::select(Book::c.title, Book::c.price, Author::c.born)
                  .join(Book::c.author)
                  .order_by(Book::c.title);
  for (const BookCard& card : session.execute(stmt).into<BookCard>()) EXPECT_EQ(card.born, 1921);

  auto cards = session.execute(stmt).into(&BookCard::title, &BookCard::price, &BookCard::born);

  struct Signed {
    Author* author;  // an object
    std::string title;
  };
  auto by_author = orp::select<Author>(Book::c.title).join(Author::c.books);
  std::vector<Signed> copies = session.execute(by_author).into<Signed>();
  // end snippet
  EXPECT_EQ(cards.at(0).title, "Solaris");
  EXPECT_EQ(copies.at(1).author->born(), 1921);
}

TEST_P(Queries, parts_of_rows) {
  // snippet: parts_of_rows
  auto rows = session.execute(orp::select(Book::c.id, Book::c.title, Book::c.author_id));
  for (auto [title, id] : rows.columns<1, 0>()) EXPECT_EQ(title == "Solaris", id == 1);
  std::vector<std::string> titles = rows.scalars<1>();
  auto authors = rows.columns<2>().unique();  // each author's number once
  auto one_of_each = rows.unique<2>();        // the first row of each author
  for (auto& partition : rows.partitions(500))
    for (const auto& [id, title, author] : partition) EXPECT_EQ(author, 1) << id << title;

  auto first = session.execute(orp::select(Book::c.id).limit(1)).scalar_one_or_none();
  auto writers = session.scalars(orp::select<Author>().join(Author::c.books)).unique();
  // end snippet
  EXPECT_EQ(titles.size(), 2U);
  EXPECT_EQ(authors.size(), 1U);
  EXPECT_EQ(one_of_each.size(), 1U);
  EXPECT_TRUE(first.has_value());
  EXPECT_EQ(writers.size(), 1U);
  EXPECT_EQ(session.scalars(orp::select<Book>()).partitions(1).size(), 2U);
}

TEST_P(Queries, rows_by_name) {
  // snippet: mappings
  auto stmt = orp::select(Author::c.name, Author::c.born).order_by(Author::c.id);
  for (const orp::DynamicRow& row : session.execute(stmt).mappings()) {
    for (std::size_t i = 0; i < row.size(); ++i) EXPECT_FALSE(row.name(i).empty());
    orp::DynamicValue born = row["born"];
    EXPECT_EQ(born.type(), orp::TypeTag::int32) << born.name();
    EXPECT_EQ(born.is_null(), row["name"].get<std::string>() == "Anonymous");
    EXPECT_NE(born.get<std::optional<std::int64_t>>(), 0);
  }
  // end snippet
  EXPECT_EQ(session.execute(orp::text("SELECT 1 AS one")).mappings().one()["one"].get<int>(), 1);
}

TEST_P(Queries, rows_for_other_programs) {
  // snippet: exports
  auto stmt = orp::select(Author::c.name, Author::c.born).order_by(Author::c.id);
  std::ostringstream csv;
  session.execute(stmt).to_csv(csv);
  EXPECT_EQ(csv.str(), "name,born\r\nStanisław Lem,1921\r\nAnonymous,\r\n");

  std::ostringstream json;
  session.execute(stmt).to_json(json);
  EXPECT_EQ(json.str(),
            "[\n"
            "{\"name\":\"Stanisław Lem\",\"born\":1921},\n"
            "{\"name\":\"Anonymous\",\"born\":null}\n"
            "]\n");
  // end snippet
  const orp::DynamicResult untyped = session.execute(orp::text("SELECT id FROM authors"));
  untyped.to_csv(csv);
  untyped.to_json(json);
  EXPECT_EQ(untyped.partitions(1).size(), 2U);
  EXPECT_EQ(session.execute(orp::text("SELECT 1")).scalar_one_or_none<int>(), 1);
}

// ---- what text() does not know

TEST_P(Queries, text_flushes_and_expires_nothing) {
  Author& lem = session.get_one<Author>(1);
  // snippet: text_and_objects
  lem.set_born(1922);
  session.execute(orp::text("UPDATE authors SET born = born + 1"));  // flushed first: 1922 + 1
  EXPECT_EQ(lem.born(), 1922);                                       // the object does not know
  session.expire(lem);                                               // or expire_all()
  EXPECT_EQ(lem.born(), 1923);
  // end snippet
}

TEST_P(Queries, text_as_part_of_a_statement) {
  // snippet: text_as
  auto initials = orp::text("substr(name, 1, 1)").as<std::string>();  // or text<std::string>(...)
  auto dearest = orp::text("(SELECT max(price) FROM books)").as(Book::c.price);
  auto stmt = orp::select(initials, dearest).select_from<Author>().where(Author::c.id == 1);
  auto exact = orp::select(Book::c.id)
                   .where(orp::text("price = :price").bind("price", "9.99"_dec, Book::c.price));
  auto as_kept = orp::text("SELECT id, price FROM books").columns(Book::c.id, Book::c.price);
  // end snippet
  EXPECT_EQ(session.execute(stmt).one(), std::make_tuple("S", "11.00"_dec));
  EXPECT_EQ(session.scalars(exact).size(), 1U);
  EXPECT_EQ(session.execute(as_kept).size(), 2U);
}

}  // namespace
