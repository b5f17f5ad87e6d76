// SPDX-License-Identifier: MIT
#include "schema/model/known_types.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>

#include "orpiment/base/detail/text.hpp"
#include "schema/model/naming.hpp"

namespace orp::language {
namespace {

struct Row {
  std::string_view name;      ///< here and in PostgreSQL
  TypeTag tag;                ///< of the type that values travel as
  std::string_view cpp{};     ///< of ours, "Range<std::int32_t>"; empty: that of the tag
  std::string_view header{};  ///< where it is declared, with its converter
  std::string_view own{};     ///< PostgreSQL's name, where it is another
  std::string_view read{};    ///< SQL around a value that is read, where a cast is not it
};

constexpr std::string_view range = "<orpiment/base/range.hpp>";
constexpr std::string_view hstore = "<orpiment/base/hstore.hpp>";

// clang-format off
constexpr Row rows[] = {
    {"citext", TypeTag::text},
    {"inet", TypeTag::text, {}, {}, {}, "abbrev(?)"},  // a cast would give "10.0.0.1/32"
    {"cidr", TypeTag::text},
    {"macaddr", TypeTag::text},
    {"macaddr8", TypeTag::text},
    {"ltree", TypeTag::text},
    {"tsvector", TypeTag::text},
    {"bit", TypeTag::text, {}, {}, "varbit"},
    {"money", TypeTag::decimal},
    {"oid", TypeTag::int64},
    {"hstore", TypeTag::text, "orp::Hstore", hstore},
    {"int4range", TypeTag::text, "orp::Range<std::int32_t>", range},
    {"int8range", TypeTag::text, "orp::Range<std::int64_t>", range},
    {"numrange", TypeTag::text, "orp::Range<orp::Decimal>", range},
    {"daterange", TypeTag::text, "orp::Range<orp::Date>", range},
    {"tsrange", TypeTag::text, "orp::Range<orp::Timestamp>", range},
    {"tstzrange", TypeTag::text, "orp::Range<orp::TimestampTz>", range},
    {"int4multirange", TypeTag::text, "orp::Multirange<std::int32_t>", range},
    {"int8multirange", TypeTag::text, "orp::Multirange<std::int64_t>", range},
    {"nummultirange", TypeTag::text, "orp::Multirange<orp::Decimal>", range},
    {"datemultirange", TypeTag::text, "orp::Multirange<orp::Date>", range},
    {"tsmultirange", TypeTag::text, "orp::Multirange<orp::Timestamp>", range},
    {"tstzmultirange", TypeTag::text, "orp::Multirange<orp::TimestampTz>", range},
};
// clang-format on

/// What keeps the type as texts has not its order; one that ignores case is there, too.
schema::TypeVariant on_sqlite(const Row& row) {
  if (row.name == "citext") return {.database = "sqlite", .type = "TEXT COLLATE NOCASE"};
  return {.database = "sqlite", .is_ordered = false};
}

KnownType known_type(const Row& row) {
  KnownType type{.stored = {.tag = row.tag}, .custom = {}};
  if (row.tag == TypeTag::decimal) {
    type.stored.precision = 18;
    type.stored.scale = 2;
  }
  type.stored.variants.push_back({.database = "postgresql",
                                  .type = std::string(row.own.empty() ? row.name : row.own),
                                  .column = std::string(row.read)});
  if (row.tag == TypeTag::text) type.stored.variants.push_back(on_sqlite(row));
  if (row.cpp.empty()) return type;
  type.custom = {.type = std::string(row.cpp),
                 .include = std::string(row.header),
                 .converter = "orp::TextConverter<" + std::string(row.cpp) + '>'};
  return type;
}

}  // namespace

const KnownType* find_known_type(std::string_view name) {
  static const std::vector<KnownType> types = [] {
    std::vector<KnownType> all;
    for (const Row& row : rows) all.push_back(known_type(row));
    return all;
  }();
  const auto& names = known_type_names();
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return nullptr;
  return &types[static_cast<std::size_t>(found - names.begin())];
}

const std::vector<std::string_view>& known_databases() {
  static const std::vector<std::string_view> names = {"postgresql", "sqlite"};
  return names;
}

std::string_view database_near(std::string_view name) {
  const std::string lower = lower_case(name);
  for (const auto& [other, meant] : {std::pair("postgres", "postgresql"),
                                     {"pg", "postgresql"},
                                     {"psql", "postgresql"},
                                     {"sqlite3", "sqlite"}})
    if (lower == other) return meant;
  return detail::nearest(name, known_databases());
}

const std::vector<std::string_view>& known_type_names() {
  static const std::vector<std::string_view> names = [] {
    std::vector<std::string_view> all;
    for (const Row& row : rows) all.push_back(row.name);
    return all;
  }();
  return names;
}

}  // namespace orp::language
