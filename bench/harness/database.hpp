// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "harness/dataset.hpp"

namespace bench {

/// The database that both sides work on, and its upkeep between measurements, which goes over a
/// connection of its own. Creates the tables and drops them in the end.
class Database {
 public:
  virtual ~Database() = default;
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  /// "sqlite" or "postgres": how rows of the report begin.
  const std::string& name() const { return name_; }
  /// What the hand-written side connects to: a file name or a connection string.
  const std::string& location() const { return location_; }
  /// What orp::create_engine() takes.
  const std::string& url() const { return url_; }

  /// Puts the dataset into the tables, unless it is there already and nobody wrote to it since.
  void hold(const Dataset& dataset);
  /// Says that what hold() put there is no longer there.
  void spoil() { held_.reset(); }

  /// The library's or server's, for the report's head.
  virtual std::string version() = 0;
  /// A checksum over the table of users.
  virtual std::uint64_t checksum() = 0;

 protected:
  Database(std::string name, std::string location, std::string url);

 private:
  virtual void fill(const Dataset& dataset) = 0;

  std::string name_;
  std::string location_;
  std::string url_;
  std::optional<Dataset> held_;
};

/// Creates the file, which must not exist.
std::unique_ptr<Database> make_sqlite_database(const std::string& file);
/// The server's database must not hold tables of our names.
std::unique_ptr<Database> make_postgres_database(const std::string& url);

}  // namespace bench
