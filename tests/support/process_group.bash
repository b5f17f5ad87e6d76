# SPDX-License-Identifier: MIT
# Sourced. Runs a command so that a signal to the script ends all that the command started.
# shellcheck shell=bash

group_pid=

# run_in_group COMMAND [ARGUMENT...] runs it in a process group of its own. This shell waits where it
# can react to signals, which a foreground command would delay until its end.
run_in_group() {
  local status=0
  set -m
  "$@" <&0 &
  group_pid=$!
  set +m
  wait "$group_pid" || status=$?
  group_pid=
  return "$status"
}

# For the EXIT trap: ends what run_in_group still runs.
stop_group() {
  trap '' INT TERM HUP # a second Ctrl-C must not cut the cleaning short
  if [[ -n $group_pid ]]; then
    kill -TERM -- "-$group_pid" 2>/dev/null || true
    wait "$group_pid" 2>/dev/null || true
  fi
}

trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM
