// SPDX-License-Identifier: MIT
#pragma once

namespace orp::detail {

/// How many fork()s lie between the process in which this was first called and this one: what was
/// noted down under another number is an ancestor's. Unlike getpid() it asks the kernel nothing.
/// Throws std::bad_alloc, the first time only.
unsigned fork_depth();

}  // namespace orp::detail
