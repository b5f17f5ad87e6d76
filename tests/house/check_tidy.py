#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Runs clang-tidy, as .clang-tidy says, over the library, the schema language and the generator.

    check_tidy.py ROOT CLANG_TIDY [-I...]

Quickly: the names, and checks that cost next to nothing. With ORPIMENT_TEST_LONG in the environment
all checks, the static analyser among them, and of what the generator writes, too.

Many files are looked at as if they were one, for most of the time goes into the headers that all of
them include. So private names that repeat are told of as well, which some builds need: they compile
several files of a library at once, and which ones depends on how many there are.
"""

import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

QUICK = ["-*", "bugprone-argument-comment", "bugprone-branch-clone", "bugprone-dangling-handle",
         "bugprone-swapped-arguments", "bugprone-use-after-move", "cppcoreguidelines-slicing",
         "google-explicit-constructor", "misc-redundant-expression", "misc-unused-parameters",
         "modernize-use-override", "performance-for-range-copy", "performance-move-const-arg",
         "performance-no-automatic-move", "performance-noexcept-move-constructor",
         "readability-identifier-naming", "readability-inconsistent-declaration-parameter-name",
         "readability-make-member-function-const"]

# The names are the schema's. What is `constinit` throws nothing, which the check does not know. The
# generator knows of no type of a program's whether it is copied as cheaply as it is moved.
GENERATED = ["-readability-identifier-naming", "-cert-err58-cpp", "-performance-move-const-arg"]


class Unit:
    """Files that are looked at as one."""

    def __init__(self, name, files, options=(), checks=()):
        self.name, self.files, self.options, self.checks = name, files, list(options), list(checks)


def sources(root, folders):
    files = [file for folder in folders for file in sorted(folder.rglob("*.cpp"))]
    return Unit(", ".join(str(folder.relative_to(root)) for folder in folders), files)


def large_units(root):
    return [sources(root, [root / "runtime"]), sources(root, [root / "schema", root / "codegen"])]


def small_units(root):
    """The analyser takes long enough to keep all processors busy."""
    layers = sorted(path for path in (root / "runtime").iterdir() if path.is_dir())
    return [sources(root, [folder]) for folder in (*layers, root / "schema", root / "codegen")]


def generated_units(root):
    for schema in sorted((root / "tests/golden").glob("*/schema.json")):
        case = schema.parent
        yield Unit(case.relative_to(root), sorted((case / "expected").rglob("*.cpp")),
                   [f"-I{case}/expected", f"-I{case}", f"-I{root}/tests/golden"], GENERATED)


def findings(root, program, options, unit, checks):
    """What clang-tidy says of a unit; nothing: all is well."""
    with tempfile.TemporaryDirectory() as folder:
        # The analyser follows files that are included into one that is named so.
        source = Path(folder) / "UnifiedSource.cpp"
        source.write_text("".join(f'#include "{file}"\n' for file in unit.files))
        command = [program, "--quiet", f"--config-file={root}/.clang-tidy",
                   f"--checks={','.join(checks + unit.checks)}", str(source), "--", "-std=c++20",
                   "-DORPIMENT_CHECKED", *(f"-I{root / path}" for path in ("include", "runtime", "codegen", ".")),
                   *options, *unit.options]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return ""
    return done.stdout.replace(f"{root}/", "") or f"{unit.name}: clang-tidy failed\n{done.stderr}"


def main():
    root, program, options = Path(sys.argv[1]).resolve(), sys.argv[2], sys.argv[3:]
    is_long = "ORPIMENT_TEST_LONG" in os.environ
    units = [*small_units(root), *generated_units(root)] if is_long else large_units(root)
    units.sort(key=lambda unit: len(unit.files), reverse=True)  # the longest first
    checks = [] if is_long else QUICK
    begin = time.monotonic()
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = pool.map(lambda unit: findings(root, program, options, unit, checks), units)
    found = [text for text in found if text]
    print("\n".join(found) or f"nothing to say of {sum(len(unit.files) for unit in units)} files")
    used = os.times()
    print(f"{time.monotonic() - begin:.0f} s, of processors {used.children_user + used.children_system:.0f} s")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
