// SPDX-License-Identifier: MIT
// The code of docs/guide/sessions.md.
#include <stdexcept>

#include "docs/guide.hpp"

using namespace bookshop;
using namespace orp::literals;

TEST_P(Guide, sessions_add_and_commit) {
  // snippet: add
  orp::Session session(engine);
  Author& author = session.add<Author>({.name = "Stanisław Lem", .born = 1921});
  session.commit();  // INSERT; author.id() is known from here on

  author.set_born(std::nullopt);
  session.commit();  // UPDATE of that one column
  // end snippet
  EXPECT_EQ(author.id(), 1);
  EXPECT_EQ(author.born(), std::nullopt);
}

TEST_P(Guide, sessions_set_expressions) {
  orp::Session session(engine);
  Author& author = session.add<Author>({.name = "Stanisław Lem", .born = 1921});
  Book& book = author.books().add({.title = "Solaris", .price = 10});
  session.commit();
  // snippet: set_expression
  book.set(Book::c.price, Book::c.price * 2);  // UPDATE ... SET price = price * 2
  session.commit();
  EXPECT_EQ(book.price(), 20);
  // end snippet
}

TEST_P(Guide, sessions_get) {
  orp::Session setup(engine);
  setup.add<Author>({.name = "Stanisław Lem"});
  setup.commit();

  // snippet: get
  orp::Session session(engine);
  Author* author = session.get<Author>(1);    // nullptr when there is no such row
  Author& same = session.get_one<Author>(1);  // NoResultFound then; here: no statement at all
  // end snippet
  EXPECT_EQ(author, &same);
  EXPECT_EQ(session.get<Author>(2), nullptr);
}

TEST_P(Guide, sessions_populate_existing) {
  orp::Session session(engine);
  Author& author = session.add<Author>({.name = "Stanisław Lem"});
  session.flush();
  session.execute(orp::text("UPDATE authors SET born = 1921"));
  // snippet: populate_existing
  auto authors = orp::select<Author>().execution_options({.populate_existing = true});
  for (Author& current : session.scalars(authors)) EXPECT_EQ(current.born(), 1921);
  // end snippet
  EXPECT_EQ(author.born(), 1921);
}

TEST_P(Guide, sessions_delete) {
  orp::Session session(engine);
  Author& author = session.add<Author>({.name = "Stanisław Lem"});
  author.books().add({.title = "Solaris", .price = "9.99"_dec});
  session.commit();

  // snippet: delete
  session.delete_(author);  // and, by the schema's cascade, the author's books
  session.commit();
  // end snippet
  EXPECT_EQ(session.scalar(orp::select(orp::func::count()).select_from<Book>()), 0);
}

TEST_P(Guide, sessions_rollback) {
  orp::Session session(engine);
  // snippet: rollback
  Author& author = session.add<Author>({.name = "Stanisław Lem"});
  session.flush();     // written, but not committed
  session.rollback();  // gone from the database; the object is transient, its values kept

  session.add(author);  // once more
  session.commit();
  // end snippet
  EXPECT_EQ(author.name(), "Stanisław Lem");
  EXPECT_EQ(session.scalar(orp::select(orp::func::count()).select_from<Author>()), 1);
}

TEST_P(Guide, sessions_transaction) {
  orp::Session session(engine);
  // snippet: transaction
  {
    orp::SessionTransaction transaction = session.begin();
    session.add<Author>({.name = "Stanisław Lem"});
    transaction.commit();
  }  // without the commit, or left by an exception: rolled back
  // end snippet
  EXPECT_EQ(session.scalar(orp::select(orp::func::count()).select_from<Author>()), 1);
}

TEST_P(Guide, sessions_inspection) {
  orp::Session session(engine, {.expire_on_commit = false});
  Author& author = session.add<Author>({.name = "Stanisław Lem", .born = 1921});
  session.commit();
  // snippet: inspection
  author.set_born(1922);
  session.add<Author>({.name = "Ursula K. Le Guin"});
  for (Author* changed : session.dirty<Author>()) EXPECT_TRUE(session.is_modified(*changed));
  for (orp::Entity* added : session.new_()) EXPECT_TRUE(session.contains(*added));

  author.set_born(1921);  // as it was
  EXPECT_FALSE(session.is_modified(author));
  EXPECT_EQ(session.deleted().size(), 0);
  // end snippet
}

