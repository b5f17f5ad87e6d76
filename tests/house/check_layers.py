#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks every #include of ours against layers.txt: check_layers.py ROOT"""

import re
import sys
from pathlib import Path

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')
SOURCE_ROOTS = {  # where a folder's files look for theirs, in order
    "include": ["include"],
    "runtime": ["include", "runtime"],
    "schema": ["include", "", "runtime"],
    "codegen": ["include", "codegen", "", "runtime"],
}


def read_table(path):
    """The rules as {place: [what it may include]}."""
    table = {}
    for line in path.read_text().splitlines():
        line = line.split("#")[0].strip()
        if line:
            place, allowed = line.split(":", 1)
            table[place.strip()] = allowed.split()
    return table


def place_of(file, root):
    """A file's name as layers.txt spells it: below include/orpiment/ or runtime/, schema/ and codegen/ themselves."""
    parts = file.relative_to(root).parts
    skipped = {"include": 2, "runtime": 1, "schema": 0, "codegen": 0}[parts[0]]
    return "/".join(parts[skipped:])


def is_within(place, folder):
    return place == folder or place.startswith(folder + "/")


def rule_for(place, table):
    matches = [rule for rule in table if is_within(place, rule)]
    return max(matches, key=len, default=None)


def find_included(file, root, name):
    for base in [file.parent] + [root / base for base in SOURCE_ROOTS[file.relative_to(root).parts[0]]]:
        if (base / name).is_file():
            return (base / name).resolve()
    return None


def libraries(table):
    """Openings of the names of other libraries' headers that these rules name."""
    return [entry.strip("<>") for allowed in table.values() for entry in allowed if entry.startswith("<")]


def mistake_in(file, root, table, bracket, name):
    """What is wrong with one #include, or None."""
    rule = rule_for(place_of(file, root), table)
    if rule is None:
        return "stands in no layer of layers.txt"
    included = find_included(file, root, name)
    if included is None:
        if bracket == '"':
            return None if name.endswith(".inc") else f'"{name}" is not found'  # CMake makes those
        if any(map(name.startswith, libraries(table))) and not any(
            map(name.startswith, libraries({rule: table[rule]}))
        ):
            return f"{rule} may not use <{name}>"
        return None
    target = place_of(included, root)
    target_rule = rule_for(target, table)
    if target_rule == rule or "*" in table[rule]:
        return None
    # An entry opens a folder, but not the parts of it that have a row of their own.
    for entry in table[rule]:
        if entry == target or (is_within(target, entry) and target_rule == rule_for(entry, table)):
            return None
    return f'{rule} may not use "{name}"'


def is_there(place, root):
    return any((root / base / place).exists() for base in ["include/orpiment", "runtime", ""])


def main():
    root = Path(sys.argv[1]).resolve()
    table = read_table(root / "tests/house/layers.txt")
    mistakes = [f"layers.txt: {place} does not exist" for place in table if not is_there(place, root)]
    count = 0
    for folder in SOURCE_ROOTS:
        for file in sorted((root / folder).rglob("*.[hc]pp")):
            for number, line in enumerate(file.read_text().splitlines(), 1):
                match = INCLUDE.match(line)
                if match:
                    count += 1
                    mistake = mistake_in(file, root, table, *match.groups())
                    if mistake:
                        mistakes.append(f"{file.relative_to(root)}:{number}: {mistake}")
    print("\n".join(mistakes) or f"{count} includes respect the layers")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
