// SPDX-License-Identifier: MIT
#include "sql/builder.hpp"

#include <cstdint>
#include <vector>

#include "orpiment/sql/functions.hpp"
#include "orpiment/sql/operators.hpp"
#include "orpiment/sql/select.hpp"
#include "sql/compiler.hpp"
#include "sql/expect_sql.hpp"
#include "sql/model.hpp"

namespace {

using namespace shop;
using namespace orp::sql;

/// A select that was built, as a statement that can be printed.
class Built : public orp::Executable {
 public:
  explicit Built(const SelectBuilder& builder) : Executable(builder.node()) {}
};

const orp::RelationInfo& relation(const orp::EntityInfo& entity, std::size_t index) {
  return entity.relations[index];
}

/// Keys for where_in; their values do not matter here.
std::vector<orp::backend::KeyList> keys(std::initializer_list<const orp::ColumnType*> types) {
  std::vector<orp::backend::KeyList> lists;
  for (const orp::ColumnType* type : types) lists.push_back({type, nullptr, 0});
  return lists;
}

TEST(SelectBuilder, selects_members_by_the_keys_of_their_owners) {
  const auto lists = keys({&Order::info.column(1).type});
  const Source orders = source_of(Order::info);
  SelectBuilder select;
  const std::uint16_t columns[] = {0, 1};
  select.add_entity(orders, columns);
  select.where_in(orders, relation(User::info, 0).remote_columns, orp::view_of(lists));
  select.order_by(orders, 0);
  expect_sql(Built(select),
             {R"(SELECT "orders"."id", "orders"."user_id" FROM "orders" WHERE "orders"."user_id" )"
              R"(IN (SELECT value FROM orpiment_keys(?1)) ORDER BY "orders"."id")",
              R"(SELECT "orders"."id", "orders"."user_id" FROM "orders" WHERE "orders"."user_id" )"
              R"(= ANY ($1) ORDER BY "orders"."id")"});
}

TEST(SelectBuilder, selects_by_composite_keys) {
  const auto lists = keys({&Item::info.column(0).type, &Item::info.column(1).type});
  const Source items = source_of(Item::info);
  SelectBuilder select;
  select.add_column(items, 4);
  select.where_in(items, Item::info.key, orp::view_of(lists));
  expect_sql(Built(select),
             {R"(SELECT "items"."weight" FROM "items" WHERE ("items"."order_id", )"
              R"("items"."position") IN (SELECT k0.value, k1.value FROM orpiment_keys(?1) AS k0 )"
              R"(JOIN orpiment_keys(?2) AS k1 ON k1.position = k0.position))",
              R"(SELECT "items"."weight" FROM "items" WHERE ("items"."order_id", )"
              R"("items"."position") IN (SELECT * FROM unnest($1::bigint[], $2::smallint[])))"});
}

TEST(SelectBuilder, selects_through_a_secondary_table) {
  const orp::RelationInfo& tags = relation(User::info, 1);
  const auto lists = keys({&User::info.column(0).type});
  const Source target = source_of(Tag::info);
  const Source secondary = source_of(*tags.secondary);
  SelectBuilder select;
  select.add_column(secondary, tags.secondary_local[0]);
  select.add_entity(target);
  select.from(target);
  select.join(JoinKind::inner, secondary,
              columns_equal(secondary, tags.secondary_remote, target, tags.remote_columns));
  select.where_in(secondary, tags.secondary_local, orp::view_of(lists));
  expect_sql(Built(select),
             {R"(SELECT "user_tags"."user_id", "tags"."id", "tags"."label" FROM "tags" )"
              R"(JOIN "user_tags" ON "user_tags"."tag_id" = "tags"."id" )"
              R"(WHERE "user_tags"."user_id" IN (SELECT value FROM orpiment_keys(?1)))",
              R"(SELECT "user_tags"."user_id", "tags"."id", "tags"."label" FROM "tags" )"
              R"(JOIN "user_tags" ON "user_tags"."tag_id" = "tags"."id" )"
              R"(WHERE "user_tags"."user_id" = ANY ($1))"});
}

TEST(SelectBuilder, selects_one_row_by_a_field) {
  const std::int64_t id = 7;
  const Source tags = source_of(Tag::info);
  SelectBuilder select;
  select.add_column(tags, 1);
  select.where_equal(tags, 0, &id);
  select.limit(1);
  expect_sql(Built(select), R"(SELECT "tags"."label" FROM "tags" WHERE "tags"."id" = $1 LIMIT $2)");
}

TEST(SelectBuilder, joins_relationships_under_aliases) {
  SelectBuilder select(orp::StatementAccess::node(orp::select<Tag>().where(Tag::c.label == "x")));
  const Source tags = source_of(select.select(), 0);
  const Source users = select.join_along(JoinKind::left, tags, relation(Tag::info, 0));
  const std::uint16_t id[] = {0};
  EXPECT_EQ(select.add_entity(users, id, true), 1U);
  expect_sql(Built(select),
             R"(SELECT "tags"."id", "tags"."label", "users_1"."id" AS "id_1" FROM "tags" )"
             R"(LEFT OUTER JOIN "user_tags" AS "user_tags_1" )"
             R"(ON "tags"."id" = "user_tags_1"."tag_id" LEFT OUTER JOIN "users" AS "users_1" )"
             R"(ON "user_tags_1"."user_id" = "users_1"."id" WHERE "tags"."label" = $1)");
}

TEST(SelectBuilder, does_not_change_the_program_s_statement) {
  const auto statement = orp::select(Tag::c.id);
  SelectBuilder select(orp::StatementAccess::node(statement));
  select.limit(1);
  expect_sql(statement, R"(SELECT "tags"."id" FROM "tags")");
}

TEST(SelectBuilder, wraps_a_select_whose_rows_are_counted) {
  EXPECT_FALSE(SelectBuilder(orp::StatementAccess::node(orp::select<Tag>())).needs_wrapping());
  EXPECT_TRUE(
      SelectBuilder(orp::StatementAccess::node(orp::select<Tag>().limit(1))).needs_wrapping());
  EXPECT_TRUE(
      SelectBuilder(orp::StatementAccess::node(orp::select<Tag>().offset(1))).needs_wrapping());
  EXPECT_TRUE(
      SelectBuilder(orp::StatementAccess::node(orp::select<Tag>().distinct())).needs_wrapping());
  EXPECT_TRUE(SelectBuilder(orp::StatementAccess::node(orp::select<Tag>().distinct(Tag::c.label)))
                  .needs_wrapping());
  EXPECT_TRUE(SelectBuilder(orp::StatementAccess::node(orp::select<Tag>().group_by(Tag::c.id)))
                  .needs_wrapping());
  EXPECT_TRUE(
      SelectBuilder(orp::StatementAccess::node(orp::select<Tag>(orp::func::lower(Tag::c.label))))
          .needs_wrapping());
  EXPECT_FALSE(
      SelectBuilder(orp::StatementAccess::node(orp::select<Tag>(Tag::c.label))).needs_wrapping());
}

TEST(SelectBuilder, wraps_a_select_that_groups_or_locks_whatever_is_joined) {
  EXPECT_FALSE(
      SelectBuilder(orp::StatementAccess::node(orp::select<Tag>().limit(1))).needs_wrapping(false));
  EXPECT_FALSE(SelectBuilder(orp::StatementAccess::node(orp::select<Tag>().distinct()))
                   .needs_wrapping(false));
  EXPECT_TRUE(SelectBuilder(orp::StatementAccess::node(orp::select<Tag>().group_by(Tag::c.id)))
                  .needs_wrapping(false));
  EXPECT_TRUE(SelectBuilder(orp::StatementAccess::node(orp::select<Tag>().with_for_update()))
                  .needs_wrapping(false));
}

TEST(SelectBuilder, tells_rows_apart_by_what_from_begins_with) {
  const auto identity = [](const auto& statement) {
    return identifying_element(as<SelectNode>(*orp::StatementAccess::node(statement)));
  };
  EXPECT_EQ(identity(orp::select<Tag>()), 0U);
  EXPECT_EQ(identity(orp::select<Employee>(Employee::c.name)), 0U);
  const auto boss = orp::aliased<Employee>();
  EXPECT_EQ(identity(orp::select(boss, Employee::c.name).join(boss[Employee::c.manager])), 0U);
  EXPECT_EQ(identity(orp::select<Employee>(boss).join(Employee::c.manager, boss)), 0U);
  EXPECT_EQ(identity(orp::select(boss).select_from<Employee>().join(Employee::c.manager, boss)),
            std::nullopt)
      << "one manager of many";
  EXPECT_EQ(identity(orp::select<Tag>().join(Tag::c.users)), std::nullopt);
  EXPECT_EQ(identity(orp::select<Tag>().cross_join<Employee>()), std::nullopt);
  EXPECT_EQ(identity(orp::select<Tag, User>().where(Tag::c.id == User::c.id)), std::nullopt);
}

TEST(SelectBuilder, joins_a_collection_to_a_wrapped_select) {
  const auto statement = orp::select<Employee>(Employee::c.name.label("called"))
                             .order_by(Employee::c.name.desc(), Employee::c.id)
                             .limit(10);
  SelectBuilder select(orp::StatementAccess::node(statement));
  select.wrap();
  const Source employees = source_of(select.select(), 0);
  const Source reports = select.join_along(JoinKind::left, employees, relation(Employee::info, 1));
  select.add_entity(reports, {}, true);
  select.order_by(reports, 1);
  const char* const text =
      R"(SELECT "anon_1"."id", "anon_1"."name", "anon_1"."manager_id", "anon_1"."called", )"
      R"("employees_1"."id" AS "id_1", "employees_1"."name" AS "name_1", )"
      R"("employees_1"."manager_id" AS "manager_id_1" FROM (SELECT "employees"."id", )"
      R"("employees"."name", "employees"."manager_id", "employees"."name" AS "called" )"
      R"(FROM "employees" ORDER BY "employees"."name" DESC, "employees"."id" LIMIT $1) AS "anon_1" )"
      R"(LEFT OUTER JOIN "employees" AS "employees_1" ON "anon_1"."id" = "employees_1"."manager_id" )"
      R"(ORDER BY "anon_1"."name" DESC, "anon_1"."id", "employees_1"."name")";
  expect_sql(Built(select), text);

  const CompiledStatement compiled = compile(*select.node(), orp::backend::sqlite_dialect());
  ASSERT_EQ(compiled.elements.size(), 3U);
  EXPECT_EQ(compiled.elements[0].entity, &Employee::info);
  EXPECT_EQ(compiled.elements[1].first, 3);
  EXPECT_EQ(compiled.elements[2].first, 4);
  EXPECT_EQ(compiled.elements[2].count, 3);
  EXPECT_TRUE(compiled.elements[2].is_optional);
}

TEST(SelectBuilder, brings_a_comment_out_of_a_wrapped_select) {
  SelectBuilder select(
      orp::StatementAccess::node(orp::select<Tag>().limit(1).comment("front page")));
  select.wrap();
  expect_sql(Built(select),
             R"(/* front page */ SELECT "anon_1"."id", "anon_1"."label" FROM )"
             R"((SELECT "tags"."id", "tags"."label" FROM "tags" LIMIT $1) AS "anon_1")");
}

TEST(SelectBuilder, brings_what_the_order_needs_out_of_a_wrapped_select) {
  const auto statement = orp::select<Tag>()
                             .join(Tag::c.users)
                             .order_by(User::c.age + User::c.id, User::c.name)
                             .limit(3);
  SelectBuilder select(orp::StatementAccess::node(statement));
  select.wrap();
  expect_sql(
      Built(select),
      {R"(SELECT "anon_1"."id", "anon_1"."label" FROM (SELECT "tags"."id", "tags"."label", )"
       R"(orpiment_int64("users"."age" + "users"."id") AS "value", "users"."name" FROM "tags" )"
       R"(JOIN "user_tags" AS "user_tags_1" ON "tags"."id" = "user_tags_1"."tag_id" JOIN "users" ON )"
       R"("user_tags_1"."user_id" = "users"."id" ORDER BY orpiment_int64("users"."age" + )"
       R"("users"."id"), "users"."name" LIMIT ?) AS "anon_1" )"
       R"(ORDER BY "anon_1"."value", "anon_1"."name")",
       R"(SELECT "anon_1"."id", "anon_1"."label" FROM (SELECT "tags"."id", "tags"."label", )"
       R"("users"."age" + "users"."id" AS "value", "users"."name" FROM "tags" JOIN "user_tags" AS )"
       R"("user_tags_1" ON "tags"."id" = "user_tags_1"."tag_id" JOIN "users" ON )"
       R"("user_tags_1"."user_id" = "users"."id" ORDER BY "users"."age" + "users"."id", "users"."name" )"
       R"(LIMIT $1) AS "anon_1" ORDER BY "anon_1"."value", "anon_1"."name")"});
}

}  // namespace
