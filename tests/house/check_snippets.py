#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that README.md and docs/ show code that runs, and messages and outputs that are given.

    check_snippets.py ROOT [--accept]

A page shows part of a real file with a marker and, next to it, the fence:

    <!-- snippet: samples/bookshop/main.cpp#quick_start -->
    ```cpp
    ...
    ```

The file marks the part with comments of its own language, `// snippet: quick_start` and
`// end snippet`; without `#name` the whole file is shown, and with a number in its place that line of
it, such as one message of many. --accept writes the pages anew.

Every fence must have a marker, but for commands of a shell: those are fences of `sh`. What is deliberately
nothing of a file, such as the outline of an interface, says so: <!-- snippet: none (reason) -->
"""

import re
import sys
import textwrap
from pathlib import Path

MARKER = re.compile(r"^<!-- snippet: (none \(.+\)|\S+) -->$")
FENCE = re.compile(r"^```(\w*)$")
BEGIN = re.compile(r"^\s*(?://|#|--) snippet: (\w+)$")
END = re.compile(r"^\s*(?://|#|--) end snippet$")
COMMANDS = "sh"
MESSAGE = re.compile(r"^ {4,}.*(\.json:\d+:\d+: |\(ORP-\d+\))")  # indented, so in no fence


def pages(root):
    """Decisions tell of the past and need not run."""
    found = [root / "README.md", *sorted((root / "docs").rglob("*.md"))]
    return [page for page in found if page.is_file() and "decisions" not in page.parts]


def region(lines, name):
    """The lines of one named part, or None."""
    found, inside = None, False
    for line in lines:
        begin = BEGIN.match(line)
        if begin:
            inside = inside or begin.group(1) == name
            found = [] if found is None and inside else found
        elif END.match(line):
            inside = False
        elif inside:
            found.append(line)
    return found


def source_of(root, reference):
    """(lines, None) or (None, what is wrong)."""
    name, _, part = reference.partition("#")
    path = root / name
    if not path.is_file():
        return None, f"no file {name}"
    lines = path.read_text().splitlines()
    if not part:
        lines = [line for line in lines if not line.startswith(("// SPDX", "# SPDX"))]
        return [line for line in lines if not BEGIN.match(line) and not END.match(line)], None
    if part.isdigit():
        number = int(part)
        return ([lines[number - 1]], None) if 0 < number <= len(lines) else (None, f"no line {part} in {name}")
    lines = region(lines, part)
    if lines is None:
        return None, f"no snippet {part} in {name}"
    return textwrap.dedent("\n".join(lines)).strip("\n").splitlines(), None


def check_page(root, page):
    """(the page as it should be, mistakes)."""
    result, mistakes, marker = [], [], None
    lines = iter(enumerate(page.read_text().splitlines(), 1))
    where = page.relative_to(root)
    for number, line in lines:
        result.append(line)
        fence = FENCE.match(line)
        if not fence:
            if MESSAGE.match(line):
                mistakes.append(f"{where}:{number}: a message without a fence and a snippet marker")
            if line.strip():
                found = MARKER.match(line)
                marker = found.group(1) if found else None
            continue
        shown = []
        for _, text in lines:
            if text == "```":
                break
            shown.append(text)
        wanted = shown
        if marker is None:
            if fence.group(1) != COMMANDS:
                mistakes.append(f"{where}:{number}: a fence without a snippet marker")
        elif not marker.startswith("none "):
            wanted, mistake = source_of(root, marker)
            if mistake:
                mistakes.append(f"{where}:{number}: {mistake}")
                wanted = shown
            elif wanted != shown:
                mistakes.append(f"{where}:{number}: differs from {marker}")
        result += [*wanted, "```"]
        marker = None
    return "\n".join(result) + "\n", mistakes


def main():
    root = Path(sys.argv[1]).resolve()
    accept = "--accept" in sys.argv[2:]
    mistakes = []
    for page in pages(root):
        text, found = check_page(root, page)
        if accept and text != page.read_text():
            page.write_text(text)
            print(f"wrote {page.relative_to(root)}")
            found = check_page(root, page)[1]
        mistakes += found
    if mistakes:
        print("\n".join(mistakes))
        print("to write the pages anew: tests/house/check_snippets.py . --accept")
        return 1
    print("the pages show what is there")
    return 0


if __name__ == "__main__":
    sys.exit(main())
