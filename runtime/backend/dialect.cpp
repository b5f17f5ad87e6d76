// SPDX-License-Identifier: MIT
#include "orpiment/backend/dialect.hpp"

#include "backend/postgres/dialect.hpp"
#include "backend/sqlite/dialect.hpp"

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
  append_quoted(out, identifier, '"');
}

std::string Dialect::quoted(std::string_view identifier) const {
  std::string out;
  quote(out, identifier);
  return out;
}

void Dialect::quote_text(std::string& out, std::string_view text) const {
  append_quoted(out, text, '\'');
}

const Dialect* find_dialect(std::string_view name) {
  for (const Dialect* dialect : {&sqlite_dialect(), &postgres_dialect()}) {
    if (dialect->facts().name == name) return dialect;
  }
  return nullptr;
}

const Dialect& default_dialect() { return postgres_dialect(); }

}  // namespace orp::backend
