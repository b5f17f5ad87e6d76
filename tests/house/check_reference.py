#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that the API reference builds without a warning: check_reference.py ROOT DOXYGEN

What is public is documented. Operators are told of in the text of their class, the types of containers
and iterators in the C++ standard. Expressions are made of nodes, which are not for programs.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

NEEDS_NO_WORDS = re.compile(
    r"Member (operator\W.*"
    r"|(value_type|difference_type|reference|pointer|iterator_category|iterator|const_iterator) \(typedef\).*"
    r"|node\(\).*|\w+\((std::uint16_t column, )?sql::NodeRef .*"
    r") is not documented")


def warnings_of(root, doxygen):
    with tempfile.TemporaryDirectory() as folder:
        built = subprocess.run([doxygen, "docs/reference/Doxyfile"], cwd=root, capture_output=True, text=True,
                               env={**os.environ, "ORPIMENT_REFERENCE_DIR": folder}, check=False)
    if built.returncode != 0:
        sys.exit(built.stderr)
    lines = {line.replace(f"{root.resolve()}/", "") for line in built.stderr.splitlines()}
    return sorted(line for line in lines if "warning: " in line or not line.startswith(" "))


def main():
    root = Path(sys.argv[1])
    mistakes = [warning for warning in warnings_of(root, sys.argv[2]) if not NEEDS_NO_WORDS.search(warning)]
    print("\n".join(mistakes) or "all that is public is documented")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
