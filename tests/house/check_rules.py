#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that every rule of a hard file is held by a test: check_rules.py ROOT

A rule is a comment of a source that begins with its number, "(2) What waits keeps its place"; those of a file count
from 1. Whatever names one says the file, with as much of its path as tells it from others of that name, and the
number: "FILE, rule 2", or "FILE, rules 1 and 2". Each rule is named by a test, in the line above what would fail
without it, and none is named that does not exist.

Each folder has a README, and that of a file with rules lists them: `FILE` (1-3). It says of each source what it is
for, by name or as one of several (`render_*.cpp`), and that of tests/ says so of each of its folders.
"""

import re
import subprocess
import sys
from fnmatch import fnmatchcase
from pathlib import Path

HOUSES = ("codegen", "runtime", "schema")  # with a README in each folder
PUBLIC = "include/orpiment"  # whose rules the READMEs of runtime/ list
RULE = re.compile(r"^\s*///?\s+\((\d+)\) \S")
CITATION = re.compile(r"([\w/]+\.[ch]pp), rules? (\d+(?:(?:, | and )\d+)*)")
COMMENT_MARK = re.compile(r"\n\s*(?:///?|#)\s*")
TEXTS = (".cpp", ".hpp", ".md", ".py", ".sh", ".txt")


def rules_of(text):
    return [int(match[1]) for line in text.splitlines() if (match := RULE.match(line))]


def readme_of(file):
    parts = file.removeprefix(f"{PUBLIC}/").split("/")[:-1]
    folder = Path("runtime", *parts) if file.startswith(PUBLIC) else Path(*file.split("/")[:-1])
    return folder / "README.md"


class Rules:
    """The rules of all files, by path."""

    def __init__(self, texts):
        self.mistakes = []
        self.counts = {}
        for file, text in texts.items():
            numbers = rules_of(text) if file.split("/")[0] in (*HOUSES, "include") and file.endswith("pp") else []
            if numbers != list(range(1, len(numbers) + 1)):
                self.mistakes.append(f"{file}: its rules are not numbered from 1 on: {numbers}")
            if numbers:
                self.counts[file] = len(numbers)
        self.unheld = {(file, number) for file, count in self.counts.items() for number in range(1, count + 1)}

    def file_of(self, name, place):
        found = [file for file in self.counts if f"/{file}".endswith(f"/{name}")]
        if len(found) == 1:
            return found[0]
        self.mistakes.append(f"{place}: {name} names {' and '.join(found) or 'no file that has rules'}")
        return None

    def read_citations(self, place, text, is_test):
        for name, numbers in CITATION.findall(COMMENT_MARK.sub(" ", text)):
            file = self.file_of(name, place)
            for number in map(int, re.findall(r"\d+", numbers)):
                if file and number > self.counts[file]:
                    self.mistakes.append(f"{place}: {file} has no rule {number}")
                if is_test:
                    self.unheld.discard((file, number))


def mistakes_in_readmes(rules, texts):
    folders = {str(Path(file).parent) for file in texts if file.endswith("pp") and file.split("/")[0] in HOUSES}
    mistakes = [f"{folder}: has no README.md" for folder in sorted(folders) if f"{folder}/README.md" not in texts]
    for file, count in rules.counts.items():
        readme, name = str(readme_of(file)), Path(file).name
        numbers = "(1)" if count == 1 else f"(1-{count})"
        if f"`{name}` {numbers}" not in texts.get(readme, ""):
            mistakes.append(f"{readme}: does not list `{name}` {numbers}")
    return mistakes


def untold_sources(texts):
    """A header and a source of one name are one: the README may name either, with or without its suffix."""
    mistakes = set()
    for file in (Path(file) for file in texts if file.split("/")[0] in HOUSES and file.endswith("pp")):
        readme = file.parent / "README.md"
        words = {Path(word).name for word in re.findall(r"`([^`\s]+)`", texts.get(str(readme), ""))}
        told = {word.removesuffix(".hpp").removesuffix(".cpp") for word in words}
        if not any(fnmatchcase(file.stem, word) for word in told):
            mistakes.add(f"{readme}: does not say what {file.stem} is for")
    return sorted(mistakes)


def untold_tests(texts):
    folders = {file.split("/")[1] for file in texts if re.match(r"tests/\w+/", file)}
    readme = "tests/README.md"
    told = {word.split("/")[0] for word in re.findall(r"`([^`\s]+)`", texts[readme])}
    return [f"{readme}: does not say what {folder} holds" for folder in sorted(folders - told)]


def main():
    root = Path(sys.argv[1])
    listed = subprocess.run(["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=root,
                            capture_output=True, text=True, check=True).stdout.split()
    texts = {file: (root / file).read_text() for file in listed
             if file.endswith(TEXTS) and "/expected/" not in file and (root / file).is_file()}
    rules = Rules(texts)
    for file, text in texts.items():
        rules.read_citations(file, text, file.startswith("tests/") and not file.endswith(".md"))
    mistakes = rules.mistakes + mistakes_in_readmes(rules, texts) + untold_sources(texts) + untold_tests(texts)
    mistakes += [f"{file}: no test names rule {number}" for file, number in sorted(rules.unheld)]
    print("\n".join(mistakes) or f"{sum(rules.counts.values())} rules, each held by a test")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
