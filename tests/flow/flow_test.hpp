// SPDX-License-Identifier: MIT
// A test of sessions on each database, with an eye on what they send.
#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "orpiment/orpiment.hpp"
#include "orpiment/testing/recorder.hpp"
#include "support/database.hpp"
#include "support/expect_error.hpp"

namespace orp::tests {

class FlowTest : public OnEachDatabase {
 protected:
  /// Creates the tables of a model and begins to listen.
  void set_up(const Metadata& metadata) {
    metadata.create_all(engine());
    recorder_.emplace(engine());
  }

  Session open(SessionOptions options = {}) { return Session(engine(), options); }

  /// What was sent since the last call, a summary a statement.
  std::vector<std::string> sent() { return recorder_->take(); }
  /// The same in full.
  std::vector<std::string> sql_sent() {
    std::vector<std::string> texts;
    for (testing::RecordedStatement& statement : recorder_->take_statements())
      texts.push_back(std::move(statement.sql));
    return texts;
  }
  /// Forgets what has been sent so far.
  void forget() { sent(); }

 private:
  std::optional<testing::Recorder> recorder_;
};

/// The names of objects, or what `name` gives.
template <class Objects>
std::vector<std::string> names(Objects&& objects) {
  std::vector<std::string> names;
  for (const auto& object : objects) names.push_back(object.name());
  return names;
}

}  // namespace orp::tests