TEST_P(Guide, sessions_states) {
  orp::Session session(engine);
  // snippet: states
  Author& author = session.add<Author>({.name = "Stanisław Lem"});
  EXPECT_EQ(author.entity_state(), orp::EntityState::pending);  // to be inserted
  session.flush();
  EXPECT_EQ(author.entity_state(), orp::EntityState::persistent);
  session.delete_(author);
  session.flush();
  EXPECT_EQ(author.entity_state(),
            orp::EntityState::deleted);  // for as long as a rollback may come
  session.commit();
  EXPECT_EQ(author.entity_state(), orp::EntityState::detached);
  // end snippet
}

TEST_P(Guide, sessions_are_asked_for_their_state) {
  orp::Session session(engine);
  // snippet: session_state
  EXPECT_FALSE(session.in_transaction());  // nothing was sent yet
  session.scalars(orp::select<Author>());
  EXPECT_TRUE(session.in_transaction());
  {
    orp::SessionTransaction savepoint = session.begin_nested();
    EXPECT_TRUE(session.in_nested_transaction());
    EXPECT_TRUE(savepoint.is_active());
    savepoint.rollback();
  }
  EXPECT_TRUE(session.is_active());  // false after a failed flush, until rollback()
  EXPECT_EQ(session.engine().url(), engine.url());
  // end snippet
}

TEST_P(Guide, sessions_forget) {
  orp::Session session(engine);
  Author& author = session.add<Author>({.name = "Stanisław Lem", .born = 1921});
  session.commit();
  EXPECT_EQ(author.born(), 1921);
  // snippet: forget
  session.expire_all();   // every object is read anew at the next look
  session.expunge_all();  // every object is detached; references stay valid
  session.clear();        // every object is freed; no reference is valid any more
  session.close();        // the same, and the transaction is rolled back; may be used again
  // end snippet
  EXPECT_TRUE(session.objects().empty());
  EXPECT_NE(session.get<Author>(1), nullptr);
}

TEST_P(Guide, sessions_without_a_commit) {
  // snippet: no_commit
  class Forgotten : public orp::Observer {
   public:
    void on_uncommitted(const orp::UncommittedEvent& lost) override { last = lost; }
    orp::UncommittedEvent last;
  };
  Forgotten forgotten;
  const orp::Observation observation = engine.observe(forgotten);
  {
    orp::Session session(engine);
    session.add<Author>({.name = "Stanisław Lem"});
    session.flush();                                     // sent
    session.add<Author>({.name = "Ursula K. Le Guin"});  // not even that
  }  // no commit: both are gone, and so are their objects
  EXPECT_EQ(orp::Session(engine).scalars(orp::select<Author>()).size(), 0U);
  EXPECT_EQ(forgotten.last.written, 1U);
  EXPECT_EQ(forgotten.last.added, 1U);
  // end snippet
}

TEST_P(Guide, sessions_explain) {
  orp::Session session(engine);
  Author& author = session.add<Author>({.name = "Stanisław Lem"});
  author.books().add({.title = "Solaris", .price = "9.99"_dec});
  session.commit();
  // snippet: explain
  session.add<Author>({.name = "Ursula K. Le Guin", .born = 1929});
  session.delete_(author);

  orp::FlushPlan plan = session.explain_flush();
  EXPECT_EQ(plan.to_string(),
            "delete books_tags where (book_id) 1 row: Book (1)\n"
            "delete books where (id) 1 row: Book (1)\n"
            "delete authors where (id) 1 row: Author (1)\n"
            "insert authors (name, born) 1 row -> id: new Author\n");
  for (const orp::FlushStep& step : plan) EXPECT_EQ(step.row_count(), 1) << step.table;
  // end snippet
}

