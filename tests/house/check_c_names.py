#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Checks that schema/model/c_names.inc has every name that the C library declares outside of all
namespaces, where a namespace of that name does not compile.

    check_c_names.py ROOT COMPILER [--accept]

The compiler is asked: a namespace of each name that stands in the headers. Names that the list has
beside these are those of other systems, and stay.
"""

import re
import subprocess
import sys
from pathlib import Path

HEADERS = """
    algorithm any atomic cassert cctype cerrno cfenv charconv chrono cinttypes clocale cmath complex
    condition_variable csetjmp csignal cstdarg cstdio cstdlib cstring ctime cuchar cwchar cwctype
    filesystem functional future iostream map random regex thread variant
    aio.h arpa/inet.h dirent.h dlfcn.h fcntl.h fnmatch.h ftw.h glob.h grp.h iconv.h langinfo.h
    libgen.h monetary.h mqueue.h net/if.h netdb.h netinet/in.h netinet/tcp.h nl_types.h poll.h
    pthread.h pwd.h regex.h sched.h search.h semaphore.h spawn.h strings.h sys/ipc.h sys/mman.h
    sys/msg.h sys/resource.h sys/select.h sys/sem.h sys/shm.h sys/socket.h sys/stat.h sys/statvfs.h
    sys/time.h sys/times.h sys/types.h sys/uio.h sys/un.h sys/utsname.h sys/wait.h syslog.h
    termios.h unistd.h utime.h wordexp.h
    orpiment/orpiment.hpp orpiment/meta/facts.hpp
""".split()
WIDTH = 100
REFUSED = re.compile(r"error: 'namespace (\w+) .*redeclared as different kind")


def compile_(compiler, root, program, *options):
    command = [compiler, "-std=c++20", f"-I{root / 'include'}", *options, "-x", "c++", "-"]
    return subprocess.run(command, input=program, capture_output=True, text=True,
                          env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"})


def words_of(text):
    return set(re.findall(r"\b[A-Za-z][A-Za-z0-9_]*\b", text))


def refused_names(root, compiler):
    """The names that cannot be those of namespaces beside the headers; no keywords, no macros."""
    includes = "".join(f"#include <{header}>\n" for header in HEADERS)
    preprocessed = compile_(compiler, root, includes, "-E")
    if preprocessed.returncode != 0:
        sys.exit(preprocessed.stderr)
    keywords = re.search(r"keywords\[\] = {(.*?)};", (root / "schema/model/naming.cpp").read_text(), re.S)
    macros = compile_(compiler, root, includes, "-E", "-dM").stdout
    text = "\n".join(line for line in preprocessed.stdout.splitlines() if not line.startswith("#"))
    names = words_of(text) - words_of(keywords[1]) - set(re.findall(r"#define (\w+)", macros))
    namespaces = "".join(f"namespace {name} {{}}\n" for name in sorted(names))
    answer = compile_(compiler, root, includes + namespaces, "-fsyntax-only", "-fmax-errors=0").stderr
    return set(REFUSED.findall(answer))


def wrapped(names):
    lines = [""]
    for name in sorted(names):
        if len(lines[-1]) + 1 + len(name) > WIDTH:
            lines.append("")
        lines[-1] += (" " if lines[-1] else "") + name
    return "\n".join(lines)


def main():
    root, compiler = Path(sys.argv[1]), sys.argv[2]
    path = root / "schema/model/c_names.inc"
    head, listed, tail = re.fullmatch(r'(.*R"\(\n)(.*)(\n\)".*)', path.read_text(), re.S).groups()
    found = refused_names(root, compiler)
    if "tm" not in found:
        sys.exit(f"{compiler} does not refuse a namespace of the name tm as expected")
    if sys.argv[3:] == ["--accept"]:
        path.write_text(head + wrapped(found | words_of(listed)) + tail)
        return
    missing = sorted(found - words_of(listed))
    if missing:
        sys.exit(f"{path}: lacks {' '.join(missing)}\nadd them: {sys.argv[0]} {root} {compiler} --accept")
    print(f"{len(found)} names of the C library are known")


main()
