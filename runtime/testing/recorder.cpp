// SPDX-License-Identifier: MIT
#include "orpiment/testing/recorder.hpp"

#include <algorithm>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

#include "orpiment/engine/observer.hpp"

namespace orp::testing {

namespace {

std::string_view first_word(std::string_view sql) {
  return sql.substr(0, sql.find_first_of(" \n("));
}

// What stands behind `keyword`, without quotes: the name of the first table.
std::string table_behind(std::string_view sql, std::string_view keyword) {
  const std::size_t found = sql.find(keyword);
  if (found == std::string_view::npos) return {};
  std::string_view rest = sql.substr(found + keyword.size());
  rest = rest.substr(0, rest.find_first_of(" \n,("));
  std::string name;
  for (const char c : rest)
    if (c != '"') name += c;
  return name;
}

std::string table_of(std::string_view sql) {
  const std::string_view verb = first_word(sql);
  if (verb == "INSERT") return table_behind(sql, "INTO ");
  if (verb == "UPDATE") return table_behind(sql, "UPDATE ");
  return table_behind(sql, "FROM ");
}

// A batch is the same act however the database prefers to have it done.
std::string_view verb_of(const StatementEvent& event) {
  const std::string_view verb = first_word(event.sql);
  return event.is_batch() && verb == "COPY" ? "INSERT" : verb;
}

// Each once: an UPDATE may find by a column that it sets.
std::string columns_of(const StatementEvent& event) {
  std::vector<std::string_view> names;
  for (const std::size_t number : event.columns) {
    const std::string_view name = event.table->columns[number].name;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  std::string text;
  for (const std::string_view name : names) (text += text.empty() ? "" : ", ") += name;
  return text;
}

std::string summarise(const StatementEvent& event) {
  std::string summary(verb_of(event));
  if (!event.is_batch()) {
    const std::string table = table_of(event.sql);
    return table.empty() ? summary : summary + ' ' + table;
  }
  summary += std::string(" ") + event.table->name + " (" + columns_of(event) + ") ";
  return summary + std::to_string(event.row_count) + (event.row_count == 1 ? " row" : " rows");
}

}  // namespace

class Recorder::Listener final : public Observer {
 public:
  Listener(const Engine& engine, RecorderOptions options)
      : options_(options), observation_(engine.observe(*this)) {}

  void on_statement(const StatementEvent& event) override {
    if (event.is_internal) return;
    record({std::string(event.sql), summarise(event), event.row_count, event.failed});
  }
  void on_transaction(const TransactionEvent& event) override {
    const std::string command(event.command());
    if (options_.transactions) record({command, command});
  }

  std::vector<RecordedStatement> take() {
    const std::lock_guard lock(mutex_);
    return std::exchange(statements_, {});
  }
  std::size_t count() {
    const std::lock_guard lock(mutex_);
    return statements_.size();
  }

 private:
  void record(RecordedStatement statement) {
    const std::lock_guard lock(mutex_);
    statements_.push_back(std::move(statement));
  }

  RecorderOptions options_;
  std::mutex mutex_;
  std::vector<RecordedStatement> statements_;
  Observation observation_;  // last: it ends before what it tells of
};

Recorder::Recorder(const Engine& engine, RecorderOptions options)
    : listener_(std::make_unique<Listener>(engine, options)) {}

Recorder::~Recorder() = default;

std::vector<RecordedStatement> Recorder::take_statements() { return listener_->take(); }

std::vector<std::string> Recorder::take() {
  std::vector<std::string> summaries;
  for (RecordedStatement& statement : take_statements())
    summaries.push_back(std::move(statement.summary));
  return summaries;
}

std::size_t Recorder::count() const { return listener_->count(); }

}  // namespace orp::testing
