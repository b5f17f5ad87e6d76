// SPDX-License-Identifier: MIT
// The thinnest C++ over libpq: ownership and errors; parameters and results in binary.
#pragma once

#include <libpq-fe.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "handwritten/postgres_wire.hpp"

namespace bench {

/// Rows in binary. Rows and columns count from 0.
class PostgresResult {
 public:
  explicit PostgresResult(PGresult* handle) : handle_(handle) {}

  int size() const { return PQntuples(handle_.get()); }
  bool is_null(int row, int column) const { return PQgetisnull(handle_.get(), row, column) != 0; }
  std::int32_t int32(int row, int column) const { return load_int32(bytes(row, column)); }
  std::int64_t int64(int row, int column) const { return load_int64(bytes(row, column)); }
  bool boolean(int row, int column) const { return *bytes(row, column) != 0; }
  std::int64_t timestamp(int row, int column) const { return int64(row, column) + postgres_epoch; }
  std::int64_t hundredths(int row, int column) const { return load_hundredths(bytes(row, column)); }
  std::string_view text(int row, int column) const {
    return {bytes(row, column), static_cast<std::size_t>(PQgetlength(handle_.get(), row, column))};
  }

  PGresult* handle() const { return handle_.get(); }

 private:
  const char* bytes(int row, int column) const { return PQgetvalue(handle_.get(), row, column); }

  struct Clear {
    void operator()(PGresult* handle) const { PQclear(handle); }
  };
  std::unique_ptr<PGresult, Clear> handle_;
};

/// The parameters of one execution, in binary. Numbers are copied, text and arrays are not.
class PostgresParameters {
 public:
  PostgresParameters() = default;
  PostgresParameters(const PostgresParameters&) = delete;
  PostgresParameters& operator=(const PostgresParameters&) = delete;

  void add(std::int32_t value) { add_number(htobe32(static_cast<std::uint32_t>(value))); }
  void add(std::int64_t value) { add_number(htobe64(static_cast<std::uint64_t>(value))); }
  void add(std::string_view value) { add_bytes(value.data(), value.size()); }
  void add_null() { add_bytes(nullptr, 0); }

  int size() const { return static_cast<int>(size_); }
  const char* const* values() const { return values_.data(); }
  const int* lengths() const { return lengths_.data(); }
  const int* formats() const { return formats_.data(); }

 private:
  static constexpr std::size_t capacity = 6;

  template <class Unsigned>
  void add_number(Unsigned big_endian) {
    std::memcpy(&numbers_[size_], &big_endian, sizeof big_endian);
    add_bytes(reinterpret_cast<const char*>(&numbers_[size_]), sizeof big_endian);
  }
  void add_bytes(const char* data, std::size_t size) {
    values_.at(size_) = data;
    lengths_[size_] = static_cast<int>(size);
    formats_[size_] = 1;
    ++size_;
  }

  std::size_t size_ = 0;
  std::array<const char*, capacity> values_;
  std::array<int, capacity> lengths_;
  std::array<int, capacity> formats_;
  std::array<std::uint64_t, capacity> numbers_;
};

/// Every function throws std::runtime_error when the server refuses.
class PostgresConnection {
 public:
  explicit PostgresConnection(const std::string& url);

  /// One or several statements without parameters.
  void execute(const char* sql);
  void rollback() noexcept;
  PostgresResult query(const char* sql, const PostgresParameters& parameters = {});

  void prepare(const char* name, const char* sql);
  PostgresResult run_prepared(const char* name, const PostgresParameters& parameters);

  /// Runs a prepared statement without rows once an element, without waiting for each answer.
  /// `bind` adds the parameters.
  template <class Elements>
  void run_pipelined(const char* name, const Elements& elements, auto bind) {
    enter_pipeline();
    for (const auto& element : elements) {
      PostgresParameters parameters;
      bind(parameters, element);
      send_prepared(name, parameters);
    }
    finish_pipeline(elements.size());
  }

  /// The result of what was sent last; consumes everything up to the end of that statement.
  PostgresResult finish_statement();

  [[noreturn]] void fail() const;
  PGconn* handle() const { return handle_.get(); }

 private:
  PostgresResult checked(PGresult* result) const;
  void enter_pipeline();
  void send_prepared(const char* name, const PostgresParameters& parameters);
  void finish_pipeline(std::size_t statements);

  struct Finish {
    void operator()(PGconn* handle) const { PQfinish(handle); }
  };
  std::unique_ptr<PGconn, Finish> handle_;
};

}  // namespace bench
