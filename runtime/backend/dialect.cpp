// SPDX-License-Identifier: MIT
#include "orpiment/backend/dialect.hpp"
#include "orpiment/meta/table_info.hpp"

namespace orp::backend {
namespace {

void append_quoted(std::string& out, std::string_view text, char quote) {
  out += quote;
  for (const char c : text) {
    if (c == quote) out += quote;
    out += c;
  }
  out += quote;
}

constexpr std::string_view as_it_is = "?";

/// `around` with `operand` in its place.
std::string placed(std::string_view around, std::string_view operand) {
  std::string out(around);
  const std::size_t place = out.find('?');
  return place == std::string::npos ? out : out.replace(place, 1, operand);
}

}  // namespace

void Dialect::quote(std::string& out, std::string_view identifier) const {
  append_quoted(out, identifier, facts().identifier_quote);
}

std::string Dialect::quoted(std::string_view identifier) const {
  std::string out;
  quote(out, identifier);
  return out;
}

void Dialect::quote_in_schema(std::string& out, std::string_view database_schema,
                              std::string_view name) const {
  if (schemas_ != nullptr) database_schema = schemas_->name_of(database_schema);
  if (!database_schema.empty()) {
    quote(out, database_schema);
    out += '.';
  }
  quote(out, name);
}

std::string Dialect::quoted_in_schema(std::string_view database_schema,
                                      std::string_view name) const {
  std::string out;
  quote_in_schema(out, database_schema, name);
  return out;
}

void Dialect::quote_table(std::string& out, const TableInfo& table) const {
  quote_in_schema(out, table.database_schema, table.name);
}

std::string Dialect::quoted_table(const TableInfo& table) const {
  std::string out;
  quote_table(out, table);
  return out;
}

void Dialect::quote_text(std::string& out, std::string_view text) const {
  append_quoted(out, text, '\'');
}

const TypeVariant* Dialect::variant(const SqlType& type) const {
  for (const TypeVariant& each : stored_type(type).variants)
    if (each.database == facts().name) return &each;
  return nullptr;
}

bool Dialect::is_wrapped_when_sent(const SqlType& type) const {
  const TypeVariant* const found = variant(type);
  if (found == nullptr || found->bind == as_it_is) return false;
  return *found->bind != '\0' || (facts().casts_variants && *found->type != '\0');
}

bool Dialect::is_wrapped_when_read(const SqlType& type) const {
  const TypeVariant* const found = variant(type);
  if (found == nullptr || found->column == as_it_is) return false;
  return *found->column != '\0' || (facts().casts_variants && *found->type != '\0');
}

std::string Dialect::as_sent(std::string operand, const SqlType& type) const {
  if (!is_wrapped_when_sent(type)) return operand;
  const TypeVariant& found = *variant(type);
  if (*found.bind != '\0') return placed(found.bind, operand);
  const std::string type_name =
      found.is_domain ? quoted_in_schema("", found.type) : variant_cast_type(found.type);
  return "CAST(" + operand + " AS " + type_name + ')';
}

std::string Dialect::as_read(std::string operand, const SqlType& type) const {
  if (!is_wrapped_when_read(type)) return operand;
  const TypeVariant& found = *variant(type);
  if (*found.column != '\0') return placed(found.column, operand);
  return "CAST(" + operand + " AS " + cast_type(stored_type(type)) + ')';
}

void Dialect::is_distinct(std::string& out, std::string_view left, std::string_view right,
                          bool negated) const {
  out += left;
  out += negated ? " IS NOT DISTINCT FROM " : " IS DISTINCT FROM ";
  out += right;
}

void Dialect::cast(std::string& out, std::string_view operand, const SqlType&,
                   const SqlType& to) const {
  out += "CAST(";
  out += operand;
  out += " AS " + cast_type(to) + ')';
}

}  // namespace orp::backend
