// SPDX-License-Identifier: MIT
// Objects that come some at a time, and go when the next ones come.
#include "company.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::int64_t note_count = 40;
constexpr StreamOptions five{.yield_per = 5};

/// In checked builds who looks at an object that is gone is told.
template <class Look>
void expect_gone([[maybe_unused]] Look look) {
#ifdef ORPIMENT_CHECKED
  EXPECT_ERROR(UsageError, "ORP-1007", look(), "the stream that it came from has gone on");
#endif
}

class StreamedObjects : public CompanyTest {
 protected:
  void SetUp() override {
    CompanyTest::SetUp();
    Connection connection = engine().connect();
    connection.execute(delete_<Note>().all_rows());
    for (std::int64_t id = 1; id <= note_count; ++id)
      connection.execute(insert<Note>().values(Note::c.id = id,
                                               Note::c.text = "note " + std::to_string(id),
                                               Note::c.task_id = 1 + id % 3));
    connection.commit();
    forget();
  }

  static auto notes() { return select<Note>().order_by(Note::c.id); }
  static std::vector<Note*> all_of(Many<Note>& list) {
    std::vector<Note*> members;
    for (Note& note : list) members.push_back(&note);
    return members;
  }
  static std::size_t count(Session& session) { return session.objects<Note>().size(); }
};
ORPIMENT_ON_EACH_DATABASE(StreamedObjects);

TEST_P(StreamedObjects, come_in_their_order_and_go_with_their_partition) {
  Session session = open();
  for (const StreamOptions some : {StreamOptions{1}, StreamOptions{5}, StreamOptions{7}}) {
    std::int64_t next = 1;
    for (Note& note : session.stream(notes(), some)) {
      ASSERT_EQ(note.id(), next);
      ASSERT_EQ(note.text(), "note " + std::to_string(next++));
      ASSERT_LE(count(session), some.yield_per);
    }
    EXPECT_EQ(next, note_count + 1);
    EXPECT_EQ(count(session), 0U);
  }
}

TEST_P(StreamedObjects, come_in_partitions) {
  Session session = open();
  std::vector<std::size_t> sizes;
  for (auto& partition : session.stream(notes(), {.yield_per = 3}).partitions(15)) {
    sizes.push_back(partition.size());
    EXPECT_EQ(count(session), partition.size());
    for (Note& note : partition) EXPECT_TRUE(session.contains(note));
  }
  EXPECT_THAT(sizes, ElementsAre(15, 15, 10));
}

TEST_P(StreamedObjects, stand_beside_values_and_may_be_absent) {
  Session session = open();
  std::vector<std::string> lines;
  auto stmt =
      select<Person, Team*>(Person::c.name).outerjoin(Person::c.team).order_by(Person::c.id);
  for (auto [person, team, name] : session.stream(stmt, {.yield_per = 3})) {
    EXPECT_EQ(person.name(), name);
    lines.push_back(name + (team == nullptr ? "" : " of " + team->name()));
  }
  EXPECT_THAT(lines, ElementsAre("Ann of red", "Ben of red", "Cy of blue", "Dee"));
  EXPECT_THAT(session.objects(), IsEmpty());
}

// shelves.hpp, rule 3.
TEST_P(StreamedObjects, that_are_gone_are_known_to_nobody) {
  Session session = open();
  const Note* first = nullptr;
  for (Note& note : session.stream(notes(), five)) {
    if (note.id() == 1) first = &note;
    if (note.id() == 7) break;
  }
  expect_gone([&] { return first->text(); });
  EXPECT_THAT(session.objects<Note>(), SizeIs(5));  // the loop was left there
  Note& again = session.get_one<Note>(1);
  EXPECT_EQ(again.text(), "note 1");
  session.commit();
  EXPECT_EQ(again.text(), "note 1");
}

TEST_P(StreamedObjects, of_the_partition_where_a_loop_was_left_stay) {
  Session session = open();
  Note* found = nullptr;
  for (Note& note : session.stream(notes(), five)) {
    if (note.text() != "note 12") continue;
    found = &note;
    break;
  }
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->text(), "note 12");
  found->set_text("found");
  session.commit();
  EXPECT_EQ(value_of<std::string>("SELECT text FROM notes WHERE id = 12"), "found");
}

