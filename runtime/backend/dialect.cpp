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

}  // namespace

void Dialect::quote(std::string& out, std::string_view identifier) const {
  append_quoted(out, identifier, facts().identifier_quote);
}

std::string Dialect::quoted(std::string_view identifier) const {
  std::string out;
  quote(out, identifier);
  return out;
}

void Dialect::quote_table(std::string& out, const TableInfo& table) const {
  if (*table.database_schema != '\0') {
    quote(out, table.database_schema);
    out += '.';
  }
  quote(out, table.name);
}

std::string Dialect::quoted_table(const TableInfo& table) const {
  std::string out;
  quote_table(out, table);
  return out;
}

void Dialect::quote_text(std::string& out, std::string_view text) const {
  append_quoted(out, text, '\'');
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
