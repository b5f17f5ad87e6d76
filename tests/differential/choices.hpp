// SPDX-License-Identifier: MIT
// What a generator decides, as a list of numbers: drawn at random from a seed, or read from a list,
// whose end counts as zeros. A generator takes its simplest way for 0, so a shorter list of smaller
// numbers is a simpler statement: shrinking needs to know nothing of statements.
#pragma once
#include <cstddef>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace differential {

class Choices {
 public:
  explicit Choices(std::uint64_t seed) : random_(seed) {}
  explicit Choices(std::vector<unsigned> list) : list_(std::move(list)), is_replay_(true) {}

  /// One of 0 to `count` - 1.
  unsigned below(unsigned count) {
    unsigned choice = 0;
    if (!is_replay_) {
      choice = static_cast<unsigned>(random_() % count);
      list_.push_back(choice);
    } else if (next_ < list_.size()) {
      choice = list_[next_++] % count;
    }
    return choice;
  }
  /// So many times of a hundred; 0 is no.
  bool chance(unsigned percent) { return below(100) >= 100 - percent; }

  const std::vector<unsigned>& list() const { return list_; }

 private:
  std::mt19937_64 random_;
  std::vector<unsigned> list_;
  std::size_t next_ = 0;
  bool is_replay_ = false;
};

/// The simplest list found from which on `fails` still holds. Calls it at most `attempts` times.
template <class Fails>
std::vector<unsigned> shrunk(std::vector<unsigned> list, const Fails& fails, int attempts = 400) {
  const auto try_list = [&](std::vector<unsigned> candidate) {
    if (attempts-- <= 0 || !fails(candidate)) return false;
    list = std::move(candidate);
    return true;
  };
  for (bool has_changed = true; has_changed && attempts > 0;) {
    has_changed = false;
    for (std::size_t width = list.size(); width > 0 && attempts > 0; width /= 2) {
      for (std::size_t at = 0; at < list.size() && attempts > 0;) {
        std::vector<unsigned> candidate = list;
        const std::size_t end = std::min(at + width, candidate.size());
        candidate.erase(candidate.begin() + static_cast<std::ptrdiff_t>(at),
                        candidate.begin() + static_cast<std::ptrdiff_t>(end));
        if (try_list(std::move(candidate)))
          has_changed = true;
        else
          at += width;
      }
    }
    for (std::size_t at = 0; at < list.size() && attempts > 0; ++at) {
      if (list[at] == 0) continue;
      std::vector<unsigned> candidate = list;
      candidate[at] = 0;
      has_changed |= try_list(std::move(candidate));
    }
  }
  return list;
}

}  // namespace differential
