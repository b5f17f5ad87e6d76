// SPDX-License-Identifier: MIT
// Tables in schemas within the database: those of PostgreSQL, and attached databases of SQLite.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "branches/model.hpp"
#include "orpiment/meta/facts.hpp"
#include "orpiment/orpiment.hpp"
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

class DatabaseSchemas : public OnEachDatabase {
 protected:
  DatabaseSchemas() {
    if (is_sqlite()) {
      attached_.emplace(
          create_engine("sqlite:///:memory:?attach=orpiment_sales=:memory:"
                        "&attach=orpiment_stock=:memory:"));
    } else {
      drop_schemas();
    }
    branches::metadata().create_all(database(), {.schemas = true});
  }
  ~DatabaseSchemas() override {
    if (is_postgres()) drop_schemas();
  }
  Engine& database() { return attached_ ? *attached_ : engine(); }

 private:
  void drop_schemas() {
    run("DROP SCHEMA IF EXISTS orpiment_sales CASCADE");
    run("DROP SCHEMA IF EXISTS orpiment_stock CASCADE");
  }

  std::optional<Engine> attached_;
};
ORPIMENT_ON_EACH_DATABASE(DatabaseSchemas);

TEST_P(DatabaseSchemas, hold_objects_like_any_other_table) {
  Session session(database());
  Customer& ann = session.add<Customer>({.name = "Ann"});
  Order& order = session.add<Order>({.customer = &ann});
  order.lines().add({.text = "tea"});
  order.lines().add({.text = "rum"});
  order.tags().add({.word = "urgent"});
  session.commit();
  EXPECT_EQ(order.id(), 1);
  const auto sent = select<Order>()
                        .join(Order::c.customer)
                        .where(Customer::c.name == "Ann", Order::c.lines.any(Line::c.text == "rum"),
                               Order::c.tags.any(Tag::c.word == "urgent"))
                        .options(selectinload(Order::c.lines), joinedload(Order::c.customer));
  Order& found = session.scalars(sent).one();
  EXPECT_EQ(found.lines().size(), 2U);
  found.set_state(State::sent);
  found.lines().remove(*found.lines().begin());
  session.commit();
  EXPECT_EQ(session.scalars(select(func::count(Line::c.id))).one(), 1);
  session.execute(update<Order>().where(Order::c.id == 1).set(Order::c.total = "5.00"_dec));
  EXPECT_EQ(found.total(), "5.00"_dec);
  session.delete_(found);
  session.commit();
  EXPECT_EQ(session.scalars(select(func::count(Order::c.id))).one(), 0);
}

TEST_P(DatabaseSchemas, number_and_take_many_rows) {
  Session session(database());
  Purchase& first = session.add<Purchase>({.cost = "1.50"_dec});
  session.flush();
  EXPECT_EQ(first.id(), 1000);
  std::vector<Purchase*> all;
  for (int i = 0; i < 300; ++i) all.push_back(&session.add<Purchase>({.cost = "2.50"_dec}));
  session.commit();
  EXPECT_EQ(all.back()->id(), 1300);
  for (Purchase* each : all) each->set_cost("3.00"_dec);
  session.commit();
  EXPECT_EQ(session.scalars(select(func::sum(Purchase::c.cost))).one(), "901.50"_dec);
  for (Purchase* each : all) session.delete_(*each);
  session.commit();
  EXPECT_EQ(session.scalars(select(Purchase::c.uid)).all().size(), 1U);
}

TEST_P(DatabaseSchemas, are_named_before_the_table) {
  EXPECT_EQ(select(Line::c.text).to_sql(database().dialect()),
            "SELECT \"lines\".\"text\" FROM \"orpiment_sales\".\"lines\"");
}

TEST_P(DatabaseSchemas, have_tables_of_one_name) {
  Session session(database());
  Customer& ann = session.add<Customer>({.name = "Ann"});
  session.add<Order>({.total = "7"_dec, .customer = &ann});
  session.add<Purchase>({.cost = "7"_dec});
  session.commit();
  const auto bought = aliased<Purchase>("bought");
  EXPECT_THAT(session
                  .scalars(select(bought[Purchase::c.id])
                               .join(bought, bought[Purchase::c.cost] == Order::c.total))
                  .all(),
              ElementsAre(1000));
}

TEST_P(DatabaseSchemas, are_looked_at_before_anything_is_made_or_dropped) {
  branches::metadata().create_all(database());
  for (int i = 0; i < 2; ++i) branches::metadata().drop_all(database());
  branches::metadata().create_all(database());
  Session session(database());
  EXPECT_EQ(session.scalars(select(func::count(Purchase::c.id))).one(), 0);
}

class SingleTables : public OnEachDatabase {};
ORPIMENT_ON_EACH_DATABASE(SingleTables);

TEST_P(SingleTables, are_made_and_dropped_alone) {
  const TableInfo& table = Customer::info.table();
  for (int i = 0; i < 2; ++i) create_table(engine(), table);
  run("INSERT INTO customers (name) VALUES ('Ann')");
  EXPECT_THROW(create_table(engine(), table, {.check_first = false}), SqlError);
  for (int i = 0; i < 2; ++i) drop_table(engine(), table);
  EXPECT_THROW(drop_table(engine(), table, {.check_first = false}), SqlError);
}

TEST_P(SingleTables, bring_the_types_that_they_need) {
  static constexpr const char* labels[] = {"red", "green"};
  static constexpr EnumInfo colors{
      .name = "color", .labels = labels, .index = nullptr, .set_index = nullptr};
  static constexpr ColumnInfo columns[] = {
      facts::column("id", facts::types::int64, {.primary_key = true}),
      facts::column("color", facts::types::enumeration<int>(colors)),
  };
  static constexpr TableInfo things{
      .name = "things", .columns = columns, .primary_key = facts::list<0>};
  create_table(engine(), things);
  run("INSERT INTO things VALUES (1, 'green')");
  EXPECT_THROW(run("INSERT INTO things VALUES (2, 'blue')"), Error);
  drop_table(engine(), things);
}

TEST(AttachedDatabases, are_named_with_their_file) {
  const auto fails = [](const char* url, const char* code, const char* part) {
    expect_error<Error>(code, part, [&] {
      const Engine engine = create_engine(url);
      engine.connect().execute(text("SELECT 1"));
    });
  };
  fails("sqlite:///:memory:?attach=sales", "ORP-1402", "attach=sales=/data/sales.db");
  fails("sqlite:///:memory:?attach=sales=/no/such/folder/sales.db", "ORP-4001",
        "/no/such/folder/sales.db");
}

}  // namespace
}  // namespace orp::tests
