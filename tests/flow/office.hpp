// SPDX-License-Identifier: MIT
// The unit of work on each database, with an eye on what it sends.
#pragma once
#include <office/model.hpp>
#include <string>

#include "flow_test.hpp"

namespace orp::tests {

using namespace orp::literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class OfficeTest : public FlowTest {
 protected:
  void SetUp() override { set_up(office::metadata()); }

  std::int64_t count(const std::string& table) {
    const auto rows = value_of<std::int64_t>("SELECT count(*) FROM " + table);
    forget();
    return rows;
  }
  void execute(const std::string& sql) {
    run(sql);
    forget();
  }
};

}  // namespace orp::tests
