// SPDX-License-Identifier: MIT
// Rows that come some at a time, of connections and of sessions.
#include <sstream>

#include "company.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;

constexpr std::int64_t note_count = 25;
/// Partitions within the rows, beside their end, and larger than all of them.
constexpr StreamOptions options[] = {
    {.yield_per = 1}, {.yield_per = 7}, {.yield_per = 25}, {.yield_per = 1'000}};

struct NoteCard {
  std::int64_t id;
  std::string text;
};

class Streams : public CompanyTest {
 protected:
  void SetUp() override {
    CompanyTest::SetUp();
    Connection connection = engine().connect();
    connection.execute(delete_<Note>().all_rows());
    for (std::int64_t id = 1; id <= note_count; ++id)
      connection.execute(
          insert<Note>().values(Note::c.id = id, Note::c.text = text_of(id), Note::c.task_id = 1));
    connection.commit();
  }

  static std::string text_of(std::int64_t id) { return std::string(40, 'a') + std::to_string(id); }
  static auto notes() { return select(Note::c.id, Note::c.text).order_by(Note::c.id); }
  /// Those that are left of a stream of notes(), as they should be from `next` on.
  template <class Notes>
  static std::int64_t expect_rest(Notes& stream, std::int64_t next = 1) {
    for (const auto& [id, text] : stream) {
      EXPECT_EQ(id, next);
      EXPECT_EQ(text, text_of(next++));
    }
    return next - 1;
  }
  static std::int64_t count(Connection& connection) {
    return *connection.scalar(select(func::count(Note::c.id)));
  }
};
ORPIMENT_ON_EACH_DATABASE(Streams);

TEST_P(Streams, give_all_rows_however_many_come_at_a_time) {
  Connection connection = engine().connect();
  for (const StreamOptions& some : options) {
    std::int64_t next = 1;
    for (const auto& [id, text] : connection.stream(notes(), some)) {
      ASSERT_EQ(id, next);
      ASSERT_EQ(text, text_of(next++));
    }
    EXPECT_EQ(next, note_count + 1);
  }
  connection.close();
  Session session = open();
  for (const StreamOptions& some : options) {
    auto stream = session.stream(notes(), some);
    EXPECT_THAT(stream.names(), ElementsAre("id", "text"));
    EXPECT_EQ(expect_rest(stream), note_count);
    EXPECT_EQ(expect_rest(stream, 0), -1);  // it is read
  }
}

TEST_P(Streams, of_nothing_have_no_row) {
  Connection connection = engine().connect();
  for (const StreamOptions& some : options) {
    for ([[maybe_unused]] auto& row : connection.stream(notes().where(Note::c.id < 0), some))
      FAIL();
    for ([[maybe_unused]] auto& rows :
         connection.stream(notes().where(Note::c.id < 0), some).partitions())
      FAIL();
  }
}

TEST_P(Streams, of_values_that_may_be_null_read_each_anew) {
  Session session = open();
  session.execute(update<Person>().set(Person::c.salary = 10).where(Person::c.name == "Ben"));
  std::vector<std::string> lines;
  for (auto& [name, salary] :
       session.stream(select(Person::c.name, Person::c.salary).order_by(Person::c.id), {1})) {
    lines.push_back(name + (salary ? std::to_string(*salary) : ""));
    const std::string taken = std::move(name);
  }
  EXPECT_THAT(lines, ElementsAre("Ann", "Ben10", "Cy", "Dee"));
}

TEST_P(Streams, come_in_partitions) {
  Session session = open();
  std::vector<std::size_t> sizes;
  std::int64_t next = 1;
  for (auto& partition : session.stream(notes(), {.yield_per = 4}).partitions(10)) {
    sizes.push_back(partition.size());
    EXPECT_EQ(std::get<0>(partition[0]), next);
    for (const auto& [id, text] : partition) EXPECT_EQ(id, next++);
  }
  EXPECT_THAT(sizes, ElementsAre(10, 10, 5));

  sizes.clear();
  auto stream = session.stream(notes(), {.yield_per = 20});
  for (auto& partition : stream.partitions()) sizes.push_back(partition.size());
  EXPECT_THAT(sizes, ElementsAre(20, 5));

  auto exact = session.stream(notes(), {.yield_per = 25});
  sizes.clear();
  for (auto& partition : exact.partitions()) sizes.push_back(partition.size());
  EXPECT_THAT(sizes, ElementsAre(25));
}

TEST_P(Streams, become_structs) {
  Connection connection = engine().connect();
  std::int64_t next = 1;
  for (const NoteCard& card : connection.stream(notes(), {.yield_per = 7}).into<NoteCard>()) {
    EXPECT_EQ(card.id, next);
    EXPECT_EQ(card.text, text_of(next++));
  }
  EXPECT_EQ(next, note_count + 1);

  auto stream = connection.stream(notes());
  for (NoteCard& card : stream.into<NoteCard>()) {
    const std::string taken = std::move(card.text);
    if (card.id == 3) break;
  }
}

TEST_P(Streams, become_structs_by_their_members) {
  Connection connection = engine().connect();
  std::int64_t next = 1;
  for (const NoteCard& card :
       connection.stream(notes(), {.yield_per = 7}).into(&NoteCard::id, &NoteCard::text)) {
    EXPECT_EQ(card.id, next);
    EXPECT_EQ(card.text, text_of(next++));
  }
  EXPECT_EQ(next, note_count + 1);
  auto stream = connection.stream(select(Note::c.text, Note::c.id).order_by(Note::c.id));
  for (NoteCard& card : stream.into(&NoteCard::text, &NoteCard::id))
    if (card.id == 3) break;
  EXPECT_EQ(std::get<1>(*stream.begin()), 3);
  EXPECT_ERROR(UsageError, "ORP-1230",
               connection.stream(select(Note::c.text, Note::c.text.label("again")))
                   .into(&NoteCard::text, &NoteCard::text),
               "member");
}

TEST_P(Streams, are_written_as_csv_and_json) {
  Session session = open();
  const auto stmt = select(Note::c.id, Note::c.text).where(Note::c.id < 4).order_by(Note::c.id);
  for (const StreamOptions& some : options) {
    std::ostringstream whole;
    session.execute(stmt).to_csv(whole);
    std::ostringstream streamed;
    session.stream(stmt, some).to_csv(streamed);
    EXPECT_EQ(streamed.str(), whole.str());
    std::ostringstream whole_json;
    session.execute(stmt).to_json(whole_json);
    std::ostringstream streamed_json;
    session.stream(stmt, some).to_json(streamed_json);
    EXPECT_EQ(streamed_json.str(), whole_json.str());
  }
  auto stream = session.stream(stmt, {.yield_per = 2});
  for (const auto& [id, text] : stream)
    if (id == 2) break;
  std::ostringstream rest;
  stream.to_csv(rest);
  EXPECT_EQ(rest.str(), "id,text\r\n2," + text_of(2) + "\r\n3," + text_of(3) + "\r\n");
  std::ostringstream none;
  session.stream(select(Note::c.id).where(Note::c.id < 0)).to_csv(none);
  session.stream(select(Note::c.id).where(Note::c.id < 0)).to_json(none);
  EXPECT_EQ(none.str(), "id\r\n[\n]\n");
}

TEST_P(Streams, go_on_where_a_loop_was_left) {
  Connection connection = engine().connect();
  for (const StreamOptions& some : options) {
    auto stream = connection.stream(notes(), some);
    for (const auto& [id, text] : stream)
      if (id == 7) break;
    EXPECT_EQ(expect_rest(stream, 7), note_count);
  }
}

TEST_P(Streams, may_be_moved) {
  Connection connection = engine().connect();
  auto first = connection.stream(notes(), {.yield_per = 2});
  for (const auto& [id, text] : first)
    if (id == 4) break;
  auto second = std::move(first);
  EXPECT_EQ(expect_rest(second, 4), note_count);
  second = connection.stream(notes(), {.yield_per = 3});
  EXPECT_EQ(expect_rest(second), note_count);
}

TEST_P(Streams, that_are_left_early_leave_the_connection_clean) {
  Connection connection = engine().connect();
  for (const StreamOptions& some : options) {
    for (const auto& [id, text] : connection.stream(notes(), some))
      if (id == 3) break;
    EXPECT_EQ(count(connection), note_count);
    connection.execute(update<Note>().set(Note::c.text = "seen").all_rows());
    connection.rollback();
  }
  connection.execute_script("DROP TABLE notes");  // nobody holds it
  connection.rollback();
}

TEST_P(Streams, run_beside_each_other_and_beside_other_statements) {
  Session session = open();
  auto first = session.stream(notes(), {.yield_per = 3});
  auto second = session.stream(notes(), {.yield_per = 4});
  auto at = second.begin();
  for (const auto& [id, text] : first) {
    EXPECT_EQ(std::get<0>(*at), id);
    EXPECT_EQ(session.scalar(select(func::count(Task::c.id))), 3);
    EXPECT_EQ(session.get_one<Note>(id).text(), text);
    ++at;
  }
  EXPECT_TRUE(at == second.end());
}

// A row that is updated, deleted or inserted meanwhile comes as it was. sqlite/link.hpp, rule 3.
TEST_P(Streams, show_the_rows_as_they_were_whatever_is_written) {
  Connection connection = engine().connect();
  for (const StreamOptions& some : options) {
    auto stream = connection.stream(notes(), some);
    std::int64_t next = 1;
    for (const auto& [id, text] : stream) {
      ASSERT_EQ(id, next);
      ASSERT_EQ(text, text_of(next++));
      const std::int64_t later = id + 1'000;
      connection.execute(
          insert<Note>().values(Note::c.id = later, Note::c.text = "new", Note::c.task_id = 1));
      connection.execute(update<Note>().set(Note::c.text = "seen").where(Note::c.id > id));
      connection.execute(delete_<Note>().where(Note::c.id == id + 2));
    }
    EXPECT_EQ(next, note_count + 1);
    connection.rollback();
  }
}

// Each object that is met would be met again by its new name.
TEST_P(Streams, of_a_table_that_a_session_writes_end) {
  run("CREATE INDEX by_text ON notes (text)");
  Session session = open();
  std::size_t met = 0;
  auto by_text = select(Note::c.id, Note::c.text).where(Note::c.text >= "a").order_by(Note::c.text);
  for (const auto& [id, text] : session.stream(by_text, {.yield_per = 2})) {
    ASSERT_LE(++met, static_cast<std::size_t>(note_count));
    session.get_one<Note>(id).set_text("b" + text);
    session.flush();
  }
  EXPECT_EQ(met, static_cast<std::size_t>(note_count));
  session.commit();
  EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM notes WHERE text LIKE 'ba%'"), note_count);
}

TEST_P(Streams, flush_first_what_the_session_holds) {
  Session session = open();
  session.add<Note>({.id = 99, .text = "added", .task_id = 1});
  std::size_t rows = 0;
  for ([[maybe_unused]] auto& row : session.stream(notes(), {.yield_per = 5})) ++rows;
  EXPECT_EQ(rows, static_cast<std::size_t>(note_count) + 1);
}

TEST_P(Streams, end_with_their_transaction) {
  for (const bool commits : {true, false}) {
    Connection connection = engine().connect();
    auto stream = connection.stream(notes(), {.yield_per = 3});
    for (const auto& [id, text] : stream)
      if (id == 3) break;
    commits ? connection.commit() : connection.rollback();
    const auto error = error_of<UsageError>([&] { expect_rest(stream, 3); });
    ASSERT_TRUE(error.has_value());
    EXPECT_EQ(error->code(), "ORP-1254");
    EXPECT_EQ(error_of<UsageError>([&] { expect_rest(stream); })->code(), "ORP-1252");
    EXPECT_EQ(count(connection), note_count);
  }
  Session session = open();
  auto stream = session.stream(notes(), {.yield_per = 3});
  EXPECT_EQ(std::get<0>(*stream.begin()), 1);
  session.commit();
  EXPECT_EQ(error_of<UsageError>([&] { expect_rest(stream); })->code(), "ORP-1254");
}

// streamed_cursor.hpp, rule 2.
TEST_P(Streams, that_were_read_need_no_transaction) {
  Connection connection = engine().connect();
  auto stream = connection.stream(notes(), {.yield_per = 100});
  EXPECT_EQ(std::get<0>(*stream.begin()), 1);
  connection.commit();
  EXPECT_EQ(expect_rest(stream), note_count);
}

TEST_P(Streams, end_with_the_savepoint_that_is_undone) {
  Connection connection = engine().connect();
  auto before = connection.stream(notes(), {.yield_per = 3});
  EXPECT_EQ(std::get<0>(*before.begin()), 1);
  Savepoint savepoint = connection.begin_nested();
  auto within = connection.stream(notes(), {.yield_per = 3});
  EXPECT_EQ(std::get<0>(*within.begin()), 1);
  connection.execute(delete_<Note>().all_rows());
  savepoint.rollback();
  EXPECT_EQ(error_of<UsageError>([&] { expect_rest(within); })->code(), "ORP-1254");
  EXPECT_EQ(expect_rest(before), note_count);
}

TEST_P(Streams, may_be_held_longer_than_their_connection_and_session) {
  std::optional<Connection> connection(engine().connect());
  auto stream = connection->stream(notes(), {.yield_per = 3});
  EXPECT_EQ(std::get<0>(*stream.begin()), 1);
  connection.reset();
  EXPECT_EQ(error_of<UsageError>([&] { expect_rest(stream); })->code(), "ORP-1254");

  std::optional<Session> session(open());
  auto another = session->stream(notes(), {.yield_per = 3});
  EXPECT_EQ(std::get<0>(*another.begin()), 1);
  session.reset();
  EXPECT_EQ(error_of<UsageError>([&] { expect_rest(another); })->code(), "ORP-1254");
}

// streamed_cursor.hpp, rule 1.
TEST_P(Streams, refuse_what_writes_and_partitions_of_nothing) {
  Connection connection = engine().connect();
  const auto code_of = [](auto act) {
    const auto error = error_of<UsageError>(act);
    return error ? error->code() : std::string();
  };
  const auto erased = delete_<Note>().where(Note::c.id == 1).returning(Note::c.id);
  EXPECT_EQ(code_of([&] { connection.stream(erased); }), "ORP-1253");
  if (is_postgres()) {
    const auto gone = erased.cte("gone");
    EXPECT_EQ(code_of([&] { connection.stream(select(gone)); }), "ORP-1253");
  }
  EXPECT_EQ(code_of([&] { connection.stream(notes(), {.yield_per = 0}); }), "ORP-1250");
  auto stream = connection.stream(notes());
  EXPECT_EQ(std::get<0>(*stream.begin()), 1);
  EXPECT_EQ(code_of([&] { stream.partitions(5); }), "ORP-1251");
  EXPECT_EQ(expect_rest(stream), note_count);
}

TEST_P(Streams, refuse_collections_that_are_joined) {
  Session session = open();
  EXPECT_ERROR(UsageError, "ORP-1255", session.stream(tasks().options(joinedload(Task::c.notes))),
               "orp::selectinload(Task::c.notes)");
  auto with_owners = tasks().options(joinedload(Task::c.owner));
  std::vector<std::string> owners;
  for (Task& task : session.stream(with_owners, {.yield_per = 2})) {
    forget();
    owners.push_back(task.owner().name());
    EXPECT_TRUE(sent().empty());
  }
  EXPECT_THAT(owners, ElementsAre("Ann", "Ann", "Ben"));
}

TEST_P(Streams, of_text_say_its_types) {
  Connection connection = engine().connect();
  auto by_text = text("SELECT id, text FROM notes WHERE id > :least ORDER BY id")
                     .bind("least", 20)
                     .columns<std::int64_t, std::string>();
  auto stream = connection.stream(by_text, {.yield_per = 2});
  EXPECT_THAT(stream.names(), ElementsAre("id", "text"));
  EXPECT_EQ(expect_rest(stream, 21), note_count);
}

TEST_P(Streams, of_set_operations_and_rows_of_queries) {
  Session session = open();
  const auto few = select(Note::c.id, Note::c.text).where(Note::c.id <= 10);
  const auto others = select(Note::c.id, Note::c.text).where(Note::c.id > 10);
  auto stream = session.stream(few.union_all(others).order_by(Note::c.id), {.yield_per = 4});
  EXPECT_EQ(expect_rest(stream), note_count);
}

TEST_P(Streams, tell_a_value_that_does_not_fit_and_are_over) {
  Connection connection = engine().connect();
  const auto stmt =
      text("SELECT CASE WHEN id < 9 THEN id END FROM notes ORDER BY id").columns<std::int64_t>();
  auto stream = connection.stream(stmt, {.yield_per = 4});
  std::int64_t read = 0;
  const auto error = error_of<DataError>([&] {
    for (const auto& [id] : stream) read = id;
  });
  ASSERT_TRUE(error.has_value());
  EXPECT_EQ(read, 8);
  EXPECT_EQ(error_of<UsageError>([&] { EXPECT_TRUE(stream.begin() == stream.end()); })->code(),
            "ORP-1252");
  EXPECT_EQ(count(connection), note_count);
}

}  // namespace
}  // namespace orp::tests
