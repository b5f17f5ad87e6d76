// SPDX-License-Identifier: MIT
// One program's statements in schemas that are named while it runs: a tenant has a schema, or an
// attached database, of its own.
#include <cstdint>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <tuple>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "branches/model.hpp"
#include "engine/access.hpp"
#include "engine/engine_state.hpp"
#include "kinds/model.hpp"
#include "orpiment/backend/dialect.hpp"
#include "orpiment/engine/url_parts.hpp"
#include "orpiment/orpiment.hpp"
#include "orpiment/sql/table.hpp"
#include "support/database.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {
namespace {

using namespace orp::literals;
using branches::Customer;
using branches::Line;
using branches::Order;
using branches::Purchase;
using branches::State;
using branches::Tag;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

// Names that must stand in quotes, in which quotes are doubled.
const std::string one = "orpiment one";
const std::string two = "orpiment \"Two\"";

SchemaTranslateMap map_of(const std::string& tenant) {
  return {{"", tenant}, {"orpiment_sales", tenant}, {"orpiment_stock", tenant + " stock"}};
}

/// One connection, so that all sessions prepare their statements on it.
class SchemaTranslateMaps : public OnEachDatabase {
 protected:
  SchemaTranslateMaps() {
    if (is_postgres()) drop_schemas();
    database_.emplace(create_engine(address(), {.pool_size = 1, .max_overflow = 0}));
    for (const std::string& tenant : {one, two})
      branches::metadata().create_all(*database_,
                                      {.schemas = true, .schema_translate_map = map_of(tenant)});
  }
  ~SchemaTranslateMaps() override {
    database_.reset();
    if (is_postgres()) drop_schemas();
  }

  Engine& database() { return *database_; }
  Session session_of(const std::string& tenant) {
    return Session(*database_, {.schema_translate_map = map_of(tenant)});
  }
  template <class Statement>
  auto scalar_of(const std::string& tenant, const Statement& statement) {
    return session_of(tenant).scalars(statement).one();
  }

 private:
  static std::vector<std::string> schemas() { return {one, one + " stock", two, two + " stock"}; }

  Url address() const {
    if (is_postgres()) return url();
    auto options = url().options();
    int number = 0;
    for (const std::string& schema : schemas()) {
      const bool is_file = GetParam() == DatabaseKind::sqlite_file;
      const std::string file =
          is_file ? url().database() + "." + std::to_string(++number) : ":memory:";
      options.emplace_back("attach", schema + "=" + file);
    }
    return url().set({.options = options});
  }

  void drop_schemas() {
    for (const std::string& schema : schemas())
      run("DROP SCHEMA IF EXISTS " + engine().dialect().quoted(schema) + " CASCADE");
  }

