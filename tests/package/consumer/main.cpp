// SPDX-License-Identifier: MIT
// A program outside the repository. An error that crosses a library is still what it was.
#include <cstdio>
#include <orpiment/orpiment.hpp>

#include "shop.hpp"

int main() {
  const int found = orders_of_alice();
  std::printf("%d order of Alice\n", found);
  try {
    orp::create_engine("nowhere://");
  } catch (const orp::UsageError& error) {
    std::printf("%s\n", error.what());
    return found == 1 ? 0 : 1;
  }
  return 1;
}
