// SPDX-License-Identifier: MIT
#pragma once
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include <bookshop/model.hpp>
#include <orpiment/orpiment.hpp>

#include "docs/databases.hpp"

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
