// SPDX-License-Identifier: MIT
#include "docs/guide.hpp"

#include <cstdlib>

INSTANTIATE_TEST_SUITE_P(Database, Guide, testing::ValuesIn(guide_databases()));

std::vector<std::string> guide_databases() {
  std::vector<std::string> urls = {"sqlite://"};
  if (const char* url = std::getenv("ORPIMENT_TEST_POSTGRES")) urls.emplace_back(url);
  return urls;
}
