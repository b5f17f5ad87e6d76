#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that docs/parity.md cites tests that exist: check_parity.py ROOT

Each row is `| Row | Status | Tests or reason |`; tests are GoogleTest names in backquotes.
"""

import re
import sys
from pathlib import Path

STATUSES = {"works", "deviates", "n/a", "planned"}
DECLARED = re.compile(r"^\s*[A-Z_]*TEST[A-Z_]*\(\s*(\w+)\s*,\s*(\w+)\s*\)", re.MULTILINE)
CITED = re.compile(r"`(\w+\.\w+)`")


def declared_tests(root):
    names = set()
    for file in (root / "tests").rglob("*.[hc]pp"):
        names.update(".".join(match) for match in DECLARED.findall(file.read_text()))
    return names


def main():
    root = Path(sys.argv[1])
    tests = declared_tests(root)
    mistakes, cited = [], 0
    for number, line in enumerate((root / "docs/parity.md").read_text().splitlines(), 1):
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        if len(cells) != 3 or cells[1] == "Status" or set(cells[1]) <= set("-: "):
            continue
        where = f"docs/parity.md:{number}"
        names = CITED.findall(cells[2])
        cited += len(names)
        if cells[1] not in STATUSES:
            mistakes.append(f"{where}: no status: {cells[1]}")
        if cells[1] == "works" and not names:
            mistakes.append(f"{where}: works, but which test shows it?")
        if not cells[2]:
            mistakes.append(f"{where}: neither a test nor a reason")
        mistakes += [f"{where}: no such test: {name}" for name in names if name not in tests]
    print("\n".join(mistakes) or f"the {cited} tests cited exist")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
