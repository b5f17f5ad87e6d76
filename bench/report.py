#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Turns measurements into a table of medians and ratios and holds them to the bars of bars.json."""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

BARS = Path(__file__).with_name("bars.json")
GROUPS = {"sqlite": "SQLite", "postgres": "PostgreSQL", "compile": "Compile time"}
INSTRUCTIONS = "instr."
COMPARE = {
    "ratio": lambda hand, orpiment: orpiment / hand,
    "difference": lambda hand, orpiment: orpiment - hand,
    "value": lambda hand, orpiment: orpiment,
}
TIMES = {"ms", "ns"}


@dataclass
class Row:
    """A row of bars.json and what each side took in each round."""

    row: str
    title: str
    unit: str
    compare: str = ""
    bar: float = None
    instructions: float | dict = None
    control: float = None
    of: str = ""
    hand: list = field(default_factory=list)
    orpiment: list = field(default_factory=list)
    error: str = None
    is_judged: bool = True

    def group(self):
        return self.row.split("/")[0]

    def count_instructions(self, slack):
        """Compares instructions instead, which no noise reaches."""
        how = "ratio"
        self.bar, self.control = self.instructions, None
        if isinstance(self.bar, dict):
            how, self.bar = next(iter(self.bar.items()))
        self.unit, self.compare = INSTRUCTIONS, self.compare and how
        if self.bar is not None:
            self.bar *= 1 + slack / 100

    def compared(self):
        """How the sides compare, round by round."""
        if not self.compare:
            return []
        hand = [None] * len(self.orpiment) if self.compare == "value" else self.hand
        return [COMPARE[self.compare](*sides) for sides in zip(hand, self.orpiment)]

    def verdict(self):
        if self.error:
            return "failed"
        if self.bar is None and self.control is None:
            return ""
        if not self.compared():
            return "not measured"
        if self.control is not None:
            return "steady" if self.is_steady() else "too noisy"
        if not self.is_judged:
            return "not judged"
        return "holds" if statistics.median(self.compared()) <= self.bar else "MISSED"

    def quartiles(self):
        lower, _, upper = statistics.quantiles(self.compared(), n=4, method="inclusive")
        return lower, upper

    def is_steady(self):
        """Of a control: whether the same work took the same time, so that other times tell something."""
        if len(self.compared()) < 2:
            return False
        return all(abs(quartile - 1) <= self.control / 100 for quartile in self.quartiles())

    def reason(self):
        """Why the row does not hold."""
        if self.verdict() != "MISSED":
            return self.error or self.verdict()
        return f"{self.format_compared(statistics.median(self.compared()))} > {self.format_bar()}"

    def format_side(self, rounds):
        return self.quantity(statistics.median(rounds)) if rounds else "-"

    def format_compared(self, value):
        return f"{value:.2f}" if self.compare == "ratio" else self.quantity(value)

    def format_bar(self):
        return f"{self.bar:.2f}" if self.compare == "ratio" else self.quantity(self.bar)

    def quantity(self, value):
        if value >= 1e6:
            return f"{value / 1e6:.1f}M {self.unit}"
        digits = 3 if self.unit == "s" and value < 1 else 0 if value >= 99.5 else 1
        return f"{value:.{digits}f} {self.unit}"

    def cells(self):
        """What the table shows of the row."""
        compared = self.compared()
        middle = ""
        if len(compared) > 1:
            middle = " - ".join(self.format_compared(value).split()[0] for value in self.quartiles())
        return [
            "  " + self.title,
            self.format_side(self.hand),
            self.format_side(self.orpiment),
            self.format_compared(statistics.median(compared)) if compared else "",
            middle,
            f"<= {self.format_bar()}" if self.bar is not None else "",
            self.verdict(),
        ]

    def as_json(self):
        """The row for other programs: medians, and the rounds they are taken from."""
        medians = {"hand": self.hand, "orpiment": self.orpiment, "compared": self.compared()}
        return {
            **{key: getattr(self, key) for key in ("row", "title", "unit", "compare", "bar")},
            **{key: statistics.median(rounds) for key, rounds in medians.items() if rounds},
            "verdict": self.verdict(),
            "error": self.error,
            "hand_rounds": self.hand,
            "orpiment_rounds": self.orpiment,
        }


def compiler():
    """Its name and version: 'g++ (Debian 12.2.0-14) 12.2.0' is 'g++ 12.2.0'."""
    command = os.environ.get("CXX", "g++")
    words = subprocess.run([command, "--version"], check=True, capture_output=True, text=True)
    first = words.stdout.splitlines()[0].split()
    return f"{first[0]} {first[-1]}"


def select_rows(options):
    """The rows of bars.json that were asked for."""
    bars = json.loads(BARS.read_text())
    rows = [Row(**row) for row in bars["rows"]]
    if options.instructions:
        is_judged = compiler() == bars["compiler"]
        for row in rows:
            row.count_instructions(options.slack)
            if not is_judged:
                row.bar = None
    if options.database != "both":
        rows = [row for row in rows if row.group() == options.database]
    if options.instructions:
        rows = [row for row in rows if not row.of]
    chosen = {row.row for row in rows if re.search(options.filter, row.row)}
    chosen |= {row.row for row in rows if row.of in chosen}
    groups = {row.group() for row in rows if row.row in chosen}
    return [row for row in rows if row.row in chosen or is_control(row) and row.group() in groups]


def is_control(row):
    """A database's control is measured whatever else is: it tells what the times are worth."""
    return row.row.endswith("/control")


