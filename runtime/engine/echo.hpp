// SPDX-License-Identifier: MIT
#pragma once
#include <string_view>

#include "orpiment/engine/observer.hpp"
#include "orpiment/engine/options.hpp"

namespace orp::detail {

/// Writes what an engine does as lines of text (EngineOptions::echo).
class Echo final : public Observer {
 public:
  /// `options` must outlive this object.
  explicit Echo(const EngineOptions& options) : options_(options) {}

  void on_statement(const StatementEvent& event) override;
  void on_transaction(const TransactionEvent& event) override;
  void on_uncommitted(const UncommittedEvent& event) override;
  void on_missing_rows(const MissingRowsEvent& event) override;

 private:
  void write(std::string_view line) const;

  const EngineOptions& options_;
};

}  // namespace orp::detail
