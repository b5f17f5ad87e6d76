#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that private names do not repeat within a library: check_units.py ROOT CLANGXX [-I...]

Some builds compile several files of a library at once, and which ones depends on how many there are.
So all files of each are looked at as if they were one.
"""

import subprocess
import sys
import tempfile
from pathlib import Path


def libraries(root):
    """Folders that hold one library each, and its files: those below that are not in another one."""
    folders = [path.parent for path in sorted((root / "runtime").rglob("CMakeLists.txt"))]
    for folder in folders:
        inner = [other for other in folders if folder in other.parents]
        files = [file for file in sorted(folder.rglob("*.cpp")) if not any(other in file.parents for other in inner)]
        if files:
            yield folder, files


def mistakes_of(root, compiler, options, files):
    with tempfile.TemporaryDirectory() as folder:
        unit = Path(folder) / "unit.cpp"
        unit.write_text("".join(f'#include "{file}"\n' for file in files))
        command = [compiler, "-std=c++20", "-fsyntax-only", "-DORPIMENT_CHECKED", f"-I{root}/include",
                   f"-I{root}/runtime", *options, str(unit)]
        seen = subprocess.run(command, capture_output=True, text=True, check=False)
    return [line for line in seen.stderr.splitlines() if "error:" in line]


def main():
    root, compiler, options = Path(sys.argv[1]).resolve(), sys.argv[2], sys.argv[3:]
    mistakes, count = [], 0
    for _, files in libraries(root):
        count += len(files)
        mistakes += mistakes_of(root, compiler, options, files)
    print("\n".join(mistakes) or f"no private name of the {count} files repeats within its library")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