def add_compilers(rows, measured):
    """What compile/measure.py wrote."""
    for name, sides in measured.items():
        rows[name].hand = sides.get("hand", [])
        rows[name].orpiment = sides.get("orpiment", [])
        rows[name].error = sides.get("error")


def add_databases(rows, runs, counted):
    """What orpiment_bench wrote: a run a side and round, named database/workload/side/..."""
    for run in runs:
        database, workload, side = run["name"].split("/")[:3]
        name = f"{database}/{workload}"
        for row in rows.values():
            if name in (row.row, row.of):
                add_run(row, side, run, counted)


def add_run(row, side, run, counted):
    """One side of one round, as the row wants it."""
    if run.get("error_occurred"):
        row.error = f"{side}: {run['error_message']}"
    elif row.unit == INSTRUCTIONS:
        setattr(row, side, [counted[f"{row.row}/{side}"] / run["operations"]])
    else:
        getattr(row, side).append(figure(run, row.unit))


def read_counted(folder):
    """What callgrind wrote: a file a side and round, of which the last one counts."""
    counted = {}
    files = Path(folder).glob("callgrind.*") if folder else []
    for file in sorted(files, key=lambda file: int(file.suffix[1:])):
        text = file.read_text()
        name = re.search(r"^desc: Trigger: Client Request: (.*)$", text, re.MULTILINE)
        if name:
            counted[name[1]] = int(re.search(r"^totals: (\d+)", text, re.MULTILINE)[1])
    return counted


def figure(run, unit):
    """What the run says in the row's unit; Google Benchmark was told to report milliseconds."""
    if unit == "ms":
        return run["real_time"]
    if unit == "x":
        return run["unevenness"]
    if unit == "ns":
        return run["real_time"] * 1e6 / run["operations"]
    return run["heap_bytes"] / run["operations"]


def print_table(rows, context):
    heads = ["", "hand-written", "Orpiment", "compared", "quartiles", "bar", ""]
    table = [row.cells() for row in rows]
    widths = [max(map(len, column)) for column in zip(heads, *table)]

    def print_line(cells):
        first, *figures, last = cells
        middle = [cell.rjust(width) for cell, width in zip(figures, widths[1:])]
        print("  ".join([first.ljust(widths[0]), *middle, last]).rstrip())

    print()
    print_line(heads)
    group = None
    for row, cells in zip(rows, table):
        if group != row.group():
            group = row.group()
            print(f"{GROUPS[group]} {context.get(group, '')}".rstrip())
        print_line(cells)
    load = context.get("load_avg", [0])[0]
    if load > context.get("num_cpus", 1):
        print(f"\nThe machine was busy (load {load:.1f}): trust the ratios, not the times.")


def distrust_times(rows):
    """Judges no time where the control strays: it would be the machine that is judged."""
    strayed = [row for row in rows if row.verdict() == "too noisy"]
    groups = {row.group() for row in strayed}
    for row in rows:
        row.is_judged = row.group() not in groups or row.unit not in TIMES
    return strayed


def print_noise(strayed):
    for control in strayed:
        print(f"\n{GROUPS[control.group()]}: the machine is too noisy, so no bar of a time was judged: the quartiles of the")
        print(f"control, the same work twice, are further than {control.control:g} % from 1.")


def print_failures(rows, is_check):
    """Lists what does not hold; what was not measured counts only when the bars are checked."""
    wanted = {"failed", "MISSED", "not measured"} if is_check else {"failed"}
    failures = [row for row in rows if row.verdict() in wanted]
    if failures:
        print(f"\n{len(failures)} of {len(rows)} rows {'miss their bar' if is_check else 'failed'}:")
    for row in failures:
        print(f"  {row.row:32} {row.reason()}")
    if is_check and all(row.bar is None for row in rows):
        print(f"\nNothing is judged: the bars are for another compiler than {compiler()}.")
    elif is_check and not failures:
        print(f"\nEvery bar {'holds' if all(row.is_judged for row in rows) else 'that was judged holds'}.")
    return bool(failures)


def parse_options():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("measurements", nargs="*", help="JSON of orpiment_bench or measure.py")
    parser.add_argument("--database", choices=["sqlite", "postgres", "both"], default="both")
    parser.add_argument("--filter", default="", help="a regular expression that selects rows")
    parser.add_argument("--list", action="store_true", help="name the selected rows, no more")
    parser.add_argument("--json", help="the file to write the report to")
    parser.add_argument("--instructions", action="store_true", help="hold counts to their bars")
    parser.add_argument("--slack", type=float, default=0, help="percent that bars may be missed by")
    parser.add_argument("--counted", help="the folder of callgrind's files")
    parser.add_argument("--check", action="store_true", help="fail when a row misses its bar")
    return parser.parse_args()


def main():
    options = parse_options()
    rows = select_rows(options)
    if options.list:
        print("\n".join(row.row for row in rows if not row.of))
        return 0

    by_name = {row.row: row for row in rows}
    context = {}
    counted = read_counted(options.counted)
    for file in options.measurements:
        content = json.loads(Path(file).read_text())
        if "benchmarks" in content:
            context = content["context"]
            add_databases(by_name, content["benchmarks"], counted)
        else:
            add_compilers(by_name, content)

    strayed = distrust_times(rows)
    print_table(rows, context)
    print_noise(strayed)
    if options.json:
        report = {"context": context, "rows": [row.as_json() for row in rows]}
        Path(options.json).write_text(json.dumps(report, indent=2) + "\n")
    return 1 if print_failures(rows, options.check) else 0


if __name__ == "__main__":
    sys.exit(main())
