#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks who tells the kinds of SQL nodes apart: check_switches.py ROOT

Three switches over NodeKind at most (shape, lowering, renderer), none with a `default:`, so that the
compiler names what a new kind forgot. Everybody else asks the node, or for one kind by as_if<T>().
"""

import re
import sys
from pathlib import Path

LIMIT = 3
FOLDERS = ["include", "runtime", "schema", "codegen", "samples", "bench", "tests"]


def switches(text):
    """The bodies of all switches: what stands between their braces."""
    for start in re.finditer(r"\bswitch\s*\(", text):
        begin = end = text.index("{", start.end())
        depth = 0
        while True:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
            if depth == 0:
                break
        yield text[begin:end]


def main():
    root = Path(sys.argv[1])
    found, mistakes = [], []
    for file in sorted(file for folder in FOLDERS for file in (root / folder).rglob("*.[hc]pp")):
        name = file.relative_to(root)
        for body in switches(file.read_text()):
            if not re.search(r"\bcase (\w+::)*NodeKind::", body):
                continue
            found.append(str(name))
            if re.search(r"\bdefault\s*:", body):
                mistakes.append(f"{name}: a switch over NodeKind has a default")
    if len(found) > LIMIT:
        mistakes.append(f"more than {LIMIT} switches over NodeKind: {', '.join(found)}")
    print("\n".join(mistakes) or f"switches over NodeKind: {', '.join(found)}")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
