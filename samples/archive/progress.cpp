// SPDX-License-Identifier: MIT
#include "progress.hpp"

#include <unistd.h>

#include <cstdio>
#include <utility>

namespace {
constexpr std::size_t width = 40;
constexpr std::size_t steps = 200;
}  // namespace

Progress::Progress(std::string what, std::size_t total)
    : what_(std::move(what)), total_(total), is_visible_(isatty(STDERR_FILENO) != 0) {}

Progress::~Progress() {
  if (is_visible_) std::fprintf(stderr, "\r\033[K");
}

void Progress::advance() {
  ++done_;
  if (is_visible_ && (done_ == total_ || done_ % (total_ / steps + 1) == 0)) draw();
}

void Progress::draw() const {
  const std::size_t filled = total_ == 0 ? width : width * done_ / total_;
  const std::string bar = std::string(filled, '#') + std::string(width - filled, '.');
  std::fprintf(stderr, "\r%-12s [%s] %zu/%zu", what_.c_str(), bar.c_str(), done_, total_);
}
