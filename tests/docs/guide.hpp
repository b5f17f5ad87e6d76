// SPDX-License-Identifier: MIT
#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>

#include <bookshop/model.hpp>
#include <orpiment/orpiment.hpp>

/// An empty bookshop on each database that there is.
class Guide : public testing::TestWithParam<std::string> {
 protected:
  Guide() : engine(orp::create_engine(GetParam())) {
    bookshop::metadata().drop_all(engine);
    bookshop::metadata().create_all(engine);
  }
  ~Guide() override { bookshop::metadata().drop_all(engine); }

  orp::Engine engine;
};

inline std::vector<std::string> guide_databases() {
  std::vector<std::string> urls = {"sqlite://"};
  if (const char* url = std::getenv("ORPIMENT_TEST_POSTGRES")) urls.emplace_back(url);
  return urls;
}