TEST_P(StreamedObjects, bring_what_is_loaded_with_them_for_each_partition) {
  Session session = open();
  auto stmt = tasks().options(selectinload(Task::c.notes), selectinload(Task::c.owner));
  std::size_t met = 0;
  for (auto& partition : session.stream(stmt, {.yield_per = 2}).partitions()) {
    forget();
    for (Task& task : partition) {
      EXPECT_FALSE(task.owner().name().empty());
      for (Note& note : task.notes()) {
        EXPECT_EQ(&note.task(), &task);
        ++met;
      }
    }
    EXPECT_THAT(sent(), IsEmpty());
  }
  EXPECT_EQ(met, static_cast<std::size_t>(note_count));
  EXPECT_THAT(session.objects(), IsEmpty());
}

TEST_P(StreamedObjects, take_along_what_was_loaded_for_them_lazily) {
  Session session = open();
  std::size_t met = 0;
  for (Task& task : session.stream(tasks(), {.yield_per = 2})) {
    met += task.notes().size();
    EXPECT_FALSE(task.owner().name().empty());
  }
  EXPECT_EQ(met, static_cast<std::size_t>(note_count));
  EXPECT_THAT(session.objects(), IsEmpty());
}

TEST_P(StreamedObjects, are_those_that_the_session_has_already) {
  Session session = open();
  Note& known = session.get_one<Note>(3);
  known.set_text("changed");
  session.flush();
  for (Note& note : session.stream(notes(), five))
    if (note.id() == 3) {
      EXPECT_EQ(&note, &known);
    }
  EXPECT_THAT(session.objects<Note>(), ElementsAre(&known));
  EXPECT_EQ(known.text(), "changed");
}

// shelves.hpp, rule 1.
TEST_P(StreamedObjects, are_kept_with_their_partition) {
  Session session = open();
  std::vector<Note*> kept;
  auto stream = session.stream(notes(), five);
  for (Note& note : stream) {
    if (note.id() != 2 && note.id() != 13) continue;
    stream.keep(note);
    kept.push_back(&note);
  }
  EXPECT_EQ(count(session), 10U);
  EXPECT_EQ(kept[0]->text(), "note 2");
  EXPECT_EQ(kept[1]->text(), "note 13");
  EXPECT_EQ(&session.get_one<Note>(2), kept[0]);
  session.commit();
  kept[1]->set_text("kept");
  session.commit();
  EXPECT_EQ(value_of<std::string>("SELECT text FROM notes WHERE id = 13"), "kept");
}

// shelves.hpp, rule 2.
TEST_P(StreamedObjects, that_are_changed_or_to_be_deleted_stay) {
  Session session = open();
  for (Note& note : session.stream(notes(), five)) {
    if (note.id() == 1) note.set_text("changed");
    if (note.id() == 8) session.delete_(note);
    if (note.id() == 11) session.expunge(note);
  }
  EXPECT_THAT(session.dirty(), SizeIs(1));
  EXPECT_THAT(session.deleted(), SizeIs(1));
  session.commit();
  EXPECT_EQ(value_of<std::string>("SELECT text FROM notes WHERE id = 1"), "changed");
  EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM notes"), note_count - 1);
}

TEST_P(StreamedObjects, that_were_written_go_again) {
  Session session = open();
  for (auto& partition : session.stream(notes(), five).partitions()) {
    for (Note& note : partition) note.set_text("seen");
    session.flush();
    EXPECT_EQ(count(session), 5U);
  }
  EXPECT_EQ(count(session), 0U);
  session.commit();
  EXPECT_EQ(value_of<std::int64_t>("SELECT count(*) FROM notes WHERE text = 'seen'"), note_count);
}

