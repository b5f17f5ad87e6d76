#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What generated code costs to compile, in seconds of CPU (user and system), or in instructions.

compile/model:  generate fifty entities and compile them into a static library, from nothing.
compile/header: one generated header, beside <string> and <optional>; the compiler only parses.
compile/whole:  orpiment.hpp; beside it the standard headers that a program of its own would include.

Instructions are counted by callgrind, which takes too long for fifty entities: one of them has to
do, beside a source that includes the same standard headers.

Writes {row: {"hand": [figures...], "orpiment": [figures...]}} as JSON.
"""

import argparse
import json
import os
import re
import resource
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from schema import NAMES, make_schema

INCLUDE = Path(__file__).resolve().parents[2] / "include"
NAMESPACE = "big"
STANDARD = ["string", "vector", "memory", "tuple", "optional", "functional", "chrono", "variant", "iostream"]
HEADER = f"{NAMESPACE}/{NAMES[1].lower()}.hpp"  # a parent and two collections, as most have
COMPILER = [os.environ.get("CXX", "g++"), "-std=c++20", "-O2"]


def cpu_seconds():
    """CPU time of all the programs that this one has started and seen end."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def seconds_of(work):
    before = cpu_seconds()
    work()
    return cpu_seconds() - before


def run(command):
    subprocess.run([str(word) for word in command], check=True)


def generate(generator, folder):
    schema = folder / "schema.json"
    schema.write_text(json.dumps(make_schema(NAMESPACE), indent=2))
    run([generator, "generate", schema, "--out", folder])


def build_library(folder):
    """Two at a time: how many has no effect on the seconds of CPU that are counted."""
    sources = sorted((folder / NAMESPACE).glob("*.cpp"))
    objects = [source.with_suffix(".o") for source in sources]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(
            lambda pair: run([*COMPILER, f"-I{INCLUDE}", f"-I{folder}", "-c", pair[0], "-o", pair[1]]),
            zip(sources, objects)))
    run(["ar", "qc", folder / "libmodel.a", *objects])


def instructions_of(command):
    """Of the command and the programs that it starts."""
    with tempfile.TemporaryDirectory(prefix="orpiment-counted.") as folder:
        run(["valgrind", "--quiet", "--tool=callgrind", "--trace-children=yes",
             f"--callgrind-out-file={folder}/%p", *command])
        totals = [re.search(r"^totals: (\d+)", file.read_text(), re.MULTILINE)
                  for file in Path(folder).iterdir()]
        return sum(int(total[1]) for total in totals)


def compile_alone(folder, source, *options):
    return [*COMPILER, f"-I{INCLUDE}", f"-I{folder}", *options, source]


def write_source(folder, name, headers):
    source = folder / f"{name}.cpp"
    source.write_text("".join(f"#include <{header}>\n" for header in headers))
    return source


def count_model(generator):
    with tempfile.TemporaryDirectory(prefix="orpiment-model.") as name:
        folder = Path(name)
        generate(generator, folder)
        sources = {"hand": write_source(folder, "hand", ["optional", "string"]),
                   "orpiment": (folder / HEADER).with_suffix(".cpp")}
        return {side: [instructions_of(compile_alone(folder, source, "-c", "-o", folder / "out.o"))]
                for side, source in sources.items()}


def measure_model(generator, rounds):
    def build():
        with tempfile.TemporaryDirectory(prefix="orpiment-model.") as name:
            generate(generator, Path(name))
            build_library(Path(name))

    return {"orpiment": [seconds_of(build) for _ in range(rounds)]}


def measure_headers(generator, headers, rounds, figure_of):
    """headers: those that each side includes."""
    with tempfile.TemporaryDirectory(prefix="orpiment-header.") as name:
        folder = Path(name)
        generate(generator, folder)
        sources = {side: write_source(folder, side, included) for side, included in headers.items()}
        figures = {side: [] for side in sources}
        for _ in range(rounds):
            for side, source in sources.items():
                figures[side].append(figure_of(compile_alone(folder, source, "-fsyntax-only")))
        return figures


def measure(row, options):
    if row == "compile/model":
        if options.instructions:
            return count_model(options.generator)
        return measure_model(options.generator, options.model_rounds)
    if row == "compile/whole":
        headers = {"hand": STANDARD, "orpiment": ["orpiment/orpiment.hpp"]}
    else:
        headers = {"hand": ["optional", "string"], "orpiment": ["optional", "string", HEADER]}
    if options.instructions:
        return measure_headers(options.generator, headers, 1, instructions_of)
    return measure_headers(options.generator, headers, options.header_rounds,
                           lambda command: seconds_of(lambda: run(command)))


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("generator", help="the orpiment command")
    parser.add_argument("rows", nargs="+", choices=["compile/model", "compile/header", "compile/whole"])
    parser.add_argument("--header-rounds", type=int, default=15, help="parses of the header a side")
    parser.add_argument("--model-rounds", type=int, default=3, help="builds of the model")
    parser.add_argument("--instructions", action="store_true", help="count instead of timing")
    parser.add_argument("--json", required=True, help="the file to write")
    options = parser.parse_args()

    measured = {}
    for row in options.rows:
        try:
            measured[row] = measure(row, options)
        except (OSError, subprocess.CalledProcessError) as error:
            measured[row] = {"error": str(error)}
    Path(options.json).write_text(json.dumps(measured, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
