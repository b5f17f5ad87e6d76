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
    column("id", types::int64, offsetof(User::Row, id), {.primary_key = true, .identity = true}),
    column("name", types::string(100), offsetof(User::Row, name)),
    column("email", types::string(255), offsetof(User::Row, email)),
    column("age", types::int32.nullable(), offsetof(User::Row, age)),
    column("active", types::boolean, offsetof(User::Row, active),
           {.client_default = orp::ClientDefault::literal}),
    column("created_at", types::timestamptz, offsetof(User::Row, created_at),
           {.server_default = defaults::now}),
    column("updated_at", types::timestamptz, offsetof(User::Row, updated_at),
           {.on_update = orp::ClientDefault::now, .server_default = defaults::now}),
};
constexpr orp::ColumnInfo order_columns[] = {
    column("id", types::int64, offsetof(Order::Row, id), {.primary_key = true, .identity = true}),
    column("user_id", types::int64, offsetof(Order::Row, user_id)),
    column("total", types::decimal(12, 2), offsetof(Order::Row, total)),
    column("status", types::enumeration<Status>(status_info), offsetof(Order::Row, status),
           {.client_default = orp::ClientDefault::literal}),
    column("due", types::date.nullable(), offsetof(Order::Row, due)),
};
constexpr orp::ColumnInfo item_columns[] = {
    column("order_id", types::int64, offsetof(Item::Row, order_id), {.primary_key = true}),
    column("position", types::int16, offsetof(Item::Row, position), {.primary_key = true}),
    column("price", types::decimal(10, 4), offsetof(Item::Row, price)),
    column("mass", types::decimal(38, 10), offsetof(Item::Row, mass)),
    column("weight", types::float64, offsetof(Item::Row, weight)),
    column("discount", types::converted<Percent>(percent_conversion),
           offsetof(Item::Row, discount)),
    column("token", types::uuid, offsetof(Item::Row, token),
           {.client_default = orp::ClientDefault::uuid7}),
    column("picture", types::bytes, offsetof(Item::Row, picture)),
    column("details", types::json, offsetof(Item::Row, details)),
};
constexpr orp::ColumnInfo tag_columns[] = {
    column("id", types::int64, offsetof(Tag::Row, id), {.primary_key = true}),
    column("label", types::text, offsetof(Tag::Row, label)),
};
constexpr orp::ColumnInfo user_tag_columns[] = {
    column("user_id", types::int64, 0, {.primary_key = true}),
    column("tag_id", types::int64, 0, {.primary_key = true}),
};
constexpr orp::ColumnInfo employee_columns[] = {
    column("id", types::int64, offsetof(Employee::Row, id), {.primary_key = true}),
    column("name", types::text, offsetof(Employee::Row, name)),
    column("manager_id", types::int64.nullable(), offsetof(Employee::Row, manager_id)),
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
     .remote_columns = list<0>,
     .required = true},
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
     .remote_columns = list<0>,
     .required = true},
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

constexpr orp::EntityInfo entity(const char* name, const char* table,
                                 orp::View<orp::ColumnInfo> columns,
                                 orp::View<orp::RelationInfo> relations,
                                 orp::View<std::uint16_t> key = list<0>) {
  return {.table = {.name = table, .columns = columns, .primary_key = key},
          .name = name,
          .relations = relations,
          .size = 0,
          .alignment = 1,
          .row_offset = 0,
          .construct = nullptr,
          .destroy = nullptr};
}

}  // namespace

const orp::EnumInfo& enum_info(Status) { return status_info; }

constinit const orp::EntityInfo User::info = entity("User", "users", user_columns, user_relations);
constinit const orp::EntityInfo Order::info =
    entity("Order", "orders", order_columns, order_relations);
constinit const orp::EntityInfo Item::info =
    entity("Item", "items", item_columns, item_relations, list<0, 1>);
constinit const orp::EntityInfo Tag::info = entity("Tag", "tags", tag_columns, tag_relations);
constinit const orp::EntityInfo Employee::info =
    entity("Employee", "employees", employee_columns, employee_relations);

}  // namespace shop
