// SPDX-License-Identifier: MIT
// The code of docs/guide/tables.md.
#include "docs/guide.hpp"

using namespace bookshop;

TEST_P(Guide, tables_are_created_and_dropped) {
  bookshop::metadata().drop_all(engine);
  // snippet: tables
  bookshop::metadata().create_all(engine);  // what is missing
  bookshop::metadata().create_all(engine);  // nothing is missing
  bookshop::metadata().drop_all(engine);    // with everything in them
  // end snippet
  bookshop::metadata().create_all(engine);
  EXPECT_EQ(orp::Session(engine).scalars(orp::select<Author>()).size(), 0U);
}

TEST_P(Guide, tables_are_created_alone_and_with_their_schemas) {
  bookshop::metadata().drop_all(engine);
  // snippet: one_table
  orp::create_table(engine, Author::info.table());
  orp::drop_table(engine, Author::info.table());
  orp::drop_table(engine, Author::info.table());  // nothing is there
  // end snippet
  // snippet: schemas
  bookshop::metadata().create_all(engine, {.schemas = true});
  // end snippet
  EXPECT_EQ(orp::Session(engine).scalars(orp::select<Author>()).size(), 0U);
}

static void serve(const orp::Engine& engine, const std::string& tenant) {
  // snippet: tenants
  const orp::SchemaTranslateMap map{{"", tenant}};  // "tenant_42"
  bookshop::metadata().create_all(engine, {.schemas = true, .schema_translate_map = map});

  orp::Session session(engine, {.schema_translate_map = map});
  session.add<Author>({.name = "Ursula K. Le Guin"});
  session.commit();
  // end snippet
}

TEST_P(Guide, tables_are_those_of_a_tenant) {
  const bool is_sqlite = GetParam().starts_with("sqlite");
  const orp::Engine all =
      is_sqlite ? orp::create_engine("sqlite:///:memory:?attach=tenant_42=:memory:") : engine;
  serve(all, "tenant_42");
  orp::Connection connection = all.connect();
  connection.execution_options({.schema_translate_map = {{"", "tenant_42"}}});
  EXPECT_EQ(connection.execute(orp::select(Author::c.name)).scalars().size(), 1U);
  connection.close();
  bookshop::metadata().drop_all(all, {.schema_translate_map = {{"", "tenant_42"}}});
  if (is_sqlite) return;
  all.transaction([](orp::Connection& last) { last.execute_script("DROP SCHEMA tenant_42"); });
}

TEST_P(Guide, tables_are_described) {
  std::vector<std::string> lines;
  // snippet: describe
  for (const orp::TableInfo* table : bookshop::metadata().tables)
    for (const orp::ColumnInfo& column : table->columns)
      lines.push_back(std::string(table->name) + '.' + column.name);
  // end snippet
  EXPECT_EQ(lines.front(), "authors.id");
}
