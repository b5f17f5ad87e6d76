#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that schema/orpiment.schema.json accepts exactly what the parse phase accepts, and that
docs/schema.md has each of its keys and words.

    check_json_schema.py ROOT PARSE_VERDICTS

Compared are the verdicts on all schemas of the tests, and on thousands of variants of models/: every
value replaced by others, every key renamed, every member and element left out. The package jsonschema
judges the written ones, and what it says json_schema.py has to say, which alone judges the variants.
So parse.hpp, rule 1, is held.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema

from json_schema import compile_schema

STRING_OR_COMMENT = re.compile(r'"(?:\\.|[^"\\])*"|//[^\n]*|/\*.*?\*/', re.DOTALL)
REPLACEMENTS = [None, True, 0, 1, 2.0, 2.5, -1, 38, 39, 10**8, 10**19, "", "x", [], ["x"], [1], {},
                {"x": "y"}, {"columns": ["x"]}, {"label": "x"}]
NAMED = {"entities", "mixins", "enums", "types", "columns", "relationships", "checks", "variants"}


def strip_comments(text):
    return STRING_OR_COMMENT.sub(
        lambda match: match.group() if match.group().startswith('"') else " ", text)


def places(node, path=()):
    """The paths of all values below `node`, itself included, and the values."""
    yield path, node
    if isinstance(node, dict):
        for key, value in node.items():
            yield from places(value, (*path, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from places(value, (*path, index))


def kind_of(path, value):
    """What places have in common that mean the same: names that users choose do not count."""
    before = (None, *path)
    steps = ("*" if isinstance(step, int) or before[i] in NAMED else step
             for i, step in enumerate(path))
    return type(value), *steps


def members_of(json_schema, keyword, kind):
    """What `keyword` lists, wherever it stands in the schema and is of that kind."""
    if isinstance(json_schema, dict):
        if isinstance(json_schema.get(keyword), kind):
            yield from json_schema[keyword]
        json_schema = json_schema.values()
    elif not isinstance(json_schema, list):
        return
    for value in json_schema:
        yield from members_of(value, keyword, kind)


def around(schema, path):
    """`schema` without what stands beside `path` and is judged by itself, which only takes time."""
    section, *names = path
    part = {key: value for key, value in schema.items() if key not in NAMED or key == section}
    if names and section in NAMED:
        near = (names[0], f"{names[0]}x", "extra")
        part[section] = {key: schema[section][key] for key in near if key in schema[section]}
    return part


def variants(schema, words, done):
    """Changes one place of each kind that is not in `done`, and adds it there. What is yielded is made
    of the schema itself, which is as it was when the next one is asked for."""
    for path, original in list(places(schema)):
        kind = kind_of(path, original)
        if not path or kind in done:
            continue
        done.add(kind)
        *above, last = path
        container = schema
        for step in above:
            container = container[step]

        for value in REPLACEMENTS + (words if original in words else []):
            container[last] = value
            yield around(schema, path)
        del container[last]
        yield around(schema, path)
        if isinstance(container, list):
            container.insert(last, original)
            continue
        container[last + "x"] = original
        yield around(schema, path)
        del container[last + "x"]
        container[last] = original
        container["extra"] = 1
        yield around(schema, path)
        del container["extra"]


def parse_verdicts(program, lines):
    """What parse thinks of each line, a path or a document: accepted, refused or unreadable."""
    run = subprocess.run([program], input="".join(f"{line}\n" for line in lines),
                         capture_output=True, text=True, check=True)
    return dict(zip(lines, run.stdout.splitlines(), strict=True))


def main():
    root, program = Path(sys.argv[1]), sys.argv[2]
    json_schema = json.loads((root / "schema/orpiment.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(json_schema)
    validator = jsonschema.Draft202012Validator(json_schema)
    is_valid = compile_schema(json_schema)
    words = sorted(set(members_of(json_schema, "enum", list)))

    page = (root / "docs/schema.md").read_text()
    known = words + sorted(set(members_of(json_schema, "properties", dict)))
    missing = [word for word in known if not re.search(f"[`\"]{re.escape(word)}[`\"]", page)]
    if missing:
        print("docs/schema.md does not tell of " + ", ".join(missing))

    folders = ["schema", "samples", "tests"]
    written = [str(path) for folder in folders for path in sorted((root / folder).rglob("*.json"))
               if path.name != "orpiment.schema.json" and "build" not in path.parts]
    verdicts = parse_verdicts(program, written)
    documents = {path: json.loads(strip_comments(Path(path).read_text()))
                 for path in written if verdicts[path] != "unreadable"}
    by_schema = {path: is_valid(document) for path, document in documents.items()}
    doubtful = [path for path, document in documents.items()
                if validator.is_valid(document) != by_schema[path]]
    for path in doubtful:
        print(f"{path}: json_schema.py says {by_schema[path]}, jsonschema does not")

    models = [path for path in documents if "/models/" in path]
    models.sort(key=lambda path: Path(path).stat().st_size)  # small variants are checked faster
    done = set()
    for source in models:
        for variant in variants(documents[source], words, done):
            by_schema.setdefault(json.dumps(variant), is_valid(variant))
    verdicts = parse_verdicts(program, by_schema)

    mistakes = 0
    for line, valid in by_schema.items():
        expected = "accepted" if valid else "refused"
        if verdicts[line] in (expected, "unreadable"):
            continue
        mistakes += 1
        document = documents.get(line) or json.loads(line)
        error = jsonschema.exceptions.best_match(validator.iter_errors(document))
        print(f"{line[:2000]}: parse {verdicts[line]}, JSON Schema {expected}"
              f"{': ' + error.message[:200] if error else ''}")
        if mistakes == 20:
            break
    counts = [list(verdicts.values()).count(word) for word in ("accepted", "refused")]
    print(f"{len(by_schema)} schemas: {counts[0]} accepted, {counts[1]} refused by parse")
    return 1 if mistakes or missing or doubtful else 0


if __name__ == "__main__":
    sys.exit(main())
