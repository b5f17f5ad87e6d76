// SPDX-License-Identifier: MIT
#include "backend/postgres/type_names.hpp"

#include "backend/postgres/types.hpp"

namespace orp::backend::postgres {

namespace {

struct Named {
  Oid oid;
  Oid array_oid;
  const char* name;
};

/// Those that no row of the table of types has.
constexpr Named others[] = {
    {oid::char1, 1002, "\"char\""},
    {oid::name, 1003, "name"},
    {oid::oid, 1028, "oid"},
    {oid::json, 199, "json"},
    {oid::jsonb, 3807, "jsonb"},
    {oid::unknown, oid::none, "unknown"},
    {oid::bpchar, 1014, "character"},
    {oid::varchar, 1015, "character varying"},
    {27, 1010, "tid"},
    {28, 1011, "xid"},
    {142, 143, "xml"},
    {600, 1017, "point"},
    {601, 1018, "lseg"},
    {602, 1019, "path"},
    {603, 1020, "box"},
    {604, 1027, "polygon"},
    {628, 629, "line"},
    {650, 651, "cidr"},
    {718, 719, "circle"},
    {774, 775, "macaddr8"},
    {790, 791, "money"},
    {829, 1040, "macaddr"},
    {869, 1041, "inet"},
    {1266, 1270, "time with time zone"},
    {1560, 1561, "bit"},
    {1562, 1563, "bit varying"},
    {2205, 2210, "regclass"},
    {2249, 2287, "record"},
    {2278, oid::none, "void"},
    {3220, 3221, "pg_lsn"},
    {3614, 3643, "tsvector"},
    {3615, 3645, "tsquery"},
    {3904, 3905, "int4range"},
    {3906, 3907, "numrange"},
    {3908, 3909, "tsrange"},
    {3910, 3911, "tstzrange"},
    {3912, 3913, "daterange"},
    {3926, 3927, "int8range"},
    {4072, 4073, "jsonpath"},
};

}  // namespace

std::string server_type_name(Oid type) {
  for (const TypeRow& row : type_rows) {
    if (row.name == nullptr) continue;
    if (row.oid == type) return row.name;
    if (row.array_oid == type) return std::string(row.name) + "[]";
  }
  for (const Named& other : others) {
    if (other.oid == type) return other.name;
    if (other.array_oid == type && type != oid::none) return std::string(other.name) + "[]";
  }
  return "number " + std::to_string(type) + ", which is the database's own";
}

}  // namespace orp::backend::postgres
