#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that each public header compiles alone, and that those of light_headers.txt stay light, and
models with them.

    check_headers.py ROOT COMPILER
"""

import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

FLAGS = ["-std=c++20", "-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Werror"]
BASELINE = ["string", "optional", "vector"]


def read_rules(path):
    rules = {"reached": [], "forbidden": [], "left_out": [], "beside": [], "budget": [], "model": [], "entities": []}
    for line in path.read_text().splitlines():
        if line and not line.startswith("#"):
            kind, value = line.split()
            rules[kind].append(value)
    return rules


class Probe:
    """Compiles small programs that consist of includes."""

    def __init__(self, compiler, root):
        self.command = [compiler, *FLAGS, f"-I{root / 'include'}", "-x", "c++"]

    def run(self, headers, *options):
        program = "".join(f"#include <{header}>\n" for header in headers)
        return subprocess.run([*self.command, *options, "-"], input=program, capture_output=True, text=True)

    def check(self, header):
        """(mistake or None, paths of all headers it reaches)."""
        with tempfile.NamedTemporaryFile("r", suffix=".d") as depfile:
            done = self.run([header], "-fsyntax-only", "-MD", "-MF", depfile.name)
            if done.returncode != 0:
                return f"{header} does not compile alone:\n{done.stderr}", []
            return None, depfile.read().replace("\\\n", " ").split()[1:]

    def preprocessed_lines(self, headers, *options):
        done = self.run(headers, "-E", "-P", *options)
        if done.returncode != 0:
            sys.exit(done.stderr)
        return sum(1 for line in done.stdout.splitlines() if line.strip())


def is_standard(path, name):
    return path.startswith("/usr/") and os.path.basename(path) == name and "/bits/" not in path


def main():
    root = Path(sys.argv[1]).resolve()
    probe = Probe(sys.argv[2], root)
    rules = read_rules(root / "tests/house/light_headers.txt")
    include = root / "include"
    headers = sorted(str(path.relative_to(include)) for path in include.rglob("*.hpp"))
    light = {str(path.relative_to(include))
             for pattern in rules["reached"] for path in (include / "orpiment").glob(pattern)}

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        results = dict(zip(headers, pool.map(probe.check, headers)))
    mistakes = [mistake for mistake, _ in results.values() if mistake]
    for header in sorted(light):
        for name in rules["forbidden"]:
            if any(is_standard(path, name) for path in results[header][1]):
                mistakes.append(f"{header} reaches <{name}>")

    mistakes += [f"orpiment.hpp reaches <{name}>" for name in rules["left_out"]
                 if any(is_standard(path, name) for path in results["orpiment/orpiment.hpp"][1])]

    budget = int(rules["budget"][0])
    added = probe.preprocessed_lines(BASELINE + sorted(light)) - probe.preprocessed_lines(BASELINE)
    if added > budget:
        mistakes.append(f"the light headers add {added} preprocessed lines, more than {budget}")

    whole = probe.preprocessed_lines(["orpiment/orpiment.hpp"])
    beside = probe.preprocessed_lines(rules["beside"])
    if whole > beside:
        mistakes.append(f"orpiment.hpp has {whole} preprocessed lines, more than {beside}")

    # What the generator wrote for a few schemas, over the library's headers that it includes.
    models = [Path(model).parts for model in rules["model"]]
    folders = [f"-I{root / 'tests/golden' / schema / 'expected'}" for schema, *_ in models]
    generated = probe.preprocessed_lines([*BASELINE, *sorted(light), *("/".join(header) for _, *header in models)],
                                         *folders) - probe.preprocessed_lines([*BASELINE, *sorted(light)])
    most = int(rules["entities"][0])
    if generated > most:
        mistakes.append(f"the generated models add {generated} preprocessed lines, more than {most}")

    print("\n".join(mistakes) or f"{len(headers)} headers compile alone; the light ones add {added} lines, "
          f"models {generated}, all together have {whole} of {beside}")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
