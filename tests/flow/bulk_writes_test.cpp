// SPDX-License-Identifier: MIT
// Many rows without objects.
#include <deque>
#include <set>
#include <stdexcept>

#include "company.hpp"
#include "ledger/model.hpp"
#include "office/model.hpp"
#include "orpiment/session/table_bulk.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class BulkWrites : public CompanyTest {
 protected:
  std::int64_t count() { return value_of<std::int64_t>("SELECT count(*) FROM notes"); }
  static Note::Row note(std::int64_t id, std::string text = "bulk") {
    return {.id = id, .text = std::move(text), .task_id = 1};
  }
  static std::vector<Note::Row> notes(std::int64_t first, std::int64_t size) {
    std::vector<Note::Row> rows;
    for (std::int64_t id = first; id < first + size; ++id) rows.push_back(note(id));
    return rows;
  }
};
ORPIMENT_ON_EACH_DATABASE(BulkWrites);

TEST_P(BulkWrites, insert_rows_of_any_range_in_chunks) {
  Session session = open();
  std::vector<std::size_t> told;
  const std::deque<Note::Row> rows = [] {
    const std::vector<Note::Row> made = notes(100, 25);
    return std::deque<Note::Row>(made.rbegin(), made.rend());
  }();
  forget();
  EXPECT_EQ(session.bulk_insert<Note>(
                rows, {.chunk = 10,
                       .on_progress =
                           [&](const BulkProgress& progress) { told.push_back(progress.rows); }}),
            25U);
  EXPECT_THAT(told, ElementsAre(10, 20, 25));
  EXPECT_EQ(sent().size(), 3U);
  EXPECT_THAT(session.objects(), IsEmpty());
  session.commit();
  EXPECT_EQ(count(), 28);
}