TEST_P(Guide, sessions_expire_attributes) {
  orp::Session session(engine);
  Author& author = session.add<Author>({.name = "Stanisław Lem", .born = 1921});
  author.books().add({.title = "Solaris", .price = "9.99"_dec});
  session.commit();
  // snippet: expire_attributes
  session.expire(author, {Author::c.born, Author::c.books});  // what else is loaded stays
  session.refresh(author, {Author::c.name});                  // SELECT of the name alone
  // end snippet
  EXPECT_EQ(author.born(), 1921);
  EXPECT_EQ(author.books().size(), 1);
}

TEST_P(Guide, sessions_expunge) {
  orp::Session session(engine, {.expire_on_commit = false});
  Author& author = session.add<Author>({.name = "Stanisław Lem", .born = 1921});
  session.commit();
  // snippet: expunge
  session.expunge(author);  // detached: what is loaded may be read and set
  author.set_born(1920);
  session.commit();     // nothing to write
  session.add(author);  // persistent again, with what was set
  session.commit();     // UPDATE of born
  // end snippet
  session.refresh(author);
  EXPECT_EQ(author.born(), 1920);
}

TEST_P(Guide, sessions_savepoint) {
  orp::Session session(engine);
  session.add<Author>({.name = "Stanisław Lem"});
  // snippet: savepoint
  try {
    orp::SessionTransaction savepoint = session.begin_nested();
    session.add<Author>({.name = "Stanisław Lem"});  // there is one of that name
    savepoint.commit();
  } catch (const orp::IntegrityError& error) {
    EXPECT_EQ(error.constraint(), "uq_authors_name");
  }
  session.commit();  // everything outside the savepoint
  // end snippet
  EXPECT_EQ(session.scalar(orp::select(orp::func::count()).select_from<Author>()), 1);
}

TEST_P(Guide, sessions_failed_flush) {
  orp::Session session(engine);
  session.add<Author>({.name = "Stanisław Lem"});
  session.commit();
  // snippet: failed_flush
  session.add<Author>({.name = "Stanisław Lem"});
  EXPECT_THROW(session.commit(), orp::IntegrityError);    // rolled back at once
  EXPECT_THROW(session.get<Author>(1), orp::UsageError);  // says so, and why, until
  session.rollback();
  EXPECT_NE(session.get<Author>(1), nullptr);  // from here on it is usable again
  // end snippet
}

TEST_P(Guide, sessions_autoflush) {
  // snippet: autoflush
  orp::Session session(engine);
  session.add<Author>({.name = "Stanisław Lem"});
  auto authors = session.scalars(orp::select<Author>());  // flushed first: finds the new one
  {
    auto quiet = session.no_autoflush();
    session.add<Author>({.name = "Ursula K. Le Guin"});
    authors = session.scalars(orp::select<Author>());  // not flushed: the same one
  }
  // end snippet
  EXPECT_EQ(authors.size(), 1);
}

TEST_P(Guide, sessions_expire) {
  orp::Session setup(engine);
  setup.add<Author>({.name = "Stanisław Lem"});
  setup.commit();
  setup.close();
  // snippet: expire
  orp::Session session(engine, {.expire_on_commit = false});
  Author& author = session.get_one<Author>(1);
  session.commit();         // values stay as they are
  session.expire(author);   // until now: the next look reads the row anew
  session.refresh(author);  // reads it at once
  // end snippet
  EXPECT_EQ(author.name(), "Stanisław Lem");
}

TEST_P(Guide, sessions_factory) {
  // snippet: factory
  const orp::SessionFactory sessions(engine, {.expire_on_commit = false});
  const std::int64_t id = sessions.transaction([](orp::Session& session) {
    Author& author = session.add<Author>({.name = "Stanisław Lem"});
    session.flush();
    return author.id();
  });  // committed; had the function thrown, rolled back
  // end snippet
  EXPECT_NE(sessions().get<Author>(id), nullptr);
  EXPECT_THROW(sessions.transaction([&](orp::Session& session) {
    session.delete_(session.get_one<Author>(id));
    session.flush();
    throw std::runtime_error("changed its mind");
  }),
               std::runtime_error);
  EXPECT_NE(sessions().get<Author>(id), nullptr);
}
