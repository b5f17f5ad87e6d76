#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Holds recipes of docs/contributing.md to the code: check_contributing.py ROOT

A recipe has an example, "`interval` shows the places". Every file that its numbered list names has the
example, they are no more than is promised here, and no file that the section does not name has it.
"""

import re
import sys
from dataclasses import dataclass
from pathlib import Path

SOURCES = {".hpp", ".cpp", ".json", ".txt", ".cmake", ".in"}
EXAMPLES = re.compile(r"^`([^`]+)`(?: and `([^`]+)`)?(?:, .*?,)? shows? the places", re.MULTILINE)


@dataclass
class Recipe:
    section: str
    most: int  # files of the numbered list
    folders: tuple  # where no other file may have the example
    pattern: str = r"(?<![a-z]){0}(?![a-z])"  # of the example in a source
    own_folder: str = ""  # a name of folders with what is the example's own


RECIPES = [
    Recipe("Add a column type", 6, ("include", "runtime", "schema", "codegen"), own_folder="base"),
    Recipe("Add a key to the schema language", 9, ("include", "schema", "codegen"), r"\b{0}\b"),
    Recipe("Add a mistake that the schema reader tells", 2, ("schema", "codegen", "tests/diagnostics"), "{0}"),
    Recipe("Add an expression kind", 6, ("include", "runtime"), r"CastNode|make_cast\b|NodeKind::{0}\b"),
    Recipe("Add a clause to SELECT", 6, ("include", "runtime"), r"(?<![a-z]){0}\b"),
    Recipe("Add a loading strategy", 3, ("include", "runtime", "schema", "codegen"),
           r'LoadStrategy\b.*\b{0}\b|"{0}"|\b{0}load\b'),
    Recipe("Add a database", 5, ("include", "runtime", "schema", "codegen", "cmake"), "{0}", own_folder="postgres"),
]


def section_of(page, name):
    begin = page.index(f"## {name}\n")
    end = page.find("\n## ", begin + 1)
    return page[begin:end]


def files_in(text):
    return {name for name in re.findall(r"`([\w/.]+)`", text) if "/" in name and Path(name).suffix in SOURCES}


def numbered(text):
    return "\n".join(re.findall(r"^\d+\. .*(?:\n   .*)*", text, re.MULTILINE))


def check(root, recipe, section):
    """The mistakes of one recipe, and how many files its list has."""
    examples = [example for example in EXAMPLES.search(section).groups() if example]
    pattern = re.compile("|".join(recipe.pattern.format(re.escape(example)) for example in examples), re.IGNORECASE)
    places = files_in(numbered(section))
    mistakes = []
    if len(places) > recipe.most:
        mistakes.append(f"{len(places)} files to touch, more than {recipe.most}")
    for name in sorted(places):
        if not (root / name).is_file():
            mistakes.append(f"{name} is not there")
        elif not pattern.search((root / name).read_text()):
            mistakes.append(f"{name} does not have {' or '.join(examples)}")
    named = files_in(section)
    for file in (file for folder in recipe.folders for file in sorted((root / folder).rglob("*"))):
        name = str(file.relative_to(root))
        if file.suffix not in SOURCES or recipe.own_folder in file.parts or name in named:
            continue
        if pattern.search(file.read_text()):
            mistakes.append(f"{name} has {' or '.join(examples)}, and the section does not name it")
    return mistakes, len(places)


def main(root):
    page = (root / "docs/contributing.md").read_text()
    mistakes, counts = [], []
    for recipe in RECIPES:
        found, count = check(root, recipe, section_of(page, recipe.section))
        mistakes += [f"docs/contributing.md, {recipe.section}: {mistake}" for mistake in found]
        counts.append(f"{recipe.section[:1].lower()}{recipe.section[1:]}: {count} files")
    print("\n".join(mistakes or counts))
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve()))
