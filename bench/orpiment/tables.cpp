// SPDX-License-Identifier: MIT
#include "orpiment/tables.hpp"

#include <stdexcept>
#include <string>

#include <orpiment/orpiment.hpp>
#include <shop/model.hpp>

#include "handwritten/ddl.hpp"
#include "migrate/create_all.hpp"

namespace bench::orpiment {
namespace {

std::string without_comments(const std::string& sql) {
  std::string rest;
  for (std::size_t line = 0; line < sql.size();) {
    const std::size_t next = sql.find('\n', line) + 1;
    if (sql.compare(line, 2, "--") != 0) rest.append(sql, line, next - line);
    line = next;
  }
  return rest;
}

}  // namespace

void check_tables(const Database& database) {
  const orp::Engine engine = orp::create_engine(database.url());  // opens nothing
  std::string wanted;
  for (const std::string& statement :
       orp::create_statements(orp::schema::from(shop::metadata()), engine.database(), {})) {
    wanted += statement + ";\n";
  }
  const std::string file = database.name() + ".sql";
  if (without_comments(read_ddl(file)) != wanted) {
    throw std::runtime_error("create_all() makes other tables than handwritten/ddl/" + file +
                             ", which should say:\n" + wanted);
  }
}

}  // namespace bench::orpiment
