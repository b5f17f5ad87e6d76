// SPDX-License-Identifier: MIT
// The code of docs/guide/errors.md.
#include "docs/guide.hpp"
#include "support/golden.hpp"

using namespace bookshop;
using namespace orp::literals;

TEST_P(Guide, errors_are_told_to_users) {
  orp::Session session(engine);
  session.add<Author>({.name = "Stanisław Lem"});
  session.commit();
  std::string answer;
  // snippet: integrity
  try {
    session.add<Author>({.name = "Stanisław Lem"});
    session.commit();
  } catch (const orp::IntegrityError& error) {
    session.rollback();
    if (error.kind() == orp::ConstraintKind::unique && error.constraint() == "uq_authors_name")
      answer = "There is an author of that name already.";
    else
      throw;
  }
  // end snippet
  EXPECT_EQ(answer, "There is an author of that name already.");
}

TEST_P(Guide, errors_of_every_kind_of_constraint) {
  const bool is_sqlite = GetParam() == "sqlite://";
  /// "unique|uq_authors_name|authors.name", as far as it is told.
  const auto told_by = [&](const auto& act) {
    orp::Session session(engine);
    try {
      act(session);
      session.commit();
    } catch (const orp::IntegrityError& error) {
      std::string told(to_string(error.kind()));
      told += '|' + error.constraint() + '|' + error.table();
      for (const std::string& column : error.columns()) told += '.' + column;
      return told;
    }
    return std::string();
  };
  const auto told_of = [&](const char* sql) {
    return told_by([&](orp::Session& session) { session.execute(orp::unsafe_text(sql)); });
  };
  orp::Session session(engine);
  session.add<Author>({.name = "Stanisław Lem"});
  session.commit();
  session.close();
  EXPECT_EQ(told_of("INSERT INTO authors (name) VALUES ('Stanisław Lem')"),
            is_sqlite ? "unique||authors.name" : "unique|uq_authors_name|authors.name");
  EXPECT_EQ(told_of("INSERT INTO authors (name) VALUES (NULL)"), "not null||authors.name");
  EXPECT_EQ(told_of("INSERT INTO books (title, price, author_id) VALUES ('a', 1, 7)"),
            is_sqlite ? "foreign key||" : "foreign key|fk_books_author_id_authors|books.author_id");
  EXPECT_EQ(told_of("INSERT INTO books (title, price, author_id) VALUES ('a', -1, 1)"),
            is_sqlite ? "check|price_is_positive|" : "check|price_is_positive|books");

  EXPECT_EQ(told_by([](orp::Session& s) { s.add<Author>({.name = "Stanisław Lem"}); }),
            "unique|uq_authors_name|authors.name");
  EXPECT_EQ(
      told_by([](orp::Session& s) { s.add<Book>({.title = "a", .price = 1, .author_id = 7}); }),
      "foreign key|fk_books_author_id_authors|books.author_id");
  EXPECT_EQ(
      told_by([](orp::Session& s) { s.add<Book>({.title = "a", .price = -1, .author_id = 1}); }),
      "check|price_is_positive|books");

  std::string answer;
  // snippet: kinds
  try {
    session.add<Book>({.title = "Solaris", .price = -1, .author_id = 1});
    session.commit();
  } catch (const orp::IntegrityError& error) {
    switch (error.kind()) {
      case orp::ConstraintKind::unique:
        answer = "is taken";
        break;
      case orp::ConstraintKind::foreign_key:
        answer = "refers to what is not there";
        break;
      case orp::ConstraintKind::not_null:
        answer = "is missing";
        break;
      case orp::ConstraintKind::check:
        answer = "is not allowed";
        break;
      case orp::ConstraintKind::exclusion:
        answer = "overlaps";
        break;  // of PostgreSQL alone
    }
    session.rollback();
  }
  // end snippet
  EXPECT_EQ(answer, "is not allowed");
}

TEST_P(Guide, errors_are_printed_for_a_log) {
  if (GetParam() != "sqlite://") GTEST_SKIP() << "the page shows what SQLite says";
  orp::Session session(engine);
  session.add<Author>({.name = "Stanisław Lem"});
  session.commit();
  std::string printed;
  try {
    session.add<Author>({.name = "Stanisław Lem"});
    session.commit();
  } catch (const orp::IntegrityError& error) {
    printed = error.what();
  }
  orp::tests::expect_golden(ORPIMENT_SOURCE_DIR "/tests/docs/violated_constraint.txt",
                            printed + '\n');
}

TEST_P(Guide, errors_tell_programs_what_they_know) {
  orp::Session session(engine);
  std::vector<std::string> log;
  // snippet: properties
  try {
    session.add<Book>({.title = "Solaris", .price = "9.999"_dec, .author_id = 1});
    session.flush();
  } catch (const orp::Error& error) {
    log = {error.code(), error.entity(), error.table(), error.hint()};
    for (const std::string& column : error.columns()) log.push_back(column);
    session.rollback();
  }
  // end snippet
  EXPECT_EQ(log[0], "ORP-2204");
  EXPECT_EQ(log[1], "Book");
  EXPECT_FALSE(log[3].empty());
  EXPECT_EQ(log[4], "price");
}

TEST_P(Guide, errors_of_the_moment_are_tried_again) {
  const orp::SessionFactory sessions(engine);
  int failures = 2;
  // snippet: use_retry
  orp::retry(sessions, [&](orp::Session& session) {
    session.add<Author>({.name = "Stanisław Lem"});
    if (failures-- > 0) throw orp::ConflictError({.code = "ORP-3202", .message = "deadlock"});
  });
  // end snippet
  EXPECT_EQ(sessions().scalars(orp::select<Author>()).size(), 1U);
  EXPECT_EQ(failures, -1);
}

TEST_P(Guide, errors_of_one_among_many_leave_the_others) {
  orp::Session session(engine);
  int refused = 0;
  // snippet: one_by_one
  for (const char* name : {"Lem", "Le Guin", "Lem"}) {
    try {
      orp::SessionTransaction attempt = session.begin_nested();
      session.add<Author>({.name = name});
      attempt.commit();
    } catch (const orp::IntegrityError&) {
      ++refused;  // undone up to the savepoint; the session goes on
    }
  }
  session.commit();
  // end snippet
  EXPECT_EQ(refused, 1);
  EXPECT_EQ(session.scalars(orp::select<Author>()).size(), 2U);
}
