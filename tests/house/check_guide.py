#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that the guide shows how each function is called that programs call: check_guide.py ROOT DOXYGEN

What programs call are the public member functions of CLASSES and the functions of NAMESPACES, as the headers
declare them. The code of docs/guide has to call each one: in a fence, or within a line between backquotes.
What has no place there stands in EXCEPTIONS, with the reason.
"""

import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree
from pathlib import Path

CLASSES = """
    Engine PoolStatus Connection Transaction Savepoint Rows DynamicRow DynamicResult
    Session SessionTransaction SessionFactory FlushPlan FlushStep Scalars Entity ManyBase Many
    Select QueryMembers Compound Derived OptionalDerived Insert Update UpdateDraft Delete DeleteDraft Executable Text
    detail::ExpressionMembers ToOne ToMany Aliased AliasedRelation Ordering Aggregate CaseStart Case LoadPath
    Error IntegrityError testing::Recorder
""".split()
NAMESPACES = ["orp", "orp::func"]

AMENDS = "amends an error in flight; error.hpp shows it"
OF_STATEMENTS = "looks into a statement, which programs put together and run"
OF_HEADERS = "what headers and generated code are made of"
EXCEPTIONS = {
    "is_arithmetic": OF_HEADERS, "is_integer": OF_HEADERS, "is_floating": OF_HEADERS, "missing_part": OF_HEADERS,
    "stored_as_word": OF_HEADERS, "view_of": OF_HEADERS,
    "from_json": "nlohmann::json calls it: document.get<orp::Json>()",
    "file": "no error of the library tells the place of the call so far",
    "line": "no error of the library tells the place of the call so far",
    "end": "range-based for calls it",
    "raise": "throws a kept error again; error.hpp says when",
    "with_note": AMENDS, "with_details": AMENDS, "redact_parameters": AMENDS,
    "node": OF_STATEMENTS, "is_descending": OF_STATEMENTS, "nulls": OF_STATEMENTS,
    "step": "what selectinload() and its like are made of",
}


def declared(root, doxygen):
    """(class or namespace, function) of all that programs call, in the order of the names."""
    options = (root / "docs/reference/Doxyfile").read_text() + """
        INPUT = include/orpiment
        FILE_PATTERNS = *.hpp
        EXCLUDE_SYMBOLS =
        GENERATE_HTML = NO
        GENERATE_XML = YES
        XML_PROGRAMLISTING = NO
        WARNINGS = NO"""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([doxygen, "-"], cwd=root, input=options, capture_output=True, text=True, check=True,
                       env={**os.environ, "ORPIMENT_REFERENCE_DIR": folder})
        pages = [xml.etree.ElementTree.parse(file).getroot().find("compounddef")
                 for file in Path(folder, "xml").glob("*.xml") if file.name != "index.xml"]
    owners = {owner: set() for owner in [*(f"orp::{name}" for name in CLASSES), *NAMESPACES]}
    for page in pages:
        owner = page.findtext("compoundname") if page is not None else None
        if owner in owners:
            owners[owner] |= set(functions_of(page))
    missing = [owner for owner, functions in owners.items() if not functions]
    if missing:
        sys.exit(f"tests/house/check_guide.py: the headers have no functions of {', '.join(missing)}")
    return sorted((owner, name) for owner, names in owners.items() for name in names)


def functions_of(page):
    constructor = page.findtext("compoundname").split("::")[-1]
    for member in page.iter("memberdef"):
        name = member.findtext("name")
        is_public = member.get("kind") == "function" and member.get("prot") == "public"
        if is_public and re.fullmatch(r"\w+", name) and name != constructor and not name.startswith("operator"):
            yield name


def called(root):
    """The names that the code of the guide calls."""
    names = set()
    for page in (root / "docs/guide").glob("*.md"):
        text = page.read_text()
        code = re.findall(r"^```cpp$(.*?)^```$", text, re.DOTALL | re.MULTILINE)
        code += re.findall(r"`([^`\n]+)`", text)
        for piece in code:
            names |= set(re.findall(r"\b(\w+)(?:<[^;]*?>)?\(", piece))
    return names


def main():
    root = Path(sys.argv[1])
    shown = called(root)
    functions = declared(root, sys.argv[2])
    mistakes = [f"{owner}::{name}: no code in docs/guide calls it; show it where a reader would look"
                for owner, name in functions if name not in shown and name not in EXCEPTIONS]
    names = {name for _, name in functions}
    mistakes += [f"tests/house/check_guide.py: the exception {name} is needed no more"
                 for name in EXCEPTIONS if name in shown or name not in names]
    print("\n".join(mistakes) or f"the guide calls all {len(functions)} functions")
    return 1 if mistakes else 0


if __name__ == "__main__":
    sys.exit(main())
