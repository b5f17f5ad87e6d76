// SPDX-License-Identifier: MIT
// After a failed allocation rollback works, session and engine are usable, and the database holds
// all of the transaction or nothing.
#include "company_memory.hpp"
#include "engine/access.hpp"
#include "office/model.hpp"
#include "orpiment/backend/link.hpp"
#include "orpiment/base/detail/hash.hpp"
#include "session/objects/change_log.hpp"
#include "session/objects/identity_map.hpp"
#include "session/objects/object_store.hpp"

namespace orp::tests {
namespace {

class Allocations : public CompanyMemory {};
ORPIMENT_ON_EACH_DATABASE(Allocations);

/// Updates, a deletion, links that come and go.
void change(Session& session) {
  Task& paint = session.scalars(select<Task>().where(Task::c.title == "paint")).one();
  Label& late = session.scalars(select<Label>().where(Label::c.name == "late")).one();
  Person& ben = session.scalars(select<Person>().where(Person::c.name == "Ben")).one();
  paint.labels().remove(late);
  paint.labels().add(session.add<Label>({.name = "new"}));
  paint.set_owner(ben);
  ben.set_name("a name that does not fit into a small string");
  session.delete_(session.scalars(select<Task>().where(Task::c.title == "wash")).one());
}

TEST_P(Allocations, that_fail_in_pipelines_leave_the_connection_usable) {
  for_each_allocation([&](long n) {
    Connection connection = engine().connect();
    backend::Link& link = EngineAccess::link(connection);
    // Statements that are new, prepared within the pipeline, and prepared.
    std::vector<std::string> texts;
    for (int i = 0; i < 30; ++i)
      texts.push_back("SELECT " + std::to_string(n) + " UNION SELECT " + std::to_string(-i - 1));
    std::vector<backend::PipelinedStatement> statements;
    for (std::size_t i = 0; i < 3 * texts.size(); ++i) {
      const std::string& sql = texts[i % texts.size()];
      statements.push_back({{sql, detail::hash_bytes(sql.data(), sql.size()) | 1u}});
    }
    const bool done = completes([&] { link.open_together(view_of(statements)); }, n);
    connection.rollback();
    const auto cursors = EngineAccess::link(connection).open_together(view_of(statements));
    for (const backend::CursorHandle& cursor : cursors) EXPECT_TRUE(cursor->next()) << n;
    return done;
  });
}

// identity_map.hpp, rule 4.
TEST(ReservedRoom, is_enough_and_costs_nothing_when_there_is_none) {
  constexpr std::int64_t count = 5000;
  OwnerBlock owner;
  ObjectStore store(owner);
  const ChangeLog changes;
  detail::IdentityView view;
  KeyTable table(Team::info, changes, view);
  Entity& team = store.create(store.extent(Team::info));  // in place of all of them
  table.insert_integer(-1, team);
  EXPECT_FALSE(completes([&] { table.reserve(count); }, 0));
  EXPECT_EQ(table.find_integer(-1), &team);
  table.reserve(count);
  EXPECT_TRUE(completes(
      [&] {
        for (std::int64_t key = 0; key < count; ++key) table.insert_integer(key, team);
      },
      0));
  EXPECT_EQ(table.size(), static_cast<std::size_t>(count) + 1);
}

TEST_P(Allocations, that_fail_in_create_all) {
  for_each_allocation([&](long n) {
    company::metadata().drop_all(engine());
    const bool done = completes([&] { company::metadata().create_all(engine()); }, n);
    if (!done) company::metadata().create_all(engine());
    EXPECT_EQ(count<Task>(), 0U);
    return done;
  });
}

TEST_P(Allocations, that_fail_in_inserts_leave_all_or_nothing) {
  for_each_allocation([&](long n) {
    Session session(engine());
    const bool done = completes(
        [&] {
          fill(session);
          session.commit();
        },
        n);
    session.rollback();
    const std::size_t stored = count<Task>();
    EXPECT_TRUE(stored == 0 || stored == 2) << stored;
    EXPECT_EQ(count<Label>(), stored);
    EXPECT_EQ(count<Person>(), stored);
    session.clear();
    empty();
    return done;
  });
}

TEST_P(Allocations, that_fail_in_changes_leave_all_or_nothing) {
  for_each_allocation([&](long n) {
    Session session(engine());
    fill(session);
    session.commit();
    const bool done = completes(
        [&] {
          change(session);
          session.commit();
        },
        n);
    session.rollback();
    const std::size_t tasks = count<Task>();
    EXPECT_EQ(count<Label>(), 4 - tasks);
    EXPECT_EQ(session.scalars(select<Task>()).all().size(), tasks);
    session.add<Label>({.name = "after"});
    session.commit();
    session.close();
    empty();
    return done;
  });
}

TEST_P(Allocations, that_fail_in_queries_change_nothing) {
  fill();
  for_each_allocation([&](long n) {
    Session session(engine());
    const bool done = completes(
        [&] {
          for (Person* const person :
               session.scalars(select<Person>().order_by(Person::c.name)).all()) {
            for (Task& task : person->owned()) task.labels().size();
          }
        },
        n);
    session.rollback();
    EXPECT_EQ(session.scalars(select<Task>()).all().size(), 2U);
    return done;
  });
}

// Whatever is queued, taken out, read anew and brought back before memory ends: the rollback leaves
// nothing of it.
TEST_P(Allocations, that_fail_between_expire_expunge_and_rollback_change_nothing) {
  fill();
  for_each_allocation([&](long n) {
    Session session(engine());
    Task& paint = task(session, "paint");
    Label& late = label(session, "late");
    const bool done = completes(
        [&] {
          paint.set_title("a title that does not fit into a small string");
          paint.labels().remove(late);
          session.expire(paint);
          session.expunge(late);
          late.tasks().add(paint);
          session.add(late);
          session.delete_(task(session, "wash"));
          session.flush();
          session.expire_all();
          paint.labels().size();
          session.refresh(paint);
          session.add<Label>({.name = "new"}).tasks().add(paint);
          session.flush();
          session.rollback();
          session.expunge_all();
        },
        n);
    session.rollback();
    EXPECT_EQ(count<Label>(), 2U);
    EXPECT_EQ(session.scalars(select<Task>()).all().size(), 2U);
    EXPECT_EQ(task(session, "paint").labels().size(), 2U);
    return done;
  });
}

// So many that the table of their keys has to grow for the new ones.
TEST_P(Allocations, that_fail_while_keys_change_leave_each_object_its_row) {
  {
    Session session(engine());
    for (int i = 0; i < 20; ++i)
      session.add<Room>({.site = "here", .number = i, .name = std::to_string(i)});
    session.commit();
  }
  for_each_allocation([&](long n) {
    Session session(engine());
    const std::vector<Room*> rooms = session.scalars(select<Room>()).all();
    const bool done = completes(
        [&] {
          for (Room* const room : rooms) room->set_number(room->number() + 100);
          session.flush();
        },
        n);
    if (done) {
      for (Room* const room : rooms)
        EXPECT_EQ(session.get<Room>({room->site(), room->number()}), room);
    }
    session.rollback();
    for (Room* const room : rooms) {
      EXPECT_EQ(std::to_string(room->number()), room->name());
      EXPECT_EQ(session.get<Room>({room->site(), room->number()}), room);
    }
    EXPECT_EQ(session.scalars(select<Room>()).all().size(), rooms.size());
    return done;
  });
}

// A row that is put back has its old key, by which nobody would find the object under the new one.
// The one allocation that matters is met by trying all.
TEST(MovedKeys, of_objects_are_all_settled_or_none_when_allocations_fail) {
  using namespace orp::literals;
  using office::Item;
  using office::Order;
  Engine engine = create_engine("sqlite://");
  office::metadata().create_all(engine);
  bool done = false;
  for (long n = 0; !done && !HasFailure(); ++n) {
    Session session(engine);
    office::User& user = session.add<office::User>({.name = "Ann"});
    Order& from = session.add<Order>({.total = "1"_dec, .user = user});
    Order& to = session.add<Order>({.total = "2"_dec, .user = user});
    std::vector<Item*> items;
    for (int i = 0; i < 20; ++i) items.push_back(&from.items().add({.line = i, .product = "p"}));
    session.commit();
    for (Item* const item : items) item->set_order(to);
    done = completes([&] { session.flush(); }, n);
    session.rollback();
    for (const Item* const item : items) EXPECT_EQ(item->product(), "p");
    session.expunge_all();
    session.expire_all();  // those that it still finds
    for (const Item* const item : items) EXPECT_EQ(item->product(), "p");
  }
}

TEST_P(Allocations, that_fail_around_savepoints_leave_what_was_rolled_back_out) {
  fill();
  const auto names = [&] {
    Session session(engine());
    std::string all;
    for (Label* const each : session.scalars(select<Label>().order_by(Label::c.name)).all())
      all += each->name() + ' ';
    return all;
  };
  for_each_allocation([&](long n) {
    Session session(engine());
    const bool done = completes(
        [&] {
          Label& late = label(session, "late");
          SessionTransaction outer = session.begin_nested();
          session.add<Label>({.name = "kept"}).tasks().add(task(session, "wash"));
          SessionTransaction inner = session.begin_nested();
          session.delete_(late);
          session.add<Label>({.name = "undone"}).tasks().add(task(session, "wash"));
          session.flush();
          inner.rollback();
          late.tasks().size();
          outer.commit();
          session.commit();
        },
        n);
    session.rollback();
    const std::string found = names();
    EXPECT_TRUE(found == "late soon " || found == "kept late soon ") << found;
    const std::size_t stored = count<Label>();  // by another session, before this one begins
    EXPECT_EQ(session.scalars(select<Label>()).all().size(), stored);
    for (Label* const kept : session.scalars(select<Label>().where(Label::c.name == "kept")).all())
      session.delete_(*kept);
    session.commit();
    EXPECT_EQ(names(), "late soon ");
    return done;
  });
}

}  // namespace
}  // namespace orp::tests
