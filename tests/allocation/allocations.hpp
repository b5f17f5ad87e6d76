// SPDX-License-Identifier: MIT
// Memory that ends at any point: the n-th allocation fails, for n up to the end of the scenario.
// What is told is std::bad_alloc or an orp::Error. Every 7th n is tried, on a server every 29th, or
// with ORPIMENT_TEST_LONG every one.
//
// What fails is operator new, hence all of the library's own memory. The databases' libraries take
// theirs from malloc(), which is left alone: libpq would have to be told from the rest of the
// process, and its own failures come as a lost connection, which the conformance tests have.
#pragma once
#include <functional>

namespace orp::tests {

/// Runs `work` in this thread, the allocation after the first n failing. True when no more than n
/// were made, false when one has failed; that may be where the library can do without it.
bool completes(const std::function<void()>& work, long n);

/// Calls `attempt(n)` until it says that no allocation failed.
void for_each_allocation(bool is_on_server, const std::function<bool(long)>& attempt);

}  // namespace orp::tests
