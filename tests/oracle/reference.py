#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs scripts from standard input in SQLAlchemy: reference.py FOLDER

A script ends with a line "end", and so does its transcript. FOLDER has rows.sql and reset.sql.
"""

import sys
import warnings
from pathlib import Path

from sqlalchemy import create_engine, event, exc, inspect, text
from sqlalchemy.future import select
from sqlalchemy.orm import Session, lazyload, selectinload
from sqlalchemy.orm import exc as orm_exc
from sqlalchemy.orm.collections import collection_adapter
from sqlalchemy.pool import StaticPool

from reference_model import Base, CLASSES, SHOWN


def make_engine():
    engine = create_engine(
        "sqlite://", future=True, poolclass=StaticPool, connect_args={"check_same_thread": False}
    )

    # The driver's own idea of transactions is too simple for savepoints.
    @event.listens_for(engine, "connect")
    def connect(connection, _):
        connection.isolation_level = None
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def begin(connection):
        connection.exec_driver_sql("BEGIN")

    return engine


class BrokenScript(Exception):
    pass


def text_of(error):
    """What both sides call an error."""
    if isinstance(error, exc.IntegrityError):
        kind = str(error.orig).split(" constraint")[0].lower()
        return "integrity " + kind
    if isinstance(error, (orm_exc.StaleDataError, orm_exc.ObjectDeletedError)):
        return "stale"
    if isinstance(error, exc.PendingRollbackError):
        return "inactive"
    if isinstance(error, orm_exc.DetachedInstanceError):
        return "unloaded"
    return "usage"


class Interpreter:
    def __init__(self, engine, row_queries):
        self.engine = engine
        self.row_queries = row_queries
        self.statements = []
        self.session = Session(engine, future=True)
        self.savepoints = []
        self.objects = {}
        self.first_names = {}
        self.name_of = {}
        self.keys = {}
        self.met = []  # the session refers to its objects weakly
        event.listen(self.session, "loaded_as_persistent", lambda _, met: self.met.append(met))
        event.listen(engine, "after_cursor_execute", self.note)

    def note(self, connection, cursor, statement, parameters, context, executemany):
        words = statement.split()
        if words[0] not in ("SELECT", "INSERT", "UPDATE", "DELETE"):
            return
        table = words[1] if words[0] == "UPDATE" else words[2]
        self.statements.append((words[0], table, len(parameters) if executemany else 1))

    def run(self, script):
        self.counts_reads = any("lazyload" in line or "selectinload" in line for line in script)
        succeeded = [self.step(line) for line in script][-1]
        self.session.autoflush = True
        if script[-1] != "commit":
            succeeded = self.step("commit")
        print("> end")
        if not succeeded:
            self.session.rollback()
        self.print_objects()
        self.session.close()
        event.remove(self.engine, "after_cursor_execute", self.note)
        if not succeeded:
            self.print_rows()

    def step(self, line):
        print(">", line)
        self.statements = []
        remark = None
        try:
            print("=", self.act(line.split()))
        except (BrokenScript, IndexError, TypeError) as error:
            print("= broken script")
            remark = str(error)
        except (exc.SQLAlchemyError, AssertionError) as error:
            print("= error", text_of(error))
            remark = f"{type(error).__name__} {error}".replace("\n", " ")
        if remark:
            print("#", remark)
        self.print_statements()
        self.remember_keys()
        if line == "commit" and remark is None:
            for name, obj in sorted(self.first_names.items()):
                print("state", name, self.state(obj))
            self.print_rows()
        return remark is None

    # Verbs

    def act(self, words):
        verb = getattr(self, "do_" + words[0], None)
        if verb is None:
            raise BrokenScript("no verb " + words[0])
        result = verb(*words[1:])
        return "ok" if result is None else result

    def do_flush(self):
        self.session.flush()

    def do_commit(self):
        self.session.commit()
        self.savepoints.clear()

    def do_rollback(self):
        self.session.rollback()
        self.savepoints.clear()

    def do_begin_nested(self):
        self.savepoints.append(self.session.begin_nested())

    def do_commit_nested(self):
        self.savepoints[-1].commit()
        self.savepoints.pop()

    def do_rollback_nested(self):
        savepoint = self.savepoints.pop()
        if savepoint.is_active or savepoint is self.session._nested_transaction:
            savepoint.rollback()

    def do_expire_all(self):
        self.session.expire_all()

    def do_expunge_all(self):
        self.session.expunge_all()

    def do_no_autoflush(self):
        self.session.autoflush = False

    def do_autoflush(self):
        self.session.autoflush = True

    def do_session(self):
        return f"new {self.names(self.session.new)} deleted {self.names(self.session.deleted)}"

    def do_new(self, name, class_name, *values):
        obj = self.made(name, CLASSES[class_name], values)
        self.session.add(obj)

    def do_make(self, name, place, *values):
        owner, relation = self.split(place)
        target = inspect(type(owner)).relationships[relation].mapper.class_
        obj = self.made(name, target, values)
        self.session.add(obj)
        self.append(owner, relation, obj)

    def do_add(self, name):
        self.session.add(self.object(name))

    def do_delete(self, name):
        with self.session.no_autoflush:  # the reference looks at what the cascade reaches right away
            self.session.delete(self.object(name))

    def do_expunge(self, name):
        self.session.expunge(self.object(name))

    def do_expire(self, name, *names):
        self.session.expire(self.object(name), names or None)

    def do_refresh(self, name, *names):
        self.session.refresh(self.object(name), names or None)

    def do_state(self, name):
        return self.state(self.object(name))

    def do_set(self, place, value):
        obj, attribute = self.split(place)
        if attribute in SHOWN[type(obj)][1]:
            setattr(obj, attribute, None if value == "NULL" else self.object(value))
        else:
            setattr(obj, attribute, self.value(attribute, value))

    def do_look(self, place):
        obj, attribute = self.split(place)
        return self.shown(obj, attribute)

    def do_get(self, name, class_name, *key):
        cls = CLASSES[class_name]
        if hasattr(cls, "tag"):
            key = [self.keys.get(id(self.object(key[0])), 0)]
        columns = [column.name for column in inspect(cls).primary_key]
        found = self.session.get(cls, tuple(map(self.value, columns, key)))
        if found is not None:
            self.give(name, found)
        return self.name(found)

    def do_select(self, class_name, *words, populate=False):
        cls = CLASSES[class_name]
        query = select(cls)
        for strategy, relation in zip(words[::2], words[1::2]):
            load = lazyload if strategy == "lazyload" else selectinload
            query = query.options(load(getattr(cls, relation)))
        if populate:
            query = query.execution_options(populate_existing=True)
        return self.names(self.session.execute(query).scalars().all())

    def do_populate(self, class_name, *words):
        return self.do_select(class_name, *words, populate=True)

    # Orpiment changes collections without a flush, and a collection holds a member once.

    def append(self, owner, relation, member):
        with self.session.no_autoflush:
            members = getattr(owner, relation)
            was_in = member in members
            members.append(member)
            if was_in:
                collection_adapter(members).remove_without_event(member)

    def do_append(self, place, member):
        owner, relation = self.split(place)
        self.append(owner, relation, self.object(member))

    def do_remove(self, place, member):
        owner, relation = self.split(place)
        with self.session.no_autoflush:
            members = getattr(owner, relation)
            if self.object(member) in members:
                members.remove(self.object(member))

    def do_clear(self, place):
        owner, relation = self.split(place)
        with self.session.no_autoflush:
            getattr(owner, relation).clear()

    def do_contains(self, place, member):
        owner, relation = self.split(place)
        return "yes" if self.object(member) in getattr(owner, relation) else "no"

    # Objects and their names

    def made(self, name, cls, values):
        obj = cls(**{k: self.value(k, v) for k, v in (value.split("=") for value in values)})
        if hasattr(cls, "tag"):
            obj.tag = name
        self.give(name, obj)
        return obj

    def object(self, name):
        if name not in self.objects:
            raise BrokenScript("no object " + name)
        return self.objects[name]

    def split(self, place):
        name, attribute = place.split(".")
        return self.object(name), attribute

    @staticmethod
    def value(attribute, word):
        if word == "NULL":
            return None
        return int(word) if attribute in ("num", "id") else word

    def give(self, name, obj):
        self.objects[name] = obj
        if id(obj) not in self.name_of:
            self.name_of[id(obj)] = name
            self.first_names[name] = obj

    def name(self, obj):
        if obj is None:
            return "NULL"
        if id(obj) not in self.name_of:
            parts = ["tag"] if hasattr(type(obj), "tag") else [c.name for c in inspect(type(obj)).primary_key]
            name = "/".join(str(getattr(obj, part) or "-") for part in parts) + "'"
            while name in self.objects:
                name += "'"
            self.give(name, obj)
        return self.name_of[id(obj)]

    def names(self, objects):
        return "[" + " ".join(sorted(map(self.name, objects))) + "]"

    def remember_keys(self):
        for obj in self.first_names.values():
            if hasattr(type(obj), "tag") and inspect(obj).persistent:
                self.keys[id(obj)] = inspect(obj).identity[0]

    @staticmethod
    def state(obj):
        state = inspect(obj)
        words = ("transient", "pending", "persistent", "deleted", "detached")
        return next(word for word in words if getattr(state, word))

    def shown(self, obj, attribute):
        value = getattr(obj, attribute)
        columns, to_one, _ = SHOWN[type(obj)]
        if attribute in columns:
            return "NULL" if value is None else str(value)
        return self.name(value) if attribute in to_one else self.names(value)

    # Transcripts

    def print_statements(self):
        for verb, table, rows in self.statements:
            if verb != "SELECT":
                print("w", verb, table, rows)
        if self.counts_reads:
            print("r", sum(verb == "SELECT" for verb, _, _ in self.statements))

    def print_objects(self):
        for name, obj in sorted(self.first_names.items()):
            line = f"object {name} {self.state(obj)}"
            for attribute in sum(SHOWN[type(obj)], []):
                try:
                    shown = self.shown(obj, attribute)
                except exc.SQLAlchemyError as error:
                    shown = f"<{text_of(error)}>"
                line += f" {attribute}={shown}"
            print(line)

    def print_rows(self):
        with self.engine.connect() as connection:
            rows = [row for sql in self.row_queries for (row,) in connection.execute(text(sql))]
        print("".join(f"row {row}\n" for row in sorted(rows)), end="")


def lines_of(lines):
    return [line for line in map(str.strip, lines) if line and line[0] != "#" and line[:2] != "--"]


def main():
    folder = Path(sys.argv[1])
    row_queries = lines_of((folder / "rows.sql").read_text().splitlines())
    resets = lines_of((folder / "reset.sql").read_text().splitlines())
    warnings.simplefilter("ignore")
    engine = make_engine()
    Base.metadata.create_all(engine)
    script = []
    for line in sys.stdin:
        if line.strip() != "end":
            script.append(line)
            continue
        with engine.begin() as connection:
            for sql in resets:
                connection.execute(text(sql))
        Interpreter(engine, row_queries).run(lines_of(script))
        print("end", flush=True)
        script = []


if __name__ == "__main__":
    main()
