// SPDX-License-Identifier: MIT
// Values in PostgreSQL's binary form, of any of its types and of any length: what is no value of
// the column's type is a ValueFault, and what is one is sent as what reads the same.
#include <string>

#include "backend/postgres/types.hpp"
#include "backend/value_fault.hpp"
#include "fuzz/input.hpp"
#include "fuzz/types.hpp"
#include "meta/stored_value.hpp"

namespace {

namespace postgres = orp::backend::postgres;
namespace oid = orp::backend::postgres::oid;

constexpr postgres::Oid oids[] = {
    oid::boolean,     oid::bytea,    oid::char1,   oid::name, oid::int8,   oid::int2,
    oid::int4,        oid::text,     oid::oid,     oid::json, oid::float4, oid::float8,
    oid::unknown,     oid::bpchar,   oid::varchar, oid::date, oid::time,   oid::timestamp,
    oid::timestamptz, oid::interval, oid::numeric, oid::uuid, oid::jsonb,  oid::first_user_defined};

/// Arrays and labels are sent as text, for the server to read.
bool travels_in_binary(const orp::ColumnType& type) {
  return type.tag == orp::TypeTag::json || !postgres::stored_row_of(type).travels_as_text;
}

/// What is sent may be for a column of either kind of json; as text it is what `json` sends back.
postgres::Oid sent_type(const orp::ColumnType& type) {
  return type.tag == orp::TypeTag::json ? oid::json : postgres::stored_row_of(type).oid;
}

std::string sent(const orp::ColumnType& type, const void* value) {
  postgres::ByteWriter out;
  postgres::encode(out, type, value);
  return std::string(out.view());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  orp::fuzz::Input input(data, size);
  const orp::ColumnType& type = orp::fuzz::type_at(input.choose(orp::fuzz::type_count));
  const std::size_t choice = input.choose(std::size(oids) + 1);
  const postgres::Oid oid = choice < std::size(oids) ? oids[choice] : sent_type(type);
  orp::StoredValue first(type);
  std::string written;
  try {
    postgres::decode({input.rest().data(), input.rest().size(), oid}, type, first.field());
    written = sent(type, first.field());
  } catch (const orp::backend::ValueFault&) {
    return 0;
  }
  if (!travels_in_binary(type)) return 0;
  orp::StoredValue second(type);
  postgres::decode({written.data(), written.size(), sent_type(type)}, type, second.field());
  orp::fuzz::require(sent(type, second.field()) == written, "sent, read and sent again");
  return 0;
}
