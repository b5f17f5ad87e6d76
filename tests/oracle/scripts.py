# SPDX-License-Identifier: MIT
"""The hand-written scripts: files of sections that begin with "script NAME"."""

from pathlib import Path

FOLDER = Path(__file__).parent


def read():
    """All of them by name, each a list of lines."""
    scripts = {}
    for path in sorted((FOLDER / "scripts").glob("*.txt")):
        for line in map(str.strip, path.read_text().splitlines()):
            if line.startswith("script "):
                name = line.split()[1]
                if name in scripts:
                    raise SystemExit(f"{path.name}: two scripts are called {name}")
                scripts[name] = []
            elif line and line[0] != "#":
                scripts[name].append(line)
    return scripts
