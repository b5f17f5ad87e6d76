#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Only backend/ knows which databases there are, and two files of the schema language: which names
# they keep for themselves, and which types only one has: check_words.sh ROOT
set -euo pipefail
cd "$1"

found=$(grep -rniE 'sqlite|postgres' include runtime schema codegen --include='*.[ch]pp' \
  --exclude-dir=backend --exclude=check_database_names.cpp --exclude=known_types.cpp || true)
if [[ -n $found ]]; then
  printf '%s\n' "$found"
  echo "Outside backend/ no file may name a database: ask the dialect instead."
  exit 1
fi
echo "only backend/ names databases"
