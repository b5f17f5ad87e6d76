#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What Orpiment costs to compile, in seconds of CPU (user and system), or in instructions.

compile/header:  one generated header, beside <string> and <optional>; the compiler only parses.
compile/whole:   orpiment.hpp; beside it the standard headers that a program of its own would include.
compile/queries: queries.cpp, beside the same standard headers.
compile/model:   generate fifty entities and compile them into a static library, from nothing; beside
                 it the same entities written by hand for both databases (handwritten.py).

Instructions are counted by callgrind, which takes too long for fifty entities: one of them has to
do.

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

from handwritten import write_sources
from schema import NAMES, make_schema

BENCH = Path(__file__).resolve().parents[1]
INCLUDE = BENCH.parent / "include"
NAMESPACE = "big"
STANDARD = ["string", "vector", "memory", "tuple", "optional", "functional", "chrono", "variant", "iostream"]
ENTITY = NAMES[1].lower()  # a parent and two collections, as most have
HEADER = f"{NAMESPACE}/{ENTITY}.hpp"
COMPILER = [os.environ.get("CXX", "g++"), "-std=c++20", "-O2"]
POSTGRES_INCLUDE = subprocess.run(["pg_config", "--includedir"], check=True, capture_output=True,
                                  text=True).stdout.strip()
ROWS = ["compile/header", "compile/whole", "compile/queries", "compile/model"]


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


def generate(generator, schema, folder):
    run([generator, "generate", schema, "--out", folder])


def generate_model(generator, folder):
    """The fifty entities; gives the folder of their sources."""
    schema = folder / "schema.json"
    schema.write_text(json.dumps(make_schema(NAMESPACE), indent=2))
    generate(generator, schema, folder)
    return folder / NAMESPACE


def build_library(sources_folder):
    """Two at a time: how many has no effect on the seconds of CPU that are counted."""
    sources = sorted(sources_folder.glob("*.cpp"))
    objects = [source.with_suffix(".o") for source in sources]
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda pair: run(compile_alone(sources_folder.parent, pair[0], "-c", "-o", pair[1])),
                      zip(sources, objects)))
    run(["ar", "qc", sources_folder / "libmodel.a", *objects])


def instructions_of(command):
    """Of the command and the programs that it starts."""
    with tempfile.TemporaryDirectory(prefix="orpiment-counted.") as folder:
        run(["valgrind", "--quiet", "--tool=callgrind", "--trace-children=yes",
             f"--callgrind-out-file={folder}/%p", *command])
        totals = [re.search(r"^totals: (\d+)", file.read_text(), re.MULTILINE)
                  for file in Path(folder).iterdir()]
        return sum(int(total[1]) for total in totals)


def compile_alone(folder, source, *options):
    return [*COMPILER, f"-I{INCLUDE}", f"-I{folder}", f"-I{POSTGRES_INCLUDE}", *options, source]


def write_source(folder, name, headers):
    source = folder / f"{name}.cpp"
    source.write_text("".join(f"#include <{header}>\n" for header in headers))
    return source


def count_model(generator):
    with tempfile.TemporaryDirectory(prefix="orpiment-model.") as name:
        folder = Path(name)
        write_sources(make_schema(NAMESPACE), folder / "hand")
        sources = {"hand": folder / "hand", "orpiment": generate_model(generator, folder)}
        return {side: [instructions_of(compile_alone(folder, source / f"{ENTITY}.cpp", "-c", "-o",
                                                     folder / "out.o"))]
                for side, source in sources.items()}


def measure_model(generator, rounds):
    """Writing by hand is not in the time; generating is."""
    figures = {"hand": [], "orpiment": []}
    for _ in range(rounds):
        with tempfile.TemporaryDirectory(prefix="orpiment-model.") as name:
            folder = Path(name)
            write_sources(make_schema(NAMESPACE), folder / "hand")
            figures["hand"].append(seconds_of(lambda: build_library(folder / "hand")))
            figures["orpiment"].append(
                seconds_of(lambda: build_library(generate_model(generator, folder))))
    return figures


def measure_sources(sources, folder, options, rounds, figure_of):
    """sources: that of each side. Compiled in turns."""
    figures = {side: [] for side in sources}
    for _ in range(rounds):
        for side, source in sources.items():
            figures[side].append(figure_of(compile_alone(folder, source, *options)))
    return figures


def measure_headers(generator, headers, rounds, figure_of):
    """headers: those that each side includes."""
    with tempfile.TemporaryDirectory(prefix="orpiment-header.") as name:
        folder = Path(name)
        generate_model(generator, folder)
        sources = {side: write_source(folder, side, included) for side, included in headers.items()}
        return measure_sources(sources, folder, ["-fsyntax-only"], rounds, figure_of)


def measure_queries(generator, rounds, figure_of):
    with tempfile.TemporaryDirectory(prefix="orpiment-queries.") as name:
        folder = Path(name)
        generate(generator, BENCH / "model" / "bench.json", folder)
        sources = {"hand": write_source(folder, "hand", STANDARD),
                   "orpiment": BENCH / "compile" / "queries.cpp"}
        return measure_sources(sources, folder, ["-c", "-o", folder / "out.o"], rounds, figure_of)


def measure(row, options):
    if row == "compile/model":
        if options.instructions:
            return count_model(options.generator)
        return measure_model(options.generator, options.model_rounds)
    rounds, figure_of = options.header_rounds, lambda command: seconds_of(lambda: run(command))
    if options.instructions:
        rounds, figure_of = 1, instructions_of
    if row == "compile/queries":
        return measure_queries(options.generator, min(rounds, options.query_rounds), figure_of)
    if row == "compile/whole":
        headers = {"hand": STANDARD, "orpiment": ["orpiment/orpiment.hpp"]}
    else:
        headers = {"hand": ["optional", "string"], "orpiment": ["optional", "string", HEADER]}
    return measure_headers(options.generator, headers, rounds, figure_of)


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("generator", help="the orpiment command")
    parser.add_argument("rows", nargs="+", choices=ROWS)
    parser.add_argument("--header-rounds", type=int, default=15, help="parses of the header a side")
    parser.add_argument("--query-rounds", type=int, default=5, help="compilations of the queries")
    parser.add_argument("--model-rounds", type=int, default=3, help="builds of the model a side")
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