TEST_P(StreamedObjects, that_were_deleted_are_back_after_a_rollback) {
  Session session = open();
  Note* deleted = nullptr;
  for (Note& note : session.stream(notes(), five)) {
    if (note.id() != 4) continue;
    deleted = &note;
    session.delete_(note);
    session.flush();
  }
  EXPECT_EQ(deleted->entity_state(), EntityState::deleted);
  session.rollback();
  EXPECT_EQ(deleted->entity_state(), EntityState::persistent);
  EXPECT_EQ(deleted->text(), "note 4");
}

TEST_P(StreamedObjects, to_which_others_lead_stay) {
  Session session = open();
  Task& task = session.get_one<Task>(1);
  const Note* known = nullptr;
  for (Note& note : session.stream(notes(), five)) {
    EXPECT_NE(note.task().title(), "");  // it leads to others itself
    if (note.id() != 12) continue;
    known = &note;
    task.notes().add(note);  // it is in already
  }
  EXPECT_EQ(count(session), 5U);
  EXPECT_EQ(known->text(), "note 12");
  EXPECT_EQ(task.notes().size(), 13U);
}

TEST_P(StreamedObjects, that_a_loaded_reference_leads_to_stay) {
  Session session = open();
  Note& outside = session.get_one<Note>(3);  // of task 1
  const Task* target = nullptr;
  for (Task& task : session.stream(tasks(), {.yield_per = 1})) {
    if (task.id() != 1) continue;
    target = &outside.task();  // by its key, without a query
    EXPECT_EQ(target, &task);
  }
  EXPECT_EQ(target->title(), "paint");
  EXPECT_EQ(&outside.task(), target);
  EXPECT_THAT(session.objects<Task>(), SizeIs(1));
}

