# SPDX-License-Identifier: MIT
"""The hand-written scripts: files of sections that begin with "script NAME"."""

from pathlib import Path

FOLDER = Path(__file__).parent


def lines_of(text):
    """Without remarks and empty lines."""
    return [line for line in map(str.strip, text.splitlines()) if line and line[0] != "#"]


def read():
    """All of them by name, each a list of lines."""
    scripts = {}
    for path in sorted((FOLDER / "scripts").glob("*.txt")):
        for line in lines_of(path.read_text()):
            if not line.startswith("script "):
                scripts[name].append(line)
                continue
            name = line.split()[1]
            if name in scripts:
                raise SystemExit(f"{path.name}: two scripts are called {name}")
            scripts[name] = []
    return scripts
