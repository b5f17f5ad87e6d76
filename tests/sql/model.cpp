// SPDX-License-Identifier: MIT
#include "sql/model.hpp"

#include <cstddef>

#include "orpiment/meta/facts.hpp"

namespace shop {
namespace {

using namespace orp::facts;

constexpr const char* status_labels[] = {"open", "paid", "shipped"};
constexpr orp::EnumInfo status_info{"order_status", status_labels, &orp::detail::enum_index<Status>,
                                    &orp::detail::set_enum_index<Status>};

struct PercentConverter {
  static std::int16_t to_stored(const Percent& percent) { return percent.value; }
  static Percent from_stored(std::int16_t stored) { return {stored}; }
};
constexpr orp::ConversionInfo percent_conversion =
    conversion<PercentConverter, Percent, std::int16_t>(types::int16);

constexpr orp::ColumnInfo user_columns[] = {
    column("id", types::int64, {.primary_key = true, .identity = true}),
    column("name", types::string(100)),
    column("email", types::string(255)),
    column("age", types::int32.nullable()),
    column("active", types::boolean),
    column("created_at", types::timestamptz, {.server_default = defaults::now}),
    column("updated_at", types::timestamptz, {.server_default = defaults::now}),
};
constexpr orp::MappedColumn user_mapped[] = {
    {.column = &user_columns[0], .offset = offsetof(User::Row, id)},
    {.column = &user_columns[1], .offset = offsetof(User::Row, name)},
    {.column = &user_columns[2], .offset = offsetof(User::Row, email)},
    {.column = &user_columns[3], .offset = offsetof(User::Row, age)},
    {.column = &user_columns[4],
     .offset = offsetof(User::Row, active),
     .client_default = orp::ClientDefault::literal},
    {.column = &user_columns[5], .offset = offsetof(User::Row, created_at)},
    {.column = &user_columns[6],
     .offset = offsetof(User::Row, updated_at),
     .on_update = orp::ClientDefault::now},
};
constexpr orp::ColumnInfo order_columns[] = {
    column("id", types::int64, {.primary_key = true, .identity = true}),
    column("user_id", types::int64),
    column("total", types::decimal(12, 2)),
    column("status", types::enumeration<Status>(status_info)),
    column("due", types::date.nullable()),
};
constexpr orp::MappedColumn order_mapped[] = {
    {.column = &order_columns[0], .offset = offsetof(Order::Row, id)},
    {.column = &order_columns[1], .offset = offsetof(Order::Row, user_id)},
    {.column = &order_columns[2], .offset = offsetof(Order::Row, total)},
    {.column = &order_columns[3],
     .offset = offsetof(Order::Row, status),
     .client_default = orp::ClientDefault::literal},
    {.column = &order_columns[4], .offset = offsetof(Order::Row, due)},
};
constexpr orp::ColumnInfo item_columns[] = {
    column("order_id", types::int64, {.primary_key = true}),
    column("position", types::int16, {.primary_key = true}),
    column("price", types::decimal(10, 4)),
    column("mass", types::decimal(38, 10)),
    column("weight", types::float64),
    column("discount", types::converted<Percent>(percent_conversion)),
    column("token", types::uuid),
    column("picture", types::bytes),
    column("details", types::json),
};
constexpr orp::MappedColumn item_mapped[] = {
    {.column = &item_columns[0], .offset = offsetof(Item::Row, order_id)},
    {.column = &item_columns[1], .offset = offsetof(Item::Row, position)},
    {.column = &item_columns[2], .offset = offsetof(Item::Row, price)},
    {.column = &item_columns[3], .offset = offsetof(Item::Row, mass)},
    {.column = &item_columns[4], .offset = offsetof(Item::Row, weight)},
    {.column = &item_columns[5], .offset = offsetof(Item::Row, discount)},
    {.column = &item_columns[6],
     .offset = offsetof(Item::Row, token),
     .client_default = orp::ClientDefault::uuid7},
    {.column = &item_columns[7], .offset = offsetof(Item::Row, picture)},
    {.column = &item_columns[8], .offset = offsetof(Item::Row, details)},
};
constexpr orp::ColumnInfo tag_columns[] = {
    column("id", types::int64, {.primary_key = true}),
    column("label", types::text),
};
constexpr orp::MappedColumn tag_mapped[] = {
    {.column = &tag_columns[0], .offset = offsetof(Tag::Row, id)},
    {.column = &tag_columns[1], .offset = offsetof(Tag::Row, label)},
};
constexpr orp::ColumnInfo user_tag_columns[] = {
    column("user_id", types::int64, {.primary_key = true}),
    column("tag_id", types::int64, {.primary_key = true}),
};
constexpr orp::ColumnInfo employee_columns[] = {
    column("id", types::int64, {.primary_key = true}),
    column("name", types::text),
    column("manager_id", types::int64.nullable()),
};
constexpr orp::MappedColumn employee_mapped[] = {
    {.column = &employee_columns[0], .offset = offsetof(Employee::Row, id)},
    {.column = &employee_columns[1], .offset = offsetof(Employee::Row, name)},
    {.column = &employee_columns[2], .offset = offsetof(Employee::Row, manager_id)},
};

constexpr orp::ColumnType state_type = types::enumeration<Status>(status_info);
constexpr orp::ColumnType amount_type = types::decimal(10, 2);
constexpr orp::ArrayInfo texts = array_of<std::vector<std::string>>(types::text);
constexpr orp::ArrayInfo integers = array_of<std::vector<std::int32_t>>(types::int32);
constexpr orp::ArrayInfo dates = array_of<std::vector<orp::Date>>(types::date);
constexpr orp::ArrayInfo states = array_of<std::vector<Status>>(state_type);
constexpr orp::ArrayInfo amounts = array_of<std::vector<orp::Decimal>>(amount_type);
constexpr orp::ColumnInfo note_columns[] = {
    column("id", types::int64, {.primary_key = true, .identity = true}),
    column("details", types::json.nullable()),
    column("tags", types::array<std::vector<std::string>>(texts)),
    column("scores", types::array<std::vector<std::int32_t>>(integers).nullable()),
    column("days", types::array<std::vector<orp::Date>>(dates)),
    column("states", types::array<std::vector<Status>>(states)),
    column("amounts", types::array<std::vector<orp::Decimal>>(amounts)),
};
constexpr orp::MappedColumn note_mapped[] = {
    {.column = &note_columns[0], .offset = offsetof(Note::Row, id)},
    {.column = &note_columns[1], .offset = offsetof(Note::Row, details)},
    {.column = &note_columns[2], .offset = offsetof(Note::Row, tags)},
    {.column = &note_columns[3], .offset = offsetof(Note::Row, scores)},
    {.column = &note_columns[4], .offset = offsetof(Note::Row, days)},
    {.column = &note_columns[5], .offset = offsetof(Note::Row, states)},
    {.column = &note_columns[6], .offset = offsetof(Note::Row, amounts)},
};

constexpr orp::TableInfo user_tags{
    .name = "user_tags", .columns = user_tag_columns, .primary_key = list<0, 1>};

constexpr orp::RelationInfo user_relations[] = {
    {.name = "orders",
     .kind = orp::RelationKind::one_to_many,
     .target = &Order::info,
     .inverse = 0,
     .local_columns = list<0>,
     .remote_columns = list<1>},
    {.name = "tags",
     .kind = orp::RelationKind::many_to_many,
     .target = &Tag::info,
     .inverse = 0,
     .local_columns = list<0>,
     .remote_columns = list<0>,
     .secondary = &user_tags,
     .secondary_local = list<0>,
     .secondary_remote = list<1>},
};
constexpr orp::RelationInfo order_relations[] = {
    {.name = "user",
     .kind = orp::RelationKind::many_to_one,
     .target = &User::info,
     .inverse = 0,
     .local_columns = list<1>,
     .remote_columns = list<0>},
    {.name = "items",
     .kind = orp::RelationKind::one_to_many,
     .target = &Item::info,
     .inverse = 0,
     .local_columns = list<0>,
     .remote_columns = list<0>},
};
constexpr orp::RelationInfo item_relations[] = {
    {.name = "order",
     .kind = orp::RelationKind::many_to_one,
     .target = &Order::info,
     .inverse = 1,
     .local_columns = list<0>,
     .remote_columns = list<0>},
};
constexpr orp::RelationInfo tag_relations[] = {
    {.name = "users",
     .kind = orp::RelationKind::many_to_many,
     .target = &User::info,
     .inverse = 1,
     .local_columns = list<0>,
     .remote_columns = list<0>,
     .secondary = &user_tags,
     .secondary_local = list<1>,
     .secondary_remote = list<0>},
};
constexpr orp::RelationInfo employee_relations[] = {
    {.name = "manager",
     .kind = orp::RelationKind::many_to_one,
     .target = &Employee::info,
     .inverse = 1,
     .local_columns = list<2>,
     .remote_columns = list<0>},
    {.name = "reports",
     .kind = orp::RelationKind::one_to_many,
     .target = &Employee::info,
     .inverse = 0,
     .local_columns = list<0>,
     .remote_columns = list<2>},
};

constexpr orp::TableInfo table(const char* name, orp::View<orp::ColumnInfo> columns,
                               orp::View<std::uint16_t> key = list<0>) {
  return {.name = name, .columns = columns, .primary_key = key};
}
constexpr orp::TableInfo users = table("users", user_columns);
constexpr orp::TableInfo orders = table("orders", order_columns);
constexpr orp::TableInfo items = table("items", item_columns, list<0, 1>);
constexpr orp::TableInfo tag_table = table("tags", tag_columns);
constexpr orp::TableInfo employees = table("employees", employee_columns);
constexpr orp::TableInfo notes = table("notes", note_columns);

// Of a class whose objects are their rows: nobody makes any.
constexpr orp::EntityInfo entity(const char* name, orp::View<const orp::TableInfo*> tables,
                                 orp::View<orp::MappedColumn> columns,
                                 orp::View<orp::RelationInfo> relations) {
  return {.name = name,
          .tables = tables,
          .columns = columns,
          .key = tables[0]->primary_key,
          .relations = relations,
          .mask_words = 1,
          .size = 0,
          .alignment = 1,
          .row_offset = 0,
          .construct = nullptr,
          .destroy = nullptr};
}

}  // namespace

const orp::EnumInfo& enum_info(Status) { return status_info; }

constinit const orp::EntityInfo User::info =
    entity("User", tables<users>, user_mapped, user_relations);
constinit const orp::EntityInfo Order::info =
    entity("Order", tables<orders>, order_mapped, order_relations);
constinit const orp::EntityInfo Item::info =
    entity("Item", tables<items>, item_mapped, item_relations);
constinit const orp::EntityInfo Tag::info =
    entity("Tag", tables<tag_table>, tag_mapped, tag_relations);
constinit const orp::EntityInfo Employee::info =
    entity("Employee", tables<employees>, employee_mapped, employee_relations);
constinit const orp::EntityInfo Note::info = entity("Note", tables<notes>, note_mapped, {});

}  // namespace shop
