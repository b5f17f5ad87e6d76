// SPDX-License-Identifier: MIT
// Tables that somebody else made: padded keys, numbers that only the database gives, rows that are
// gone, JSON in another spelling.
#include <company/model.hpp>
#include <everything/model.hpp>
#include <tenancy/model.hpp>

#include "flow_test.hpp"

namespace orp::tests {
namespace {

using company::Task;
using company::Team;
using everything::Fallback;
using tenancy::Item;
using tenancy::Line;
using tenancy::Note;
using tenancy::Tenant;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class PaddedKeys : public FlowTest {
 protected:
  void SetUp() override {
    run("CREATE TABLE tenants (code char(10) PRIMARY KEY)");
    run("CREATE TABLE items (tenant_code char(10) NOT NULL, sku char(10) NOT NULL, "
        "weight integer NOT NULL, successor_sku char(10), PRIMARY KEY (tenant_code, sku))");
    run("CREATE TABLE notes (tenant_code char(10) NOT NULL, no integer NOT NULL, "
        "PRIMARY KEY (tenant_code, no))");
    run("CREATE TABLE lines (tenant_code char(10) NOT NULL, note_no integer NOT NULL, "
        "line_no integer NOT NULL, sku char(10), PRIMARY KEY (tenant_code, note_no, line_no))");
    run("INSERT INTO tenants VALUES ('t'), ('u')");
    run("INSERT INTO items VALUES ('t', 'a', 1, NULL), ('t', 'b', 2, 'a'), ('u', 'a', 3, NULL)");
    run("INSERT INTO notes VALUES ('t', 1), ('t', 2), ('u', 1)");
    run("INSERT INTO lines VALUES ('t', 1, 1, 'b')");
  }

  std::int64_t count(const std::string& what) {
    return value_of<std::int64_t>("SELECT count(*) FROM " + what);
  }
};
ORPIMENT_ON_EACH_DATABASE(PaddedKeys);

TEST_P(PaddedKeys, are_read_as_what_was_written) {
  Session session = open();
  Tenant* const tenant = session.get<Tenant>("t");
  ASSERT_NE(tenant, nullptr);
  EXPECT_EQ(tenant->code(), "t");
  EXPECT_EQ(session.get<Tenant>("t"), tenant);
  EXPECT_EQ(tenant->notes().size(), 2U);
  EXPECT_EQ(tenant->items().size(), 2U);
  const Item& b = *session.get<Item>({"t", "b"});
  EXPECT_EQ(&b.tenant(), tenant);
  ASSERT_NE(b.successor(), nullptr);
  EXPECT_EQ(b.successor()->sku(), "a");
  EXPECT_EQ(session.get<Item>({"t", "a"})->predecessor(), &b);
}

TEST_P(PaddedKeys, are_found_by_every_kind_of_query) {
  Session session = open();
  const auto skus = [&](const auto& query) { return session.scalars(query).all(); };
  EXPECT_THAT(skus(select(Item::c.weight).where(Item::c.sku == "b")), ElementsAre(2));
  EXPECT_THAT(skus(select(Item::c.weight).where(Item::c.sku.in_({"b", "c"}))), ElementsAre(2));
  EXPECT_THAT(skus(select(Item::c.weight).where(Item::c.tenant_code != "t")), ElementsAre(3));
  EXPECT_THAT(skus(select(Note::c.no).join(Note::c.tenant).where(Tenant::c.code == "u")),
              ElementsAre(1));
  for (const auto& option : {selectinload(Tenant::c.notes), joinedload(Tenant::c.notes)}) {
    session.clear();
    const auto tenants =
        session.scalars(select<Tenant>().options(option).order_by(Tenant::c.code)).all();
    ASSERT_EQ(tenants.size(), 2U);
    EXPECT_EQ(tenants.front()->notes().size(), 2U);
  }
}

TEST_P(PaddedKeys, are_updated_and_deleted_by) {
  for (const bool are_many : {false, true}) {
    Session session = open();
    for (Item* item : session.scalars(select<Item>()).all())
      if (are_many || item->weight() == 2) item->set_weight(item->weight() + 10);
    session.commit();
  }
  EXPECT_EQ(count("items WHERE weight IN (11, 22, 13)"), 3);
  Session session = open();
  session.delete_(*session.get<Line>({"t", 1, 1}));
  for (Note* note : session.scalars(select<Note>().where(Note::c.tenant_code == "t")).all())
    session.delete_(*note);
  session.add<Note>({.no = 5, .tenant = *session.get<Tenant>("u")});
  for (int no = 6; no < 9; ++no) session.add<Note>({.no = no, .tenant = *session.get<Tenant>("u")});
  session.commit();
  EXPECT_EQ(count("notes"), 5);
  EXPECT_EQ(count("notes WHERE tenant_code = 'u'"), 5);
}

class ExistingTables : public FlowTest {};
ORPIMENT_ON_EACH_DATABASE(ExistingTables);

TEST_P(ExistingTables, number_rows_by_themselves_however_many) {
  run(is_postgres()
          ? "CREATE TABLE teams (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, "
            "name varchar(50) NOT NULL UNIQUE)"
          : "CREATE TABLE teams (id integer PRIMARY KEY, name varchar(50) NOT NULL UNIQUE)");
  std::size_t all = 0;
  for (const std::size_t count : {1U, 2U, 10U, 300U}) {
    Session session = open();
    std::vector<Team*> teams;
    for (std::size_t i = 0; i < count; ++i)
      teams.push_back(&session.add<Team>({.name = std::to_string(all + i)}));
    session.commit();
    all += count;
    EXPECT_EQ(session.get<Team>(teams.back()->id()), teams.back());
    EXPECT_EQ(teams.back()->name(), std::to_string(all - 1));
  }
  EXPECT_EQ(value_of<std::int64_t>("SELECT max(id) FROM teams"), static_cast<std::int64_t>(all));
}

TEST_P(ExistingTables, say_when_a_required_row_is_gone) {
  run("CREATE TABLE people (id bigint PRIMARY KEY, name text, salary integer, team_id bigint, "
      "boss_id bigint)");
  run("CREATE TABLE tasks (id bigint PRIMARY KEY, title text NOT NULL, owner_id bigint NOT NULL, "
      "reviewer_id bigint)");
  run("INSERT INTO tasks (id, title, owner_id, reviewer_id) VALUES (1, 'paint', 7, 7)");
  Session session = open();
  const Task& task = *session.get<Task>(1);
  const auto error = error_of<UsageError>([&] { static_cast<void>(task.owner()); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-1005");
  EXPECT_THAT(error->message(), HasSubstr("the one that its foreign key refers to is gone"));
  EXPECT_THAT(error->hint(), HasSubstr("set_owner() another one"));
  EXPECT_EQ(task.reviewer(), nullptr);
}

TEST_P(ExistingTables, may_get_their_enumerations_anew) {
  if (!is_postgres()) GTEST_SKIP() << "SQLite has no types to be made";
  run("CREATE TYPE mood AS ENUM ('sad', 'ok'); CREATE TABLE fallbacks (id bigint, mood mood); "
      "INSERT INTO fallbacks VALUES (1, 'ok')");
  Session session = open();
  const auto by_mood = select(Fallback::c.id).where(Fallback::c.mood == everything::Mood::ok);
  const auto by_list = select(Fallback::c.id).where(Fallback::c.mood.in_({everything::Mood::ok}));
  const auto moods = select(Fallback::c.mood);
  const auto all_find_it = [&] {
    return session.scalars(by_mood).all().size() + session.scalars(by_list).all().size() +
               session.scalars(moods).all().size() ==
           3;
  };
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(all_find_it());
  session.commit();
  run("ALTER TABLE fallbacks ALTER mood TYPE text; DROP TYPE mood; "
      "CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy'); "
      "ALTER TABLE fallbacks ALTER mood TYPE mood USING mood::mood");
  const auto error = error_of<ConflictError>([&] { all_find_it(); });
  ASSERT_TRUE(error);
  EXPECT_EQ(error->code(), "ORP-3204");
  EXPECT_TRUE(error->may_retry());
  session.rollback();
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(all_find_it()) << "no other one fails in turn";
}

class SameJson : public FlowTest {
 protected:
  void SetUp() override { set_up(everything::metadata()); }
};
ORPIMENT_ON_EACH_DATABASE(SameJson);

TEST_P(SameJson, is_no_change_however_it_is_spelled) {
  const char* const spelled = R"({"b": [1.0, 2e2, "\u00e4"], "a":{"x":null},"a":{"y":0}})";
  Session session = open();
  Fallback& row = session.add<Fallback>({.document = Json::parse(spelled)});
  session.commit();
  EXPECT_FALSE(row.document().text().empty());
  forget();
  for (const char* same : {spelled, "{\"a\":{\"y\":-0},\"b\":[1,200,\"\xc3\xa4\"]}"}) {
    row.set_document(Json::parse(same));
    EXPECT_FALSE(session.is_modified(row));
    session.commit();
    EXPECT_THAT(sent(), IsEmpty()) << same;
    EXPECT_FALSE(row.document().text().empty());
    forget();
  }
  row.set_document(Json::parse(R"({"a":{"y":0},"b":[1.0001,200,"\u00e4"]})"));
  session.commit();
  EXPECT_THAT(sent(), Not(IsEmpty()));
  EXPECT_THAT(row.document().text(), HasSubstr("1.0001"));
}

}  // namespace
}  // namespace orp::tests