  std::optional<Engine> database_;
};
ORPIMENT_ON_EACH_DATABASE(SchemaTranslateMaps);

// Whichever comes first, and as often as it takes until statements are prepared.
TEST_P(SchemaTranslateMaps, keep_interleaved_sessions_apart) {
  Session first = session_of(one);
  Session second = session_of(two);
  for (int i = 1; i <= 4; ++i) {
    for (Session* session : {&first, &second}) {
      const std::string name = session == &first ? "Ann" : "Bob";
      Customer& customer = session->add<Customer>({.name = name + std::to_string(i)});
      Order& order = session->add<Order>(
          {.total = session == &first ? "1.00"_dec : "2.00"_dec, .customer = &customer});
      order.lines().add({.text = name});
      order.tags().add({.word = name + std::to_string(i)});
      session->commit();
    }
  }
  for (int i = 0; i < 3; ++i) {
    for (Session* session : {&first, &second}) {
      const std::string name = session == &first ? "Ann" : "Bob";
      session->clear();
      const auto stmt =
          select<Order>()
              .join(Order::c.customer)
              .where(Order::c.state == State::open, Order::c.lines.any(Line::c.text == name))
              .order_by(Order::c.id)
              .options(selectinload(Order::c.lines), joinedload(Order::c.customer));
      const auto orders = session->scalars(stmt).all();
      ASSERT_EQ(orders.size(), 4U);
      EXPECT_EQ(orders[2]->customer().name(), name + "3");
      EXPECT_EQ((*orders[2]->lines().begin()).text(), name);
      EXPECT_EQ((*orders[2]->tags().begin()).word(), name + "3");  // loaded now
      EXPECT_EQ(session->get_one<Customer>(2).name(), name + "2");
      EXPECT_EQ(session->scalars(select(func::sum(Order::c.total))).one(),
                session == &first ? "4.00"_dec : "8.00"_dec);
      session->commit();
    }
  }
}

TEST_P(SchemaTranslateMaps, are_heeded_by_all_that_writes) {
  for (int i = 0; i < 3; ++i) {
    for (const std::string& tenant : {one, two}) {
      Session session = session_of(tenant);
      const bool is_first = tenant == one;
      Customer& customer = session.add<Customer>({.name = "x"});
      session.add<Customer>({.name = is_first ? "kept" : "also kept"});
      session.flush();
      customer.set_name("changed");
      session.flush();
      session.delete_(customer);
      session.execute(
          update<Customer>().where(Customer::c.name == "kept").set(Customer::c.name = "seen"));
      session.execute(delete_<Customer>().where(Customer::c.name == "also kept"));
      session.commit();
    }
  }
  EXPECT_EQ(scalar_of(one, select(func::count(Customer::c.id)).where(Customer::c.name == "seen")),
            3);
  EXPECT_EQ(scalar_of(one, select(func::count(Customer::c.id))), 3);
  EXPECT_EQ(scalar_of(two, select(func::count(Customer::c.id))), 0);
}

// Numbers reserved of a sequence, COPY and arrays on PostgreSQL.
TEST_P(SchemaTranslateMaps, are_heeded_by_many_rows) {
  for (int i = 0; i < 2; ++i) {
    for (const std::string& tenant : {one, two}) {
      Session session = session_of(tenant);
      std::vector<Purchase*> all;
      for (int j = 0; j < 250; ++j) all.push_back(&session.add<Purchase>({.cost = "1.50"_dec}));
      session.commit();
      EXPECT_EQ(all.front()->id(), 1000 + 250 * i);
      for (Purchase* each : all) each->set_cost(tenant == one ? "2.00"_dec : "3.00"_dec);
      session.commit();
    }
  }
  EXPECT_EQ(scalar_of(one, select(func::sum(Purchase::c.cost))), "1000.00"_dec);
  EXPECT_EQ(scalar_of(two, select(func::sum(Purchase::c.cost))), "1500.00"_dec);
  Session session = session_of(two);
  for (Purchase& each : session.scalars(select<Purchase>().where(Purchase::c.id < 1500)))
    session.delete_(each);
  session.commit();
  EXPECT_EQ(scalar_of(one, select(func::count(Purchase::c.id))), 500);
  EXPECT_EQ(scalar_of(two, select(func::count(Purchase::c.id))), 0);
}

TEST_P(SchemaTranslateMaps, are_heeded_by_bulk_writes_and_streams) {
  for (int i = 0; i < 2; ++i) {
    for (const std::string& tenant : {one, two}) {
      Session session = session_of(tenant);
      std::vector<Tag::New> tags;
      for (int j = 0; j < 300; ++j)
        tags.push_back({.word = tenant + std::to_string(i) + '/' + std::to_string(j)});
      session.bulk_insert<Tag>(tags);
      session.bulk_upsert<Tag>(tags, on_conflict(Tag::c.word).do_nothing());
      session.bulk_upsert<Tag>(std::vector<Tag::New>{{.word = tenant + "0/7"}, {.word = "new"}},
                               on_conflict(Tag::c.word).do_update());
      session.commit();
    }
  }
  for (const std::string& tenant : {one, two}) {
    Session session = session_of(tenant);
    std::int64_t count = 0;
    for (const Tag& tag : session.stream(select<Tag>(), {.yield_per = 50}))
      if (tag.word().starts_with(tenant)) ++count;
    EXPECT_EQ(count, 600);
    EXPECT_EQ(session.scalars(select(func::count(Tag::c.id))).one(), 601);
  }
}

TEST_P(SchemaTranslateMaps, keep_identity_maps_apart) {
  for (const std::string& tenant : {one, two}) {
    Session session = session_of(tenant);
    session.add<Customer>({.name = tenant});
    session.commit();
  }
  Session first = session_of(one);
  Customer* const ann = first.get<Customer>(1);
  first.commit();
  Session second = session_of(two);
  Customer* const bob = second.get<Customer>(1);
  second.commit();
  ASSERT_TRUE(ann != nullptr && bob != nullptr);
  EXPECT_NE(ann, bob);
  EXPECT_EQ(first.get_one<Customer>(1).name(), one);
  first.commit();
  EXPECT_EQ(second.get_one<Customer>(1).name(), two);
}

TEST_P(SchemaTranslateMaps, belong_to_a_connection_until_it_has_another) {
  Connection connection = database().connect();
  const auto name = select(Customer::c.name);
  for (const std::string& tenant : {one, two, one}) {
    connection.execution_options({.schema_translate_map = map_of(tenant)});
    connection.execute(insert<Customer>().values(Customer::c.name = tenant));
  }
  EXPECT_EQ(connection.execute(name).scalars(), (std::vector<std::string>{one, one}));
  connection.execution_options({.schema_translate_map = map_of(two)});
  EXPECT_EQ(connection.execute(name).scalars(), std::vector<std::string>{two});
  connection.commit();
  connection.execution_options({});
  if (is_sqlite()) {  // which looks through all files for a table without a schema
    EXPECT_EQ(connection.execute(name).scalars(), (std::vector<std::string>{one, one}));
  } else {
    expect_error<SqlError>("ORP-3002", "customers", [&] { (void)connection.execute(name); });
  }
  connection.rollback();
  connection.execution_options({.schema_translate_map = map_of(one)});
  EXPECT_EQ(connection.execute(name).scalars().size(), 2U);
  EXPECT_THAT(connection.explain(name).to_string(), HasSubstr("customers"));
}

// The next one that takes the connection out of the pool knows nothing of it.
TEST_P(SchemaTranslateMaps, are_forgotten_when_the_connection_goes_back) {
  create_table(database(), Customer::info.table());
  {
    Connection connection = database().connect();
    connection.execution_options({.schema_translate_map = map_of(one)});
    connection.execute(insert<Customer>().values(Customer::c.name = "Ann"));
    connection.commit();
  }
  Session plain(database());
  EXPECT_TRUE(plain.scalars(select(Customer::c.name)).all().empty());
  plain.add<Customer>({.name = "Plain"});
  plain.commit();
  EXPECT_EQ(scalar_of(one, select(Customer::c.name)), "Ann");
  EXPECT_EQ(plain.scalars(select(Customer::c.name)).one(), "Plain");
  plain.commit();
  drop_table(database(), Customer::info.table());
}

TEST_P(SchemaTranslateMaps, are_heeded_by_copies) {
  Connection connection = database().connect();
  connection.execution_options({.schema_translate_map = map_of(two)});
  std::istringstream in("word\nred\nblue\n");
  const auto copy = [&] { connection.copy_in(std::tuple(Tag::c.word), in); };
  if (is_sqlite()) {
    expect_error<UsageError>("ORP-1280", "", copy);
    return;
  }
  copy();
  std::ostringstream out;
  connection.copy_out(std::tuple(Tag::c.word), out, {.header = false});
  EXPECT_EQ(out.str(), "red\nblue\n");
  std::ostringstream of_query;
  connection.copy_out(select(Tag::c.word).order_by(Tag::c.word), of_query, {.header = false});
  EXPECT_EQ(of_query.str(), "blue\nred\n");
  connection.commit();
  connection.close();
  EXPECT_EQ(scalar_of(one, select(func::count(Tag::c.id))), 0);
}

TEST_P(SchemaTranslateMaps, take_domains_along) {
  if (!is_postgres()) GTEST_SKIP() << "SQLite has no domains";
  using kinds::Host;
  const auto domains = [&](const std::string& schema) {
    return value_of<std::int64_t>(
        "SELECT count(*) FROM pg_type WHERE typtype = 'd' AND typname = 'positive' AND "
        "typnamespace = (SELECT oid FROM pg_namespace WHERE nspname = " +
        schema + ")");
  };
  const TableInfo& hosts = Host::info.table();
  create_table(database(), hosts, {.schema_translate_map = map_of(one)});
  EXPECT_EQ(domains("'orpiment one'"), 1);
  EXPECT_EQ(domains("current_schema()"), 0);
  Session session = session_of(one);
  Host& host = session.add<Host>({.address = "10.0.0.1", .name = "a", .count = 3});
  session.commit();
  EXPECT_EQ(session.scalars(select(Host::c.name).where(Host::c.count == 3)).one(), "a");
  host.set_count(-1);
  EXPECT_TRUE(error_of<IntegrityError>([&] { session.flush(); }));
  session.close();
  kinds::metadata().drop_all(database(), {.schema_translate_map = map_of(one)});
  EXPECT_EQ(domains("'orpiment one'"), 0);
}

TEST_P(SchemaTranslateMaps, that_lead_nowhere_say_what_to_do) {
  const SchemaTranslateMap nowhere{{"", "orpiment nine"}, {"orpiment_sales", "orpiment nine"}};
  const auto expect_hint = [&](const auto& act) {
    const auto error = error_of<SqlError>(act);
    ASSERT_TRUE(error);
    EXPECT_EQ(error->code(), "ORP-3002");
    EXPECT_THAT(error->message(), HasSubstr("orpiment nine"));
    EXPECT_THAT(error->hint(), HasSubstr(is_sqlite() ? "?attach=" : ".schemas = true"));
  };
  Session session(database(), {.schema_translate_map = nowhere});
  expect_hint([&] { (void)session.scalars(select<Tag>()).all(); });
  session.rollback();
  session.add<Customer>({.name = "Ann"});
  expect_hint([&] { session.flush(); });
  session.rollback();
  expect_hint([&] {
    branches::metadata().create_all(database(),
                                    {.schema_translate_map = {{"orpiment_sales", "orpiment nine"},
                                                              {"", "orpiment nine"},
                                                              {"orpiment_stock", one + " stock"}}});
  });
}

TEST_P(SchemaTranslateMaps, that_make_no_sense_are_refused) {
  expect_error<UsageError>("ORP-1417", "given two names", [&] {
    (void)Session(database(), {.schema_translate_map = {{"a", "b"}, {"a", "c"}}});
  });
  expect_error<UsageError>("ORP-1417", "has 64 bytes", [&] {
    (void)Session(database(), {.schema_translate_map = {{"a", std::string(64, 'x')}}});
  });
  expect_error<UsageError>("ORP-1417", "not UTF-8", [&] {
    (void)Session(database(), {.schema_translate_map = {{"a", "\xff"}}});
  });
  expect_error<UsageError>("ORP-1417", "zero byte", [&] {
    Connection connection = database().connect();
    connection.execution_options({.schema_translate_map = {{"a", std::string("b\0c", 3)}}});
  });
  expect_error<UsageError>("ORP-1417", "two tables are one: orders", [&] {
    branches::metadata().create_all(
        database(), {.schema_translate_map = {{"orpiment_sales", one}, {"orpiment_stock", one}}});
  });
}

TEST_P(SchemaTranslateMaps, are_heeded_by_what_creates_and_drops) {
  Session session = session_of(one);
  session.add<Tag>({.word = "red"});
  session.commit();
  const auto map = map_of(one);
  branches::metadata().create_all(database(), {.schema_translate_map = map});  // all is there
  branches::metadata().drop_all(database(), {.schema_translate_map = map_of(two)});
  EXPECT_EQ(scalar_of(one, select(func::count(Tag::c.id))), 1);
  expect_error<SqlError>("ORP-3002", "tags",
                         [&] { (void)scalar_of(two, select(func::count(Tag::c.id))); });
  create_table(database(), Tag::info.table(), {.schema_translate_map = map_of(two)});
  EXPECT_EQ(scalar_of(two, select(func::count(Tag::c.id))), 0);
  drop_table(database(), Tag::info.table(), {.schema_translate_map = map_of(two)});

  schema::Table described{.name = "notes", .columns = {{.name = "id", .type = {TypeTag::int64}}}};
  described.primary_key.columns = {"id"};
  described.database_schema = "orpiment_sales";
  const meta::Table notes(described);
  notes.create(database(), map);
  Connection connection = database().connect();
  connection.execution_options({.schema_translate_map = map});
  connection.execute(insert(notes).values({{"id", 5}}));
  EXPECT_EQ(connection.execute(select(notes.column<std::int64_t>("id"))).scalar(), 5);
  connection.commit();
  connection.close();
  notes.drop(database(), map);
}

// translations.hpp, rules 1 and 2.
TEST_P(SchemaTranslateMaps, that_are_equal_share_what_is_compiled) {
  detail::Translations& translations = EngineAccess::state(database()).translations;
  const auto found = translations.find({{"a", "b"}, {"c", "d"}});
  EXPECT_EQ(found, translations.find({{"c", "d"}, {"a", "b"}, {"c", "d"}}));
  EXPECT_EQ(translations.find({}), nullptr);
  const std::uint64_t number = found->dialect->schemas_number();
  EXPECT_NE(translations.find({{"a", "b"}})->dialect->schemas_number(), number);
  const auto unused = translations.find({{"a", "unused"}})->dialect->schemas_number();
  for (std::size_t i = 0; i < detail::Translations::kept; ++i)
    translations.find({{"a", std::to_string(i)}});
  EXPECT_EQ(translations.find({{"a", "b"}, {"c", "d"}}), found);  // somebody has it
  EXPECT_NE(translations.find({{"a", "unused"}})->dialect->schemas_number(), unused);
}

TEST_P(SchemaTranslateMaps, are_part_of_the_dialect) {
  const auto dialect = database().dialect().with_schemas(
      std::make_shared<backend::SchemaMap>(SchemaTranslateMap{{"orpiment_sales", two}}));
  EXPECT_EQ(select(Line::c.text).to_sql(*dialect),
            "SELECT \"lines\".\"text\" FROM \"orpiment \"\"Two\"\"\".\"lines\"");
  EXPECT_EQ(select(Customer::c.name).to_sql(*dialect),
            "SELECT \"customers\".\"name\" FROM \"customers\"");
  EXPECT_EQ(select(Purchase::c.cost).to_sql(*dialect),
            select(Purchase::c.cost).to_sql(database().dialect()));
}

}  // namespace
}  // namespace orp::tests
