#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""What generated code costs to compile, in seconds of CPU (user and system).

compile/model:  generate fifty entities and compile them into a static library, from nothing.
compile/header: one generated header, beside <string> and <optional>; the compiler only parses.

Writes {row: {"hand": [seconds...], "orpiment": [seconds...]}} as JSON.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from schema import NAMES, make_schema

INCLUDE = Path(__file__).resolve().parents[2] / "include"
NAMESPACE = "big"
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


def measure_model(generator, rounds):
    def build():
        with tempfile.TemporaryDirectory(prefix="orpiment-model.") as name:
            generate(generator, Path(name))
            build_library(Path(name))

    return {"orpiment": [seconds_of(build) for _ in range(rounds)]}


def measure_header(generator, rounds):
    with tempfile.TemporaryDirectory(prefix="orpiment-header.") as name:
        folder = Path(name)
        generate(generator, folder)
        programs = {"hand": "", "orpiment": f"#include <{HEADER}>\n"}
        seconds = {"hand": [], "orpiment": []}
        for side, extra in programs.items():
            (folder / f"{side}.cpp").write_text("#include <optional>\n#include <string>\n" + extra)
        for _ in range(rounds):
            for side, taken in seconds.items():
                parse = [*COMPILER, f"-I{INCLUDE}", f"-I{folder}", "-fsyntax-only",
                         folder / f"{side}.cpp"]
                taken.append(seconds_of(lambda: run(parse)))
        return seconds


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("generator", help="the orpiment command")
    parser.add_argument("rows", nargs="+", choices=["compile/model", "compile/header"])
    parser.add_argument("--header-rounds", type=int, default=15, help="parses of the header a side")
    parser.add_argument("--model-rounds", type=int, default=3, help="builds of the model")
    parser.add_argument("--json", required=True, help="the file to write")
    options = parser.parse_args()

    measured = {}
    for row in options.rows:
        try:
            if row == "compile/model":
                measured[row] = measure_model(options.generator, options.model_rounds)
            else:
                measured[row] = measure_header(options.generator, options.header_rounds)
        except (OSError, subprocess.CalledProcessError) as error:
            measured[row] = {"error": str(error)}
    Path(options.json).write_text(json.dumps(measured, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
