// SPDX-License-Identifier: MIT
#include "backend/sqlite/open.hpp"

#include <charconv>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>

#include "backend/sqlite/dialect.hpp"
#include "backend/sqlite/errors.hpp"
#include "backend/sqlite/functions.hpp"
#include "backend/sqlite/keys_table.hpp"
#include "backend/sqlite/options.hpp"
#include "backend/sqlite/series_table.hpp"
#include "orpiment/base/error.hpp"

namespace orp::backend::sqlite {

namespace {

constexpr int default_busy_timeout = 5000;  // milliseconds

void append_encoded(std::string& out, std::string_view text) {
  constexpr char digits[] = "0123456789ABCDEF";
  for (const char c : text) {
    if (c == '%' || c == '?' || c == '#' || c == '&' || c == '=') {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += digits[byte >> 4u];
      out += digits[byte & 15u];
    } else {
      out += c;
    }
  }
}

/// The library cuts a part of a URI where a zero byte is encoded, and would open something else.
void check_uri(std::string_view database) {
  if (database.starts_with("file:") && database.find("%00") != std::string_view::npos)
    throw UsageError(
        {.code = "ORP-1401",
         .message = "the database URL cannot be read: the file: URI holds a zero byte"});
}

/// What sqlite3_open_v2 understands: a path, or a URI when there are options for it.
std::string file_name(const Address& address) {
  const bool is_uri = address.database.starts_with("file:");
  std::string name = address.database.empty() ? ":memory:" : address.database;
  bool has_query = is_uri && name.find('?') != std::string::npos;
  bool is_converted = is_uri;
  for (const auto& [key, value] : address.options) {
    if (!is_uri_option(key)) continue;
    if (!is_converted) {
      std::string uri = "file:";
      append_encoded(uri, name);
      name = std::move(uri);
      is_converted = true;
    }
    name += has_query ? '&' : '?';
    has_query = true;
    append_encoded(name, key);
    name += '=';
    append_encoded(name, value);
  }
  return name;
}

/// Where no mode lets the library make a file, it says of one that is not there only that it cannot
/// be opened.
void check_there(const Address& address) {
  const std::string mode = option(address, "mode").value_or("rwc");
  if ((mode != "rw" && mode != "ro") || address.database.starts_with("file:")) return;
  std::error_code ignored;
  if (!std::filesystem::exists(address.database, ignored))
    throw_missing_file(address.database, mode);
}

bool is_read_only(sqlite3* database) { return sqlite3_db_readonly(database, "main") == 1; }

/// Runs a pragma and returns the first value it answers.
std::string pragma(sqlite3* database, const std::string& path, const std::string& text) {
  sqlite3_stmt* raw = nullptr;
  int result = sqlite3_prepare_v2(database, ("PRAGMA " + text).c_str(), -1, &raw, nullptr);
  const StatementHandle statement(raw);
  std::string answer;
  if (result == SQLITE_OK) result = sqlite3_step(raw);
  if (result == SQLITE_ROW) {
    const unsigned char* const value = sqlite3_column_text(raw, 0);
    if (value != nullptr) answer = reinterpret_cast<const char*>(value);
  } else if (result != SQLITE_DONE) {
    throw_cannot_open(path, result, "PRAGMA " + text + ": " + sqlite3_errmsg(database));
  }
  return answer;
}

int busy_timeout(const Address& address) {
  const std::optional<std::string> value = option(address, "busy_timeout");
  int milliseconds = default_busy_timeout;
  if (value) std::from_chars(value->data(), value->data() + value->size(), milliseconds);
  return milliseconds;
}

/// Turning to WAL needs the file for itself, and the library does not wait for that as it does for
/// other locks: when several connections open a new file at once, all but one must try again.
void set_journal_mode(sqlite3* database, const std::string& path, const std::string& mode,
                      int patience) {
  const std::string text = "journal_mode = " + mode;
  constexpr int pause = 10;
  for (int waited = 0;; waited += pause) {
    try {
      pragma(database, path, text);
      return;
    } catch (const ConnectionError&) {
      if ((sqlite3_errcode(database) & 0xff) != SQLITE_BUSY || waited >= patience) throw;
      sqlite3_sleep(pause);
    }
  }
}

/// A file that others made keeps the mode that they gave it: it would not go back by itself.
bool is_new(sqlite3* database, const std::string& path) {
  return pragma(database, path, "page_count") == "0";
}

void set_up_file(sqlite3* database, const Address& address, const std::string& path) {
  const int timeout = busy_timeout(address);
  sqlite3_busy_timeout(database, timeout);
  const std::optional<std::string> mode = option(address, "journal_mode");
  if (!is_read_only(database) && (mode || is_new(database, path)))
    set_journal_mode(database, path, mode.value_or("WAL"), timeout);
  pragma(database, path, "schema_version");  // reads the file: is it a database?
}

void attach(sqlite3* database, const Attachment& attachment) {
  std::string sql = "ATTACH ";
  sqlite_dialect().quote_text(sql, attachment.file);
  sql += " AS " + sqlite_dialect().quoted(attachment.name);
  const int result = sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) throw_cannot_open(attachment.file, result, sqlite3_errmsg(database));
}

void set_up(sqlite3* database, const Address& address, const std::string& path) {
  // A misspelled "column" is an error, not a text.
  sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(database, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  if (!is_in_memory(address)) set_up_file(database, address, path);
  for (const char* name : {"synchronous", "cache_size"}) {
    if (const auto value = option(address, name)) {
      pragma(database, path, std::string(name) + " = " + *value);
    }
  }
  for (const Attachment& each : attachments(address)) attach(database, each);
  pragma(database, path, "case_sensitive_like = ON");
  pragma(database, path, "foreign_keys = ON");
  if (pragma(database, path, "foreign_keys") != "1") {
    throw_cannot_open(path, SQLITE_ERROR, "this build of the library has no foreign keys");
  }
  for (const auto provide : {register_keys_table, register_series_table, register_functions}) {
    if (const int result = provide(database); result != SQLITE_OK)
      throw_cannot_open(path, result, sqlite3_errstr(result));
  }
}

}  // namespace

bool is_in_memory(const Address& address) {
  return address.database.empty() || address.database == ":memory:" ||
         address.database.starts_with("file::memory:") ||
         address.database.find("mode=memory") != std::string::npos ||
         option(address, "mode") == "memory";
}

DatabaseHandle open_database(const Address& address) {
  check_uri(address.database);
  const std::string name = file_name(address);
  // Without mutexes, which cost every read a tenth: a link is used by one thread at a time.
  constexpr int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_URI |
                        SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  sqlite3* raw = nullptr;
  const int result = sqlite3_open_v2(name.c_str(), &raw, flags, nullptr);
  DatabaseHandle database(raw);  // also after a failure
  if (result != SQLITE_OK) {
    check_there(address);
    throw_cannot_open(address.database, result,
                      raw == nullptr ? sqlite3_errstr(result) : sqlite3_errmsg(raw));
  }
  set_up(raw, address, address.database);
  return database;
}

}  // namespace orp::backend::sqlite
