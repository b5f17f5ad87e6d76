// SPDX-License-Identifier: MIT
#pragma once
#include <chrono>
#include <cstddef>
#include <string>

/// A line that fills up; silent unless the output is a terminal.
class Progress {
 public:
  Progress(std::string what, std::size_t total);
  ~Progress();
  void advance();

 private:
  void draw() const;

  std::string what_;
  std::size_t total_;
  std::size_t done_ = 0;
  bool is_visible_;
};

/// Wall time since it was made.
class Stopwatch {
 public:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
  }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};
