// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstddef>
#include <ctime>
#include <string>
#include <vector>

namespace bench::scale {

/// A line of the table at one size.
struct Figure {
  std::string what;
  double value = 0;
  double cpu = -1;  // of a time: how much of it this process worked; negative: no time
};

/// What a scene finds out.
class Figures {
 public:
  void add(const char* what, double value) { all_.push_back({what, value}); }

  /// Microseconds of `work`, divided by `count`.
  void time(const char* what, std::size_t count, auto work) { time_in(1e6, what, count, work); }
  void time_in_nanoseconds(const char* what, std::size_t count, auto work) {
    time_in(1e9, what, count, work);
  }

  const std::vector<Figure>& all() const { return all_; }

 private:
  void time_in(double units_a_second, const char* what, std::size_t count, auto work) {
    const auto start = std::chrono::steady_clock::now();
    const std::clock_t cpu_start = std::clock();
    work();
    const double cpu = static_cast<double>(std::clock() - cpu_start) / CLOCKS_PER_SEC;
    const std::chrono::duration<double> elapsed = std::chrono::steady_clock::now() - start;
    const double each = units_a_second / static_cast<double>(count);
    all_.push_back({what, elapsed.count() * each, cpu * each});
  }

  std::vector<Figure> all_;
};

}  // namespace bench::scale
