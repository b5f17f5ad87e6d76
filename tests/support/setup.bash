# SPDX-License-Identifier: MIT
# Sourced by the scripts that set a machine up: packages, parallelism, and the split of time.
# shellcheck shell=bash

# shellcheck source=tests/support/process_group.bash
source "$(dirname "${BASH_SOURCE[0]}")/process_group.bash"

# What a package is known by: a command, or a path below /.
declare -rA package_probe=(
  [g++]=g++
  [cmake]=cmake
  [ninja-build]=ninja
  [make]=make
  [libsqlite3-dev]=/usr/include/sqlite3.h
  [libpq-dev]=/usr/include/postgresql/libpq-fe.h
  [libpqxx-dev]=/usr/include/pqxx/pqxx
  [nlohmann-json3-dev]=/usr/include/nlohmann/json.hpp
  [libcli11-dev]=/usr/include/CLI/CLI.hpp
  [libgtest-dev]=/usr/include/gtest/gtest.h
  [libgmock-dev]=/usr/include/gmock/gmock.h
  [libbenchmark-dev]=/usr/include/benchmark/benchmark.h
  [postgresql]=/usr/lib/postgresql
  [valgrind]=valgrind
  [clang]=clang++
  [clang-format-14]=clang-format-14
  [clang-tidy-14]=clang-tidy-14
  [doxygen]=doxygen
  [python3]=python3
  [python3-jsonschema]=/usr/lib/python3/dist-packages/jsonschema
  [python3-sqlalchemy]=/usr/lib/python3/dist-packages/sqlalchemy
)
# shellcheck disable=SC2034 # for those who source this
readonly build_packages=(g++ cmake ninja-build libsqlite3-dev libpq-dev libpqxx-dev
  nlohmann-json3-dev libcli11-dev)
# shellcheck disable=SC2034 # for those who source this
readonly test_packages=(libgtest-dev libgmock-dev postgresql clang clang-format-14 clang-tidy-14
  doxygen make python3 python3-jsonschema python3-sqlalchemy)
# shellcheck disable=SC2034 # for those who source this
readonly bench_packages=(libbenchmark-dev postgresql python3 valgrind)

complain() {
  printf '%s: %s\n' "$(basename "$(dirname "$0")")/$(basename "$0")" "$*" >&2
}

is_installed() {
  local probe=${package_probe[$1]}
  if [[ $probe == /* ]]; then
    [[ -e $probe ]]
  else
    command -v "$probe" >/dev/null
  fi
}

# require_packages NAME... installs what is missing, or says how to.
require_packages() {
  local missing=() package
  for package in "$@"; do
    is_installed "$package" || missing+=("$package")
  done
  ((${#missing[@]} == 0)) || install_packages "${missing[@]}"
}

# What clang++ links to under a sanitizer is a package of its own, named for the version.
require_sanitizers() {
  if ! clang++ -fsanitize=address -x c++ -o /dev/null - <<<'int main() {}' 2>/dev/null; then
    install_packages "libclang-rt-$(clang++ -dumpversion | cut -d. -f1)-dev"
  fi
}

install_packages() {
  local missing=("$@") install=(apt-get install -y --no-install-recommends "$@") sudo=()
  if ! command -v apt-get >/dev/null; then
    complain "missing: ${missing[*]} (these are Debian's names)"
    return 1
  fi
  if ((EUID != 0)); then
    if ! command -v sudo >/dev/null || { ! sudo -n true 2>/dev/null && ! [[ -t 0 ]]; }; then
      complain "packages are missing; as root, run: ${install[*]}"
      return 1
    fi
    sudo=(sudo)
  fi

  local apt=("${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get
    -o DPkg::Lock::Timeout=300 -qq)
  echo "installing ${missing[*]}"
  # A machine that knows these packages needs no update, which is the slow part.
  if ! "${apt[@]}" "${install[@]:1}" >/dev/null 2>&1; then
    "${apt[@]}" update
    "${apt[@]}" "${install[@]:1}" >/dev/null
  fi
}

jobs_count=$(nproc)
export CTEST_PARALLEL_LEVEL=${CTEST_PARALLEL_LEVEL:-$jobs_count}
export CMAKE_BUILD_PARALLEL_LEVEL=${CMAKE_BUILD_PARALLEL_LEVEL:-$jobs_count}
if command -v ccache >/dev/null; then
  export CMAKE_CXX_COMPILER_LAUNCHER=${CMAKE_CXX_COMPILER_LAUNCHER:-ccache}
  export CCACHE_SLOPPINESS=${CCACHE_SLOPPINESS:-pch_defines,time_macros}
fi

step_names=()
step_seconds=()

# step NAME COMMAND [ARGUMENT...] runs the command and remembers how long it took.
step() {
  local name=$1 start=$SECONDS status=0
  shift
  "$@" || status=$?
  step_names+=("$name")
  step_seconds+=($((SECONDS - start)))
  return "$status"
}

print_steps() {
  local i
  printf '\n'
  for i in "${!step_names[@]}"; do
    printf '%-22s %4d s\n' "${step_names[i]}" "${step_seconds[i]}"
  done
  printf '%-22s %4d s\n' total "$SECONDS"
}
