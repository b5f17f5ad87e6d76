#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that no source file outgrows one idea: check_sizes.py ROOT

A file past the limit is a design question: name the second idea in it. Those that were asked and may
stay stand in long_files.txt.
"""

import sys
from pathlib import Path

LIMIT = 450
FOLDERS = ["include", "runtime", "schema", "codegen", "samples", "bench", "tests", "cmake"]
SUFFIXES = {".hpp", ".cpp", ".py", ".cmake", ".bash"}


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
    print("\n".join(mistakes) or f"no file has more than {LIMIT} lines")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
