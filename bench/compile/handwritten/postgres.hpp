// SPDX-License-Identifier: MIT
// The thinnest C++ over libpq: ownership and errors; parameters and results in binary.
#pragma once
#include <libpq-fe.h>

#include <array>
#include <cstdint>
#include <string_view>

#include "values.hpp"

namespace hand {

/// Rows. Rows and columns count from 0.
class PostgresResult {
 public:
  explicit PostgresResult(PGresult* handle) : handle_(handle) {}
  PostgresResult(const PostgresResult&) = delete;
  PostgresResult& operator=(const PostgresResult&) = delete;
  ~PostgresResult() { PQclear(handle_); }

  int size() const { return PQntuples(handle_); }
  /// How many rows a statement without rows met.
  int affected() const;
  bool is_null(int row, int column) const { return PQgetisnull(handle_, row, column) != 0; }
  bool boolean(int row, int column) const { return *bytes(row, column) != 0; }
  std::int32_t int32(int row, int column) const;
  std::int64_t int64(int row, int column) const;
  double real(int row, int column) const;
  Date date(int row, int column) const;
  Moment moment(int row, int column) const;
  Amount amount(int row, int column) const;
  std::string_view text(int row, int column) const {
    return {bytes(row, column), static_cast<std::size_t>(PQgetlength(handle_, row, column))};
  }

 private:
  const char* bytes(int row, int column) const { return PQgetvalue(handle_, row, column); }

  PGresult* handle_;
};

/// The parameters of one execution. Numbers are copied, texts are not.
class PostgresParameters {
 public:
  PostgresParameters() = default;
  PostgresParameters(const PostgresParameters&) = delete;
  PostgresParameters& operator=(const PostgresParameters&) = delete;

  void add(bool value);
  void add(std::int32_t value);
  void add(std::int64_t value);
  void add(double value);
  void add(Date value);
  void add(Amount value);
  void add(std::string_view value) { add_bytes(value.data(), value.size()); }
  void add_null() { add_bytes(nullptr, 0); }

  /// Throws std::runtime_error when the server refuses.
  PostgresResult run(PGconn* connection, const char* prepared) const;

 private:
  static constexpr std::size_t capacity = 16;

  void add_number(std::uint64_t big_endian, std::size_t size);
  void add_bytes(const char* data, std::size_t size);

  std::size_t size_ = 0;
  std::array<const char*, capacity> values_;
  std::array<int, capacity> lengths_;
  std::array<int, capacity> formats_;
  std::array<std::array<char, 16>, capacity> numbers_;
};

/// Throws std::runtime_error when the server refuses.
void prepare(PGconn* connection, const char* name, const char* sql);

}  // namespace hand
