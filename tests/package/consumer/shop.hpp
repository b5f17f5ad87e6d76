// SPDX-License-Identifier: MIT
#pragma once

/// Writes a graph, reads it back, and returns how many orders of Alice it found: one.
int orders_of_alice();
