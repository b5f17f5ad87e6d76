# SPDX-License-Identifier: MIT
"""The entities of schema.py as someone would write them by hand: a struct each, and its rows in both
databases by prepared statements. A header and a source an entity, over the helpers in handwritten/."""

import shutil
from dataclasses import dataclass
from pathlib import Path

HELPERS = Path(__file__).with_name("handwritten")


@dataclass
class Type:
    """How a column's values are held, read and given. {v}: the value; {r}, {c}: row and column."""

    cpp: str
    sqlite_bind: str
    sqlite_read: str
    postgres_add: str
    postgres_read: str
    initial: str = ""


TYPES = {
    "int64": Type("std::int64_t", "{v}", "row.integer({c})", "{v}", "rows.int64({r}, {c})", " = 0"),
    "int32": Type("std::int32_t", "std::int64_t{{{v}}}", "static_cast<std::int32_t>(row.integer({c}))",
                  "{v}", "rows.int32({r}, {c})", " = 0"),
    "double": Type("double", "{v}", "row.real({c})", "{v}", "rows.real({r}, {c})", " = 0"),
    "bool": Type("bool", "std::int64_t{{{v}}}", "row.integer({c}) != 0", "{v}", "rows.boolean({r}, {c})",
                 " = true"),
    "string": Type("std::string", "{v}", "row.text({c})", "std::string_view({v})", "rows.text({r}, {c})"),
    "decimal": Type("Amount", "{v}.hundredths", "Amount{{row.integer({c})}}", "{v}", "rows.amount({r}, {c})",
                    "{}"),
    "State": Type("State", "to_text({v})", "to_state(row.text({c}))", "to_text({v})",
                  "to_state(rows.text({r}, {c}))", " = State::draft"),
    "date": Type("Date", "{v}_text", "to_date(row.text({c}))", "{v}", "rows.date({r}, {c})"),
    "timestamptz": Type("Moment", "", "to_moment(row.text({c}))", "", "rows.moment({r}, {c})", "{}"),
}
TYPES["text"] = TYPES["string"]


class Entity:
    """One of them, and what is said of it in C++ and SQL."""

    def __init__(self, name, definition):
        self.name = name
        self.table = definition["table"]
        self.columns = definition["columns"]
        # The database fills in the key and the time; both are read and never given.
        self.given = [c for c in self.columns if c != "id" and "server_default" not in self.columns[c]]
        self.parent = "parent_id" in self.columns

    def type_of(self, column):
        return TYPES[self.columns[column]["type"]]

    def nullable(self, column):
        return self.columns[column].get("nullable", False)

    def member(self, column):
        kind = self.type_of(column)
        if self.nullable(column):
            return f"  std::optional<{kind.cpp}> {column};\n"
        return f"  {kind.cpp} {column}{kind.initial};\n"

    def header(self):
        name, members = self.name, "".join(self.member(column) for column in self.columns)
        select = f"std::vector<{name}> find_by_parent(std::int64_t parent_id);" if self.parent else \
            f"std::vector<{name}> find_all();"

        def store(database, connection, statements):
            return f"""
/// Rows of {self.table} in {database}. Everything throws std::runtime_error when it is refused.
class {database}{name}Table {{
 public:
  explicit {database}{name}Table({connection}* connection);

  /// Fills in the key.
  void insert({name}& row);
  std::optional<{name}> find(std::int64_t id);
  /// Whether there was such a row.
  bool update(const {name}& row);
  bool erase(std::int64_t id);
  {select}

 private:
{statements}}};
"""

        prepared = "".join(f"  SqliteStatement {word}_;\n" for word in ("insert", "find", "update", "erase", "select"))
        return f"""#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "postgres.hpp"
#include "sqlite.hpp"
#include "values.hpp"

namespace hand {{

struct {name} {{
{members}}};
{store("Sqlite", "sqlite3", prepared)}{store("Postgres", "PGconn", "  PGconn* connection_;" + chr(10))}
}}  // namespace hand
"""

    def bind(self, column, number):
        kind, value, texts = self.type_of(column), f"row.{column}", ""
        if self.nullable(column):
            value = f"*row.{column}"
        given = kind.sqlite_bind.format(v=value)
        if self.columns[column]["type"] == "date":  # its text has to live until the statement has run
            texts = f"  DateText {column}_text;\n"
            given = f"view({column}_text = to_text({value}))"
        line = f"statement.bind({number}, {given});"
        if self.nullable(column):
            return texts, f"""  if (row.{column})
    {line}
  else
    statement.bind_null({number});
"""
        return texts, f"  {line}\n"

    def add(self, column):
        kind, value = self.type_of(column), f"row.{column}"
        if not self.nullable(column):
            return f"  parameters.add({kind.postgres_add.format(v=value)});\n"
        return f"""  if ({value})
    parameters.add({kind.postgres_add.format(v="*" + value)});
  else
    parameters.add_null();
"""

    def read(self, what, is_null, expression):
        lines = ""
        for number, column in enumerate(self.columns):
            value = getattr(self.type_of(column), expression).format(r="number", c=number)
            test = f"if (!{is_null.format(c=number)}) " if self.nullable(column) else ""
            lines += f"  {test}{what}.{column} = {value};\n"
        return lines

    def source(self):
        name, table = self.name, self.table
        columns, given = ", ".join(self.columns), ", ".join(self.given)
        count, select = len(self.given), "find_by_parent" if self.parent else "find_all"
        argument = "std::int64_t parent_id" if self.parent else ""

        def sql(place):
            places = ", ".join(f"{place}{i + 1}" for i in range(count))
            sets = ", ".join(f"{column} = {place}{i + 1}" for i, column in enumerate(self.given))
            where = f"WHERE parent_id = {place}1 " if self.parent else ""
            return {
                "insert": f"INSERT INTO {table} ({given}) VALUES ({places})",
                "find": f"SELECT {columns} FROM {table} WHERE id = {place}1",
                "update": f"UPDATE {table} SET {sets} WHERE id = {place}{count + 1}",
                "erase": f"DELETE FROM {table} WHERE id = {place}1",
                "select": f"SELECT {columns} FROM {table} {where}ORDER BY id",
            }

        sqlite = ",\n      ".join(f'{word}_(connection, "{text}")' for word, text in sql("?").items())
        returning = {"insert": " RETURNING id"}
        postgres = "".join(f'  prepare(connection, "{table}_{word}", "{text}{returning.get(word, "")}");\n'
                           for word, text in sql("$").items())
        bound = [self.bind(column, i + 1) for i, column in enumerate(self.given)]
        texts = "".join(text for text, _ in bound)
        # Texts of dates stand beside the statement that refers to them.
        holder = texts.replace("  DateText ", "DateText& ").replace(";\n", ", ")
        arguments = "".join(text.split()[1][:-1] + ", " for text, _ in bound if text)
        return f"""#include "{name.lower()}.hpp"

namespace hand {{
namespace {{

[[maybe_unused]] std::string_view view(const DateText& text) {{ return {{text.data(), text.size()}}; }}

void bind(SqliteStatement& statement, {holder}const {name}& row) {{
{"".join(lines for _, lines in bound)}}}

{name} read(SqliteStatement& row) {{
  {name} found;
{self.read("found", "row.is_null({c})", "sqlite_read")}  return found;
}}

void add(PostgresParameters& parameters, const {name}& row) {{
{"".join(self.add(column) for column in self.given)}}}

{name} read(const PostgresResult& rows, int number) {{
  {name} found;
{self.read("found", "rows.is_null(number, {c})", "postgres_read")}  return found;
}}

}}  // namespace

Sqlite{name}Table::Sqlite{name}Table(sqlite3* connection)
    : {sqlite} {{}}

void Sqlite{name}Table::insert({name}& row) {{
{texts}  bind(insert_, {arguments}row);
  insert_.run();
  row.id = insert_.last_key();
}}

std::optional<{name}> Sqlite{name}Table::find(std::int64_t id) {{
  std::optional<{name}> found;
  find_.bind(1, id);
  if (find_.step()) found = read(find_);
  find_.reset();
  return found;
}}

bool Sqlite{name}Table::update(const {name}& row) {{
{texts}  bind(update_, {arguments}row);
  update_.bind({count + 1}, row.id);
  return update_.run() > 0;
}}

bool Sqlite{name}Table::erase(std::int64_t id) {{
  erase_.bind(1, id);
  return erase_.run() > 0;
}}

std::vector<{name}> Sqlite{name}Table::{select}({argument}) {{
  std::vector<{name}> found;
{"  select_.bind(1, parent_id);" + chr(10) if self.parent else ""}  while (select_.step()) found.push_back(read(select_));
  select_.reset();
  return found;
}}

Postgres{name}Table::Postgres{name}Table(PGconn* connection) : connection_(connection) {{
{postgres}}}

void Postgres{name}Table::insert({name}& row) {{
  PostgresParameters parameters;
  add(parameters, row);
  row.id = parameters.run(connection_, "{table}_insert").int64(0, 0);
}}

std::optional<{name}> Postgres{name}Table::find(std::int64_t id) {{
  PostgresParameters parameters;
  parameters.add(id);
  const PostgresResult rows = parameters.run(connection_, "{table}_find");
  if (rows.size() == 0) return std::nullopt;
  return read(rows, 0);
}}

bool Postgres{name}Table::update(const {name}& row) {{
  PostgresParameters parameters;
  add(parameters, row);
  parameters.add(row.id);
  return parameters.run(connection_, "{table}_update").affected() > 0;
}}

bool Postgres{name}Table::erase(std::int64_t id) {{
  PostgresParameters parameters;
  parameters.add(id);
  return parameters.run(connection_, "{table}_erase").affected() > 0;
}}

std::vector<{name}> Postgres{name}Table::{select}({argument}) {{
  PostgresParameters parameters;
{"  parameters.add(parent_id);" + chr(10) if self.parent else ""}  const PostgresResult rows = parameters.run(connection_, "{table}_select");
  std::vector<{name}> found;
  found.reserve(static_cast<std::size_t>(rows.size()));
  for (int i = 0; i < rows.size(); ++i) found.push_back(read(rows, i));
  return found;
}}

}}  // namespace hand
"""


def write_sources(schema, folder):
    """Writes all of them and the helpers into `folder`, which is made."""
    shutil.copytree(HELPERS, folder)
    for name, definition in schema["entities"].items():
        entity = Entity(name, definition)
        (folder / f"{name.lower()}.hpp").write_text(entity.header())
        (folder / f"{name.lower()}.cpp").write_text(entity.source())
