// SPDX-License-Identifier: MIT
#include "act.hpp"

#include <algorithm>
#include <cstddef>
#include <random>

namespace orp::tests {

Acts random_acts(unsigned seed, std::size_t count, const std::vector<unsigned>& verbs) {
  std::mt19937 random(seed);
  Acts acts(count);
  for (Act& act : acts) {
    act.verb = verbs[random() % verbs.size()];
    for (unsigned& number : act.numbers) number = static_cast<unsigned>(random() % 1000);
  }
  return acts;
}

namespace {

Acts without(const Acts& acts, std::size_t begin, std::size_t end) {
  Acts rest(acts.begin(), acts.begin() + static_cast<std::ptrdiff_t>(begin));
  rest.insert(rest.end(), acts.begin() + static_cast<std::ptrdiff_t>(end), acts.end());
  return rest;
}

// From the end, where what follows the fault stands. True: something went.
bool delete_runs(Acts& acts, std::size_t length, const std::function<bool(const Acts&)>& fails) {
  bool has_shrunk = false;
  for (std::size_t end = acts.size(); end > 0;) {
    const std::size_t begin = end - std::min(end, length);
    if (Acts rest = without(acts, begin, end); fails(rest)) {
      acts = std::move(rest);
      has_shrunk = true;
    }
    end = begin;
  }
  return has_shrunk;
}

void lower_numbers(Acts& acts, const std::function<bool(const Acts&)>& fails) {
  for (std::size_t i = 0; i < acts.size(); ++i)
    for (std::size_t k = 0; k < acts[i].numbers.size(); ++k)
      for (unsigned lower = 0; lower < std::min(acts[i].numbers[k], 2U); ++lower) {
        Acts simpler = acts;
        simpler[i].numbers[k] = lower;
        if (!fails(simpler)) continue;
        acts = std::move(simpler);
        break;
      }
}

}  // namespace

Acts shrink(Acts acts, const std::function<bool(const Acts&)>& fails) {
  for (std::size_t length = acts.size() / 2; length > 1; length /= 2)
    delete_runs(acts, length, fails);
  while (delete_runs(acts, 1, fails)) {
  }
  lower_numbers(acts, fails);
  while (delete_runs(acts, 1, fails)) {
  }
  return acts;
}

}  // namespace orp::tests
