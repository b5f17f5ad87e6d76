// SPDX-License-Identifier: MIT
#pragma once

namespace orp {

/// The line of the user's program that made a call. Take it as a defaulted last parameter:
///
///     void flush(CallSite caller = CallSite::here());
///
/// (std::source_location does the same, but not every supported compiler has it.) What a program
/// throws can tell it; the library's own errors do not yet.
struct CallSite {
  const char* file = nullptr;  ///< static storage; nullptr when unknown
  int line = 0;                ///< from 1; 0 when unknown

  /// The line that calls; leave the parameters to their defaults.
  static constexpr CallSite here(const char* file = __builtin_FILE(),
                                 int line = __builtin_LINE()) noexcept {
    return {file, line};
  }
};

}  // namespace orp
