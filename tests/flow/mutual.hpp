// SPDX-License-Identifier: MIT
// Keys of several columns on each database.
#pragma once
#include <mutual/model.hpp>
#include <string>

#include "flow_test.hpp"

namespace orp::tests {

class MutualTest : public FlowTest {
 protected:
  void SetUp() override { set_up(mutual::metadata()); }
  void empty(std::initializer_list<const char*> tables) {
    for (const char* table : tables) run(std::string("DELETE FROM ") + table);
  }
};

}  // namespace orp::tests
