// SPDX-License-Identifier: MIT
#include "support/database.hpp"

#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "orpiment/engine/url_parts.hpp"

namespace orp::tests {

namespace {

const char* postgres_url() {
  const char* const url = std::getenv("ORPIMENT_TEST_POSTGRES");
  return url == nullptr || url[0] == '\0' ? nullptr : url;
}

/// Says once, where nobody overlooks it, that half of the suite is missing.
class Announcement : public testing::Environment {
 public:
  void SetUp() override {
    if (postgres_url() == nullptr) {
      std::puts("*** PostgreSQL is NOT tested: ORPIMENT_TEST_POSTGRES is not set ***");
    }
  }
};
testing::Environment* const announcement =
    testing::AddGlobalTestEnvironment(new Announcement());  // gtest deletes it

std::string unique_name() {
  static std::atomic<int> count{0};
  return "conformance_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
}

Url with_option(const Url& url, const std::string& key, const std::string& value) {
  auto options = url.options();
  options.emplace_back(key, value);
  return url.set({.options = options});
}

}  // namespace

std::vector<DatabaseKind> all_databases() {
  std::vector<DatabaseKind> all = shared_databases();
  all.insert(all.begin(), DatabaseKind::sqlite_memory);
  return all;
}

std::vector<DatabaseKind> shared_databases() {
  std::vector<DatabaseKind> shared = server_databases();
  shared.insert(shared.begin(), DatabaseKind::sqlite_file);
  return shared;
}

std::vector<DatabaseKind> server_databases() {
  return postgres_url() == nullptr ? std::vector<DatabaseKind>{}
                                   : std::vector<DatabaseKind>{DatabaseKind::postgres};
}

std::string database_name(const testing::TestParamInfo<DatabaseKind>& info) {
  switch (info.param) {
    case DatabaseKind::sqlite_memory:
      return "SqliteMemory";
    case DatabaseKind::sqlite_file:
      return "SqliteFile";
    case DatabaseKind::postgres:
      return "Postgres";
  }
  return "Unknown";
}

OnEachDatabase::OnEachDatabase() : url_(Url::parse("sqlite://")) {
  if (GetParam() == DatabaseKind::sqlite_file) {
    folder_ = std::filesystem::temp_directory_path() / unique_name();
    std::filesystem::create_directory(folder_);
    url_ = url_.set({.database = folder_ + "/test.db"});
    url_ = with_option(url_, "synchronous", "off");  // tests need not survive a power cut
  } else if (GetParam() == DatabaseKind::postgres) {
    url_ = Url::parse(postgres_url());
    schema_ = unique_name();
    create_engine(url_).transaction(
        [&](Connection& connection) { connection.execute_script("CREATE SCHEMA " + schema_); });
    url_ = with_option(url_, "options", "-csearch_path=" + schema_);
  }
}

OnEachDatabase::~OnEachDatabase() {
  engine_.reset();
  try {
    if (!schema_.empty()) {
      create_engine(postgres_url()).transaction([&](Connection& connection) {
        connection.execute_script("DROP SCHEMA " + schema_ + " CASCADE");
      });
    }
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
  } catch (const std::exception& error) {
    ADD_FAILURE() << "cannot clean up: " << error.what();
  }
}

Engine& OnEachDatabase::engine() {
  if (!engine_) engine_ = make_engine();
  return *engine_;
}

Engine OnEachDatabase::make_engine(EngineOptions options) const {
  return create_engine(url_, std::move(options));
}

void OnEachDatabase::create(View<const TableInfo*> tables, View<const EnumInfo*> enumerations) {
  const Metadata metadata{"conformance", {}, tables, enumerations};
  metadata.create_all(engine());
}

void OnEachDatabase::run(const std::string& sql) {
  engine().transaction([&](Connection& connection) { connection.execute_script(sql); });
}

}  // namespace orp::tests
