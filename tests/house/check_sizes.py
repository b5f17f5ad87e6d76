#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that a file has one idea: check_sizes.py ROOT

A file past the limit is a design question: name the second idea in it. Those that were asked and may
stay stand in long_files.txt.

A private header says its idea at the top, in a comment before its namespace. One that declares a
single thing says it in the comment of that.
"""

import re
import sys
from pathlib import Path

LIMIT = 450
FOLDERS = ["include", "runtime", "schema", "codegen", "samples", "bench", "tests", "cmake"]
SUFFIXES = {".hpp", ".cpp", ".py", ".cmake", ".bash"}
PRIVATE_HEADERS = ("codegen", "runtime", "schema")
COMMENT = re.compile(r"// (?!SPDX|clang-format)")
NO_DECLARATION = re.compile(r"$|[\s#}]|//|namespace |using namespace |template <|requires |(class|struct) \w+;$")
MEMBER = re.compile(r"\w(<\w+>)?::~?\w+\(")  # defined behind its class


def says_its_idea(text):
    top, _, body = text.partition("\nnamespace ")
    if any(COMMENT.match(line) for line in top.splitlines()):
        return True
    lines = body.splitlines()[1:]
    declared = [line for line in lines if not NO_DECLARATION.match(line) and not MEMBER.search(line)]
    first = next((line for line in lines if line.startswith("//") or not NO_DECLARATION.match(line)), "")
    return len(declared) == 1 and first.startswith("/// ")


def main():
    root = Path(sys.argv[1])
    listed = (root / "tests/house/long_files.txt").read_text().splitlines()
    allowed = {line.split()[0] for line in listed if line and not line.startswith("#")}
    mistakes = []
    for path in (path for folder in FOLDERS for path in sorted((root / folder).rglob("*"))):
        name = str(path.relative_to(root))
        if path.suffix in SUFFIXES and name not in allowed and path.is_file():
            lines = path.read_bytes().count(b"\n")
            if lines > LIMIT:
                mistakes.append(f"{name}: {lines} lines, more than {LIMIT}")
    for path in (path for folder in PRIVATE_HEADERS for path in sorted((root / folder).rglob("*.hpp"))):
        if not says_its_idea(path.read_text()):
            mistakes.append(f"{path.relative_to(root)}: no comment before the namespace says what it holds")
    print("\n".join(mistakes) or f"no file has more than {LIMIT} lines, and private headers say what they hold")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
