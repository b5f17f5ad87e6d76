#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Checks that all sources are formatted: check_format.sh ROOT CLANG_FORMAT [--accept]
# With --accept they are afterwards.
# layout.hpp, rule 1: the files that were accepted are as clang-format would write them.
set -euo pipefail
cd "$1"

act=(--dry-run -Werror)
[[ ${3:-} != --accept ]] || act=(-i)

folders=()
for folder in include runtime schema codegen samples bench tests; do
  [[ ! -d $folder ]] || folders+=("$folder")
done
find "${folders[@]}" -name '*.[hc]pp' -print0 | xargs -0 --no-run-if-empty -P "$(nproc)" -n 20 \
  "$2" "${act[@]}" --style=file
echo "all sources are formatted"
