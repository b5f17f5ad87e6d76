// SPDX-License-Identifier: MIT
// A test of sessions on each database, with an eye on what they send.
#pragma once
#include <algorithm>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "conformance/database.hpp"
#include "conformance/expect_error.hpp"
#include "orpiment/orpiment.hpp"

namespace orp::tests {

using conformance::error_of;

/// The statements that an engine sends, in order.
class StatementLog final : public Observer {
 public:
  void on_statement(const backend::StatementEvent& event) override {
    const std::lock_guard lock(mutex_);
    statements_.emplace_back(event.sql);
  }
  void on_transaction(const TransactionEvent& event) override {
    const std::lock_guard lock(mutex_);
    transactions_.push_back(event.kind);
  }

  /// Those since the last call.
  std::vector<std::string> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(statements_, {});
  }
  std::vector<TransactionEvent::Kind> take_transactions() {
    const std::lock_guard lock(mutex_);
    return std::exchange(transactions_, {});
  }

 private:
  std::mutex mutex_;
  std::vector<std::string> statements_;
  std::vector<TransactionEvent::Kind> transactions_;
};

class FlowTest : public conformance::OnEachDatabase {
 protected:
  ~FlowTest() override { engine().detach(log_); }

  /// Creates the tables of a model and begins to listen.
  void set_up(const Metadata& metadata) {
    metadata.create_all(engine());
    engine().attach(log_);
  }

  Session open(SessionOptions options = {}) { return Session(engine(), options); }

  /// The statements since the last call of this or of reads().
  std::vector<std::string> sent() { return log_.take(); }
  /// The table that each of them reads first; what is no SELECT is given in full.
  std::vector<std::string> reads() {
    std::vector<std::string> tables;
    for (const std::string& sql : sent()) tables.push_back(table_of(sql));
    return tables;
  }
  /// Forgets what has been sent so far.
  void forget() {
    log_.take();
    log_.take_transactions();
  }
  std::vector<TransactionEvent::Kind> transactions() { return log_.take_transactions(); }

 private:
  static std::string table_of(const std::string& sql) {
    constexpr std::string_view from = " FROM ";
    const std::size_t found = sql.rfind("SELECT", 0) == 0 ? sql.find(from) : std::string::npos;
    if (found == std::string::npos) return sql;
    const std::size_t begin = found + from.size();
    std::string name = sql.substr(begin, sql.find_first_of(" ,\n", begin) - begin);
    name.erase(std::remove(name.begin(), name.end(), '"'), name.end());
    return name;
  }

  StatementLog log_;
};

/// The names of objects, or what `name` gives.
template <class Objects>
std::vector<std::string> names(Objects&& objects) {
  std::vector<std::string> names;
  for (const auto& object : objects) names.push_back(object.name());
  return names;
}

}  // namespace orp::tests
