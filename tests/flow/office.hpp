// SPDX-License-Identifier: MIT
// The unit of work on each database, with an eye on what it sends.
#pragma once
#include <office/model.hpp>
#include <optional>
#include <string>
#include <vector>

#include <gmock/gmock.h>

#include "conformance/database.hpp"
#include "conformance/expect_error.hpp"
#include "orpiment/orpiment.hpp"
#include "orpiment/testing/recorder.hpp"

namespace orp::tests {

using namespace orp::literals;
using conformance::error_of;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class OfficeTest : public conformance::OnEachDatabase {
 protected:
  void SetUp() override {
    office::metadata().create_all(engine());
    recorder_.emplace(engine());
  }
  void TearDown() override { recorder_.reset(); }

  Session open(SessionOptions options = {}) { return Session(engine(), options); }

  /// What was sent since the last call, a summary a statement.
  std::vector<std::string> sent() { return recorder_->take(); }
  std::int64_t count(const std::string& table) {
    const auto rows = value_of<std::int64_t>("SELECT count(*) FROM " + table);
    sent();
    return rows;
  }
  void execute(const std::string& sql) {
    run(sql);
    sent();
  }

 private:
  std::optional<testing::Recorder> recorder_;
};

}  // namespace orp::tests
