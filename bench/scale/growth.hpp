// SPDX-License-Identifier: MIT
#pragma once

namespace bench::scale {

/// By how much the memory of the process has grown since it was made, without what SQLite holds.
class Growth {
 public:
  Growth();

  /// What malloc has handed out.
  double bytes() const;
  /// What the system gave at most, as it counts it.
  double peak_bytes() const;

 private:
  double heap_;
  double resident_;
};

}  // namespace bench::scale
