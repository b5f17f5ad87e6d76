#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds "Add a column type" of docs/contributing.md to the code: check_contributing.py ROOT

Every file that its numbered list names has the example, they are no more than the page promises, and
no file that the section does not name has it.
"""

import re
import sys
from pathlib import Path

SECTION = "## Add a column type"
FOLDERS = ["include", "runtime", "schema", "codegen"]
SOURCES = {".hpp", ".cpp", ".json"}
OWN_FOLDER = "base"  # of value types
MOST = 6


def section_of(page):
    begin = page.index(SECTION)
    end = page.find("\n## ", begin + 1)
    return page[begin:end]


def files_in(text):
    return {name for name in re.findall(r"`([\w/.]+)`", text) if "/" in name and Path(name).suffix in SOURCES}


def numbered(text):
    return "\n".join(re.findall(r"^\d+\. .*(?:\n   .*)*", text, re.MULTILINE))


def main(root):
    section = section_of((root / "docs/contributing.md").read_text())
    example = re.search(r"`(\w+)` shows the places", section)[1]
    pattern = re.compile(rf"(?<![a-z]){example}(?![a-z])", re.IGNORECASE)
    places = files_in(numbered(section))
    mistakes = []
    if len(places) > MOST:
        mistakes.append(f"{len(places)} files to touch for a column type, more than {MOST}")
    for name in sorted(places):
        if not (root / name).is_file():
            mistakes.append(f"{name} is not there")
        elif not pattern.search((root / name).read_text()):
            mistakes.append(f"{name} does not have {example}")
    for folder in FOLDERS:
        for file in sorted((root / folder).rglob("*")):
            name = str(file.relative_to(root))
            if file.suffix not in SOURCES or OWN_FOLDER in file.parts or name in files_in(section):
                continue
            if pattern.search(file.read_text()):
                mistakes.append(f"{name} has {example}, and the section does not name it")
    for mistake in mistakes:
        print(f"docs/contributing.md, {SECTION[3:]}: {mistake}")
    if not mistakes:
        print(f"{len(places)} files for a column type")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
