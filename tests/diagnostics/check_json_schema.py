#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that schema/orpiment.schema.json accepts exactly what the parse phase accepts, and that
docs/schema.md has each of its keys and words.

    check_json_schema.py ROOT PARSE_VERDICTS

Compared are the verdicts on all schemas of the tests, and on thousands of variants of models/: every
value replaced by others, every key renamed, every member and element left out.
"""

import copy
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema

STRING_OR_COMMENT = re.compile(r'"(?:\\.|[^"\\])*"|//[^\n]*|/\*.*?\*/', re.DOTALL)
REPLACEMENTS = [None, True, 0, 1, 2.0, 2.5, -1, 38, 39, 10**8, 10**19, "", "x", [], ["x"], [1], {},
                {"x": "y"}, {"columns": ["x"]}, {"label": "x"}]
NAMED = {"entities", "mixins", "enums", "types", "columns", "relationships", "checks"}


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


def variants(schema, words, done):
    """Changes one place of each kind that is not in `done`, and adds it there."""
    for path, original in places(schema):
        kind = kind_of(path, original)
        if not path or kind in done:
            continue
        done.add(kind)
        *above, last = path

        def changed(change):
            variant = copy.deepcopy(schema)
            container = variant
            for step in above:
                container = container[step]
            change(container, last)
            return variant

        for value in REPLACEMENTS + (words if original in words else []):
            yield changed(lambda container, key: container.__setitem__(key, value))
        yield changed(lambda container, key: container.__delitem__(key))
        if isinstance(last, str):
            yield changed(lambda container, key: container.__setitem__(key + "x", container.pop(key)))
            yield changed(lambda container, key: container.__setitem__("extra", 1))


def parse_verdicts(program, paths):
    """Path -> accepted, refused or unreadable."""
    run = subprocess.run([program], input="".join(f"{path}\n" for path in paths),
                         capture_output=True, text=True, check=True)
    lines = (line.split(" ", 1) for line in run.stdout.splitlines())
    return {path: verdict for verdict, path in lines}


def main():
    root, program = Path(sys.argv[1]), sys.argv[2]
    json_schema = json.loads((root / "schema/orpiment.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(json_schema)
    validator = jsonschema.Draft202012Validator(json_schema)
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
    models = [path for path in documents if "/models/" in path]
    models.sort(key=lambda path: Path(path).stat().st_size)  # small variants are checked faster

    with tempfile.TemporaryDirectory() as folder:
        done = set()
        for source in models:
            for number, variant in enumerate(variants(documents[source], words, done)):
                path = str(Path(folder) / f"{Path(source).stem}_{number}.json")
                Path(path).write_text(json.dumps(variant))
                documents[path] = variant
        verdicts = parse_verdicts(program, documents)

    mistakes = 0
    for path, document in documents.items():
        expected = "accepted" if validator.is_valid(document) else "refused"
        if verdicts[path] not in (expected, "unreadable"):
            mistakes += 1
            error = jsonschema.exceptions.best_match(validator.iter_errors(document))
            print(f"{path}: parse {verdicts[path]}, JSON Schema {expected}: "
                  f"{error.message[:200] if error else json.dumps(document)[:2000]}")
            if mistakes == 20:
                break
    counts = [list(verdicts.values()).count(word) for word in ("accepted", "refused")]
    print(f"{len(documents)} schemas: {counts[0]} accepted, {counts[1]} refused by parse")
    return 1 if mistakes or missing else 0


if __name__ == "__main__":
    sys.exit(main())
