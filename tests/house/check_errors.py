#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that the sources, docs/errors.md and the tests have the same error codes: check_errors.py ROOT"""

import re
import sys
from pathlib import Path


def codes_used(root):
    """Each code in a string of ours, and one file it stands in."""
    folders = (root / name for name in ("include", "runtime", "schema", "codegen"))
    files = sorted(file for folder in folders for file in folder.rglob("*.[ch]pp"))
    return {code: file.relative_to(root) for file in files
            for code in re.findall(r'"(ORP-\d{4})"', file.read_text())}


def codes_listed(root):
    """The codes of the rows, one after another."""
    return re.findall(r"^\| (ORP-\d{4}) \|", (root / "docs/errors.md").read_text(), re.MULTILINE)


def codes_tested(root):
    """The codes that tests look for, not those of errors that they throw themselves."""
    return {code for file in (root / "tests").rglob("*.[ch]pp")
            for code in re.findall(r'(?<!\.code = ")(ORP-\d{4})', file.read_text())}


def main():
    root = Path(sys.argv[1])
    used = codes_used(root)
    listed = codes_listed(root)
    mistakes = [f"{used[code]}: {code} has no row in docs/errors.md" for code in sorted(used) if code not in listed]
    mistakes += [f"docs/errors.md: nothing throws {code}" for code in listed if code not in used]
    mistakes += [f"docs/errors.md: {code} has two rows" for code in sorted(used) if listed.count(code) > 1]
    tested = codes_tested(root)
    mistakes += [f"docs/errors.md: no test looks at {code}" for code in listed if code not in tested]
    print("\n".join(mistakes) if mistakes else f"{len(listed)} error codes, all documented and tested")
    return bool(mistakes)


sys.exit(main())
