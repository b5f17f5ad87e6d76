#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Checks that all sources are formatted: check_format.sh ROOT CLANG_FORMAT
# layout.hpp, rule 1: the files that were accepted are as clang-format would write them.
set -euo pipefail
cd "$1"

folders=()
for folder in include runtime schema codegen samples bench tests; do
  [[ ! -d $folder ]] || folders+=("$folder")
done
find "${folders[@]}" -name '*.[hc]pp' -print0 | xargs -0 --no-run-if-empty -P "$(nproc)" -n 20 \
  "$2" --dry-run -Werror --style=file
echo "all sources are formatted"
