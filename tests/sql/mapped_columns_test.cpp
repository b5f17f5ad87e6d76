// SPDX-License-Identifier: MIT
// An entity counts its columns on its own: here one that maps those of a table in another order.
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "orpiment/meta/facts.hpp"
#include "orpiment/sql/operators.hpp"
#include "sql/builder.hpp"
#include "sql/expect_sql.hpp"
#include "sql/statement.hpp"

namespace {

using namespace orp::sql;
using orp::facts::column;
using orp::facts::list;
namespace types = orp::facts::types;

constexpr orp::ColumnInfo columns[] = {
    column("id", types::int64, {.primary_key = true}),
    column("label", types::text),
};
constexpr orp::TableInfo tags{.name = "tags", .columns = columns, .primary_key = list<0>};

struct Row {
  std::string text{"new"};
  std::int64_t id = 0;
};
constexpr std::uint32_t row = 16;  // in an object that nobody makes
constexpr orp::MappedColumn mapped[] = {
    {.column = &columns[1],
     .attribute = "text",
     .offset = row + offsetof(Row, text),
     .client_default = orp::ClientDefault::literal},
    {.column = &columns[0], .offset = row + offsetof(Row, id)},
};
constexpr orp::EntityInfo word{
    .name = "Word",
    .tables = orp::facts::tables<tags>,
    .columns = mapped,
    .key = list<1>,
    .mask_words = 1,
    .size = row + sizeof(Row),
    .alignment = alignof(Row),
    .row_offset = row,
    .construct = nullptr,
    .destroy = nullptr,
};
static_assert(word.number_in_table(0) == 1 && word.number_in_table(1) == 0);
static_assert(word.columns[1].attribute == std::string_view("id"));

class Made : public orp::Executable {
 public:
  explicit Made(NodeRef node) : Executable(std::move(node)) {}
};

NodeRef whole_word() {
  SelectBuilder select;
  select.add_entity(source_of(word));
  return select.node();
}

// entity_info.hpp, rule 1.
TEST(MappedColumns, are_selected_in_the_order_of_the_class) {
  expect_sql(Made(whole_word()), R"(SELECT "tags"."label", "tags"."id" FROM "tags")");
}

// entity_info.hpp, rule 1.
TEST(MappedColumns, are_compared_and_ordered_by_the_numbers_of_the_class) {
  const std::int64_t id = 1;
  SelectBuilder select;
  const Source source = source_of(word);
  select.add_column(source, 0);
  select.where_equal(source, 1, &id);
  select.order_by_key(source);
  expect_sql(Made(select.node()),
             R"(SELECT "tags"."label" FROM "tags" WHERE "tags"."id" = $1 ORDER BY "tags"."id")");
}

TEST(MappedColumns, are_found_in_a_derived_table) {
  SelectBuilder select(whole_word());
  select.order_by(source_of(word), 1);
  select.limit(1);
  select.wrap();
  expect_sql(Made(select.node()),
             R"(SELECT "anon_1"."label", "anon_1"."id" FROM (SELECT "tags"."label", "tags"."id" )"
             R"(FROM "tags" ORDER BY "tags"."id" LIMIT $1) AS "anon_1" ORDER BY "anon_1"."id")");
}

// entity_info.hpp, rule 1.
TEST(MappedColumns, are_written_under_the_names_of_the_table) {
  const Row defaults;
  NodeRef insert = make_insert(word);
  add_row(insert, {{1, literal_text("1")}}, &defaults);
  expect_sql(Made(insert), R"(INSERT INTO "tags" ("id", "label") VALUES ($1, $2))");
  const auto& text = as<LiteralNode>(as<InsertNode>(insert).values[1]);
  EXPECT_EQ(*static_cast<const std::string*>(text.field()), "new");
}

}  // namespace
