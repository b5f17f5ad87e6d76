// SPDX-License-Identifier: MIT
// Unique values on each database.
#pragma once
#include <registry/model.hpp>
#include <string>

#include "flow_test.hpp"

namespace orp::tests {

class RegistryTest : public FlowTest {
 protected:
  void SetUp() override { set_up(registry::metadata()); }

  std::int64_t count(Session& session, const std::string& table) {
    session.commit();
    const auto rows = value_of<std::int64_t>("SELECT count(*) FROM " + table);
    forget();
    return rows;
  }
};

}  // namespace orp::tests