TEST_P(StreamedObjects, to_which_members_elsewhere_point_back_stay) {
  Session session = open();
  Note& outside = session.get_one<Note>(3);
  for (Task& task : session.stream(tasks().options(selectinload(Task::c.notes)), {.yield_per = 1}))
    if (task.id() == 1) {
      EXPECT_TRUE(task.notes().contains(outside));
    }
  forget();
  EXPECT_EQ(outside.task().title(), "paint");
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(StreamedObjects, that_new_objects_refer_to_stay) {
  Session session = open();
  const Task* first = nullptr;
  for (Task& task : session.stream(tasks(), {.yield_per = 1})) {
    if (task.title() != "paint") continue;
    first = &task;
    session.add<Note>({.id = 100, .text = "new", .task = task});
  }
  EXPECT_EQ(first->title(), "paint");
  session.commit();
  EXPECT_EQ(value_of<std::int64_t>("SELECT task_id FROM notes WHERE id = 100"), first->id());
}

TEST_P(StreamedObjects, that_the_program_asks_for_stay) {
  Session session = open();
  session.get<Note>(999);  // such a look may be short
  const Note* got = nullptr;
  const Note* queried = nullptr;
  for (Note& note : session.stream(notes(), five)) {
    if (note.id() == 2) got = &session.get_one<Note>(2);
    if (note.id() == 8) queried = session.scalar(select<Note>().where(Note::c.id == 9));
  }
  EXPECT_EQ(count(session), 10U);
  EXPECT_EQ(got->text(), "note 2");
  EXPECT_EQ(queried->text(), "note 9");
}

TEST_P(StreamedObjects, of_two_streams_are_one_object_and_stay) {
  Session session = open();
  auto second = session.stream(notes(), {.yield_per = 7});
  auto at = second.begin();
  for (Note& note : session.stream(notes(), five)) {
    EXPECT_EQ(&*at, &note);
    ++at;
  }
}

TEST_P(StreamedObjects, are_read_anew_where_the_query_says_so) {
  Session session = open();
  Note& known = session.get_one<Note>(3);
  session.execute(update<Note>().set(Note::c.text = "anew").all_rows());
  for (Note& note : session.stream(notes().execution_options({.populate_existing = true}), five))
    EXPECT_EQ(note.text(), "anew");
  EXPECT_EQ(known.text(), "anew");
}

TEST_P(StreamedObjects, with_large_collections_go_with_their_indexes) {
  Session session = open();
  session.execute(update<Note>().set(Note::c.task_id = 1).all_rows());
  for (int round = 0; round < 2; ++round)
    for (Task& task : session.stream(tasks(), {.yield_per = 1})) {
      const std::vector<Note*> members(all_of(task.notes()));
      for (Note* note : members) EXPECT_TRUE(task.notes().contains(*note));
    }
  EXPECT_THAT(session.objects(), IsEmpty());
}

TEST_P(StreamedObjects, with_keys_of_several_parts_go_too) {
  Session session = open();
  std::vector<std::string> met;
  auto stmt = rooms().options(selectinload(Room::c.facilities), selectinload(Room::c.bookings));
  for (Room& room : session.stream(stmt, {.yield_per = 1}))
    met.push_back(room.name() + std::to_string(room.facilities().size() + room.bookings().size()));
  EXPECT_THAT(met, ElementsAre("Hall4", "Den0", "Attic2"));
  EXPECT_THAT(session.objects(), IsEmpty());
}

TEST_P(StreamedObjects, within_a_savepoint_go_and_are_not_missed_by_its_rollback) {
  Session session = open();
  {
    SessionTransaction savepoint = session.begin_nested();
    for (auto& partition : session.stream(notes(), five).partitions()) {
      for (Note& note : partition) note.set_text("undone");
      session.flush();
    }
    EXPECT_EQ(count(session), 0U);
    savepoint.rollback();
  }
  for (Note& note : session.stream(notes(), five)) EXPECT_NE(note.text(), "undone");
}

TEST_P(StreamedObjects, are_explained_as_any_others) {
  Session session = open();
  for (Note& note : session.stream(notes(), five)) {
    if (note.id() % 5 != 0) continue;
    note.set_text("changed");
    EXPECT_FALSE(session.explain_flush().empty());
    session.flush();
  }
  EXPECT_EQ(count(session), 0U);
}

TEST_P(StreamedObjects, go_on_after_the_session_was_cleared) {
  Session session = open();
  std::int64_t next = 1;
  for (auto& partition : session.stream(notes(), five).partitions()) {
    for (Note& note : partition) EXPECT_EQ(note.id(), next++);
    session.clear();
    EXPECT_EQ(count(session), 0U);
  }
  EXPECT_EQ(next, note_count + 1);
}

TEST_P(StreamedObjects, outlive_no_session) {
  std::optional<Session> session(open());
  auto stream = session->stream(notes(), five);
  EXPECT_EQ((*stream.begin()).id(), 1);
  Session moved = std::move(*session);
  session.reset();
  std::int64_t last = 0;
  for (Note& note : stream) last = note.id();
  EXPECT_EQ(last, note_count);

  auto another = moved.stream(notes(), five);
  auto at = another.begin();
  moved.close();
  expect_error<UsageError>("ORP-1254", "transaction", [&] {
    for (int i = 0; i < 5; ++i) ++at;
  });
}

TEST_P(StreamedObjects, end_with_a_failed_flush) {
  Session session = open();
  session.add<Label>({.name = "soon"});
  auto stream = [&] {
    const NoAutoflush block = session.no_autoflush();
    return session.stream(notes(), five);
  }();
  EXPECT_EQ((*stream.begin()).id(), 1);
  EXPECT_THROW(session.flush(), IntegrityError);
  std::int64_t last = 0;
  expect_error<UsageError>("ORP-1301", "earlier error", [&] {
    for (Note& note : stream) last = note.id();
  });
  session.rollback();
  EXPECT_EQ(session.get_one<Note>(1).text(), "note 1");
}

TEST_P(StreamedObjects, of_another_session_are_not_kept) {
  Session session = open();
  Session other = open();
  Note& foreign = other.get_one<Note>(1);
  other.commit();
  auto stream = session.stream(notes(), five);
  EXPECT_ERROR(UsageError, "ORP-1311", stream.keep(foreign), "belongs to another session");
  other.close();
}

}  // namespace
}  // namespace orp::tests