TEST_P(BulkWrites, insert_many_rows_with_all_they_have) {
  Session session = open();
  EXPECT_EQ(session.bulk_insert<Note>(notes(100, 5'000)), 5'000U);
  std::vector<Person::Row> people{
      {.id = 50, .name = "Eve", .salary = 3, .team_id = 1, .boss_id = 1},
      {.id = 51, .name = "Fay", .salary = {}, .team_id = {}, .boss_id = {}}};
  session.bulk_insert<Person>(people);
  session.commit();
  EXPECT_EQ(count(), 5'003);
  EXPECT_EQ(session.get_one<Person>(50).boss()->name(), "Ann");
  EXPECT_EQ(session.get_one<Person>(51).salary(), std::nullopt);
}

TEST_P(BulkWrites, insert_new_rows_with_their_defaults) {
  Session session = open();
  std::vector<Facility::New> facilities;
  for (int i = 0; i < 30; ++i) {
    facilities.push_back({.name = "number " + std::to_string(i)});
    if (i % 3 == 0) facilities.back().site = "A";
  }
  EXPECT_EQ(session.bulk_insert<Facility>(facilities, {.chunk = 8}), 30U);
  EXPECT_THAT(session.objects(), IsEmpty());
  session.commit();
  EXPECT_EQ(value_of<std::int64_t>("SELECT count(DISTINCT id) FROM facilities"), 32);
  EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM facilities WHERE site = 'A'"), 10);
  session.bulk_insert<Team>(std::vector<Team::New>{{.name = "lime"}, {.id = 77, .name = "teal"}});
  EXPECT_EQ(session.get_one<Team>(77).name(), "teal");
}

TEST_P(BulkWrites, insert_tuples_of_named_columns) {
  Session session = open();
  std::vector<std::tuple<const char*, int>> rows{{"one", 1}, {"two", 2}};
  session.bulk_insert(std::tuple(Note::c.text, Note::c.task_id), rows);
  session.bulk_insert(std::tuple(Facility::c.name),
                      std::vector<std::tuple<std::string>>{{"bar"}, {"spa"}});
  session.commit();
  EXPECT_EQ(count(), 5);
  EXPECT_EQ(value_of<std::int64_t>("SELECT count(DISTINCT id) FROM facilities"), 4);
}

TEST_P(BulkWrites, insert_what_a_callable_returns) {
  Session session = open();
  std::int64_t next = 100;
  const auto source = [&]() -> std::optional<Note::Row> {
    if (next == 1'100) return std::nullopt;
    return note(next++);
  };
  EXPECT_EQ(session.bulk_insert<Note>(source), 1'000U);
  EXPECT_EQ(session.bulk_insert<Note>([]() -> std::optional<Note::New> { return std::nullopt; }),
            0U);
}

TEST_P(BulkWrites, flush_first_what_the_session_holds) {
  Session session = open();
  Task& task = session.add<Task>({.id = 70, .title = "new", .owner_id = 1});
  session.bulk_insert<Note>(std::vector<Note::Row>{{.id = 100, .text = "of it", .task_id = 70}});
  EXPECT_EQ(task.notes().size(), 1U);
}

TEST_P(BulkWrites, name_the_row_that_does_not_fit) {
  Session session = open();
  std::vector<Person::Row> people(
      5, {.id = 1, .name = "X", .salary = {}, .team_id = {}, .boss_id = {}});
  for (std::size_t i = 0; i < people.size(); ++i) people[i].id = 60 - static_cast<std::int64_t>(i);
  people[3].name = std::string(51, 'x');
  auto error = error_of<DataError>([&] { session.bulk_insert<Person>(people, {.chunk = 2}); });
  ORPIMENT_EXPECT_PART(error->what(), "people.name");
  ORPIMENT_EXPECT_PART(error->what(), "it was row 4 of those that were given");
  EXPECT_FALSE(session.is_active());
  session.rollback();
  EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM people"), 4);

  const std::vector<std::tuple<std::string, std::int64_t>> rows{{"a", 1}, {"b", 5'000'000'000}};
  error = error_of<DataError>(
      [&] { session.bulk_insert(std::tuple(Person::c.name, Person::c.salary), rows); });
  ORPIMENT_EXPECT_PART(error->what(), "it was row 2 of those that were given");
  EXPECT_EQ(session.bulk_insert<Note>(notes(100, 1)), 1U);  // nothing was sent
}

TEST_P(BulkWrites, fail_as_a_flush_does) {
  Session session = open();
  const auto error = error_of<IntegrityError>([&] { session.bulk_insert<Note>(notes(1, 5)); });
  EXPECT_EQ(error->kind(), ConstraintKind::unique);
  EXPECT_EQ(error_of<UsageError>([&] {
              session.flush(), session.bulk_insert<Note>(notes(100, 1));
            })->code(),
            "ORP-1301");
  session.rollback();
  EXPECT_EQ(count(), 3);
}

TEST_P(BulkWrites, may_be_committed_chunk_by_chunk) {
  Session session = open();
  std::vector<Note::Row> rows = notes(100, 25);
  rows[22].task_id = 999;  // nobody's
  EXPECT_THROW(session.bulk_insert<Note>(rows, {.chunk = 10, .commit_each_chunk = true}),
               IntegrityError);
  session.rollback();
  EXPECT_EQ(count(), 23);

  session.add<Label>({.name = "waits"});
  const BulkOptions committed{.commit_each_chunk = true};
  EXPECT_ERROR(UsageError, "ORP-1256", session.bulk_insert<Note>(rows, committed), "wait");
  session.commit();
  session.get_one<Task>(1);
  EXPECT_ERROR(UsageError, "ORP-1256", session.bulk_insert<Note>(rows, committed), "open");
}

TEST_P(BulkWrites, wait_for_a_rollback_when_their_source_throws) {
  Session session = open();
  std::size_t given = 0;
  const auto source = [&]() -> std::optional<Note::Row> {
    if (given == 25) throw std::runtime_error("the file ends too early");
    return note(100 + static_cast<std::int64_t>(given++));
  };
  EXPECT_THROW(session.bulk_insert<Note>(source, {.chunk = 10}), std::runtime_error);
  const auto later = error_of<UsageError>([&] { session.commit(); });
  EXPECT_EQ(later->code(), "ORP-1301");
  EXPECT_THROW(std::rethrow_exception(later->cause()), std::runtime_error);
  ORPIMENT_EXPECT_PART(later->what(), "the file ends too early");
  session.rollback();
  EXPECT_EQ(count(), 3);

  given = 20;
  EXPECT_THROW(session.bulk_insert<Note>(source, {.chunk = 10}), std::runtime_error);
  EXPECT_TRUE(session.is_active()) << "nothing was sent";
  given = 0;
  const BulkOptions committed{.chunk = 10, .commit_each_chunk = true};
  EXPECT_THROW(session.bulk_insert<Note>(source, committed), std::runtime_error);
  EXPECT_TRUE(session.is_active()) << "what was sent is committed";
  EXPECT_EQ(count(), 23);
}

TEST_P(BulkWrites, wait_for_a_rollback_when_on_progress_throws) {
  Session session = open();
  const auto stop = [](const BulkProgress&) { throw std::runtime_error("stop"); };
  EXPECT_THROW(session.bulk_insert<Note>(notes(100, 5), {.on_progress = stop}), std::runtime_error);
  EXPECT_FALSE(session.is_active());
  session.rollback();
  EXPECT_THROW(session.bulk_update(std::tuple(Note::c.id, Note::c.text),
                                   std::vector<std::tuple<std::int64_t, std::string>>{{1, "x"}},
                                   {.on_progress = stop}),
               std::runtime_error);
  EXPECT_FALSE(session.is_active());
  session.rollback();
  EXPECT_EQ(count(), 3);
  EXPECT_THROW(session.bulk_insert<Note>(
                   notes(100, 5), {.chunk = 2, .commit_each_chunk = true, .on_progress = stop}),
               std::runtime_error);
  EXPECT_TRUE(session.is_active());
  EXPECT_EQ(count(), 5);
}

TEST_P(BulkWrites, fail_the_savepoint_that_has_their_rows) {
  Session session = open();
  session.bulk_insert<Note>(notes(200, 1));
  int given = 0;
  const auto source = [&]() -> std::optional<Note::Row> {
    if (given == 3) throw std::runtime_error("stop");
    return note(100 + given++);
  };
  {
    const SessionTransaction savepoint = session.begin_nested();
    EXPECT_THROW(session.bulk_insert<Note>(source, {.chunk = 2}), std::runtime_error);
    EXPECT_FALSE(session.is_active());
  }
  EXPECT_TRUE(session.is_active());
  session.commit();
  EXPECT_EQ(count(), 4);
}

// A source may end the transaction, or begin another part of it.
TEST_P(BulkWrites, fail_what_has_their_rows_whatever_their_source_did) {
  for (const bool commits : {true, false}) {
    Session session = open();
    std::optional<SessionTransaction> savepoint;
    int given = 0;
    const auto source = [&]() -> std::optional<Note::Row> {
      if (given == 3) {
        if (commits)
          session.commit();
        else
          savepoint.emplace(session.begin_nested());
        throw std::runtime_error("stop");
      }
      return note(100 + given++);
    };
    EXPECT_THROW(session.bulk_insert<Note>(source, {.chunk = 2}), std::runtime_error);
    EXPECT_EQ(session.is_active(), commits);
    savepoint.reset();
    EXPECT_EQ(session.is_active(), commits);
    session.rollback();
    EXPECT_EQ(count(), commits ? 5 : 3);
    session.execute(delete_<Note>().where(Note::c.id >= 100L));
    session.commit();
  }
}

TEST_P(BulkWrites, of_tables_without_classes_wait_for_a_rollback_as_well) {
  const meta::Table marks(
      "marks", {meta::column<std::int64_t>("id").primary_key(), meta::column<std::string>("name")});
  marks.create(engine());
  Session session = open();
  int given = 0;
  const auto source = [&]() -> std::optional<std::vector<meta::NamedValue>> {
    if (given == 3) throw std::runtime_error("stop");
    return std::vector<meta::NamedValue>{{"id", given++}, {"name", "x"}};
  };
  EXPECT_THROW(bulk_insert(session, marks, source, {.chunk = 2}), std::runtime_error);
  EXPECT_EQ(error_of<UsageError>([&] { session.commit(); })->code(), "ORP-1301");
  session.rollback();
  std::vector<std::vector<meta::NamedValue>> rows{
      {{"id", 1}, {"name", "a"}}, {{"id", 2}, {"name", "b"}}, {{"name", "c"}}};
  EXPECT_ERROR(
      UsageError, "ORP-1206",
      bulk_upsert(session, marks, rows, on_conflict(marks, {"id"}).do_update(), {.chunk = 2}),
      "different columns");
  EXPECT_FALSE(session.is_active());
  session.rollback();
  EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM marks"), 0);
  marks.drop(engine());
}

TEST_P(BulkWrites, update_rows_by_key) {
  Session session = open();
  const Person& ann = session.get_one<Person>(1);
  EXPECT_EQ(session.bulk_update(std::tuple(Person::c.id, Person::c.salary),
                                std::vector<std::tuple<int, std::optional<int>>>{
                                    {3, 30}, {1, 10}, {2, std::nullopt}}),
            3U);
  EXPECT_EQ(session.bulk_update<Note>(std::vector<Note::Row>{
                {.id = 2, .text = "two", .task_id = 2}, {.id = 1, .text = "one", .task_id = 1}}),
            2U);
  EXPECT_EQ(ann.salary(), std::nullopt);  // objects do not notice
  session.commit();
  EXPECT_EQ(ann.salary(), 10);
  EXPECT_EQ(session.get_one<Note>(2).task().title(), session.get_one<Task>(2).title());
}

TEST_P(BulkWrites, tell_rows_to_be_updated_that_are_not_there) {
  Session session = open();
  const auto error = error_of<StaleDataError>([&] {
    session.bulk_update<Note>(std::vector<Note::Row>{note(1), note(500), note(2)});
  });
  ORPIMENT_EXPECT_PART(error->what(), "no row for 1 of 3");
  ORPIMENT_EXPECT_PART(error->what(), "it was row 2 of those that were given");
  session.rollback();
  EXPECT_NE(session.get_one<Note>(1).text(), "bulk");
}

TEST_P(BulkWrites, refuse_what_makes_no_sense) {
  Session session = open();
  const std::vector<std::tuple<int, int>> pairs{{1, 2}};
  EXPECT_ERROR(UsageError, "ORP-1257",
               session.bulk_insert(std::tuple(Note::c.id, Note::c.id), pairs), "twice");
  EXPECT_ERROR(UsageError, "ORP-1257",
               session.bulk_update(std::tuple(Note::c.task_id), std::vector<std::tuple<int>>{{1}}),
               "primary key");
  EXPECT_ERROR(DataError, "ORP-2301",
               session.bulk_insert(std::tuple(Note::c.id, Note::c.task_id), pairs), "text");
  Task& task = session.get_one<Task>(1);
  EXPECT_ERROR(UsageError, "ORP-1258",
               session.bulk_insert<Note>(std::vector<Note::New>{{.text = "x", .task = task}}),
               "Note::task");
}

class BulkDefaults : public FlowTest {
 protected:
  void SetUp() override { set_up(ledger::metadata()); }
};
ORPIMENT_ON_EACH_DATABASE(BulkDefaults);

TEST_P(BulkDefaults, stand_where_nothing_is_given) {
  using ledger::Account;
  Session session = open();
  session.bulk_insert<Account>(
      std::vector<Account::New>{{.name = "one"}, {.name = "two", .region = nullptr, .quota = 5}});
  session.bulk_insert(std::tuple(Account::c.name, Account::c.rank),
                      std::vector<std::tuple<std::string, int>>{{"three", 3}});
  std::vector<std::string> lines;
  for (const auto& [name, rank, region, quota, standing] :
       session.stream(select(Account::c.name, Account::c.rank, Account::c.region, Account::c.quota,
                             Account::c.standing)
                          .order_by(Account::c.id)))
    lines.push_back(name + ' ' + std::to_string(rank) + ' ' + region.value_or("none") + ' ' +
                    std::to_string(quota.value_or(-1)) +
                    (standing == ledger::Standing::good ? " good" : ""));
  EXPECT_THAT(lines, ElementsAre("one 0 EU 3 good", "two 0 none 5 good", "three 3 EU 3 good"));
}

class BulkTimes : public FlowTest {
 protected:
  void SetUp() override { set_up(office::metadata()); }
};
ORPIMENT_ON_EACH_DATABASE(BulkTimes);

TEST_P(BulkTimes, are_set_by_each_update) {
  using office::Event;
  Session session = open();
  session.bulk_insert<Event>(std::vector<Event::New>{{.title = "one"}, {.title = "two"}});
  session.commit();
  const Event& event = *session.scalar(select<Event>().where(Event::c.title == "one"));
  EXPECT_EQ(event.changed_at(), std::nullopt);
  session.bulk_update(std::tuple(Event::c.id, Event::c.severity),
                      std::vector<std::tuple<Uuid, int>>{{event.id(), 9}});
  session.commit();
  EXPECT_EQ(event.severity(), 9);
  EXPECT_NE(event.changed_at(), std::nullopt);
}

}  // namespace
}  // namespace orp::tests
