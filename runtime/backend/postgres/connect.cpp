// SPDX-License-Identifier: MIT
// The one file that includes libpqxx. Its versions differ in how one gets at the PGconn: 6.x
// through a connection policy of our own, 7.7 and later through seize_raw_connection. Nothing else
// of it is used, so that no other difference matters.
#include "backend/postgres/connect.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>

// libpqxx 7.8 decides about source_location in the program that includes it, and then does not find
// its own library's symbols when that was compiled as C++17.
#include <version>
#if __has_include(<source_location>)
#include <source_location>
#endif
#undef __cpp_lib_source_location
#include <pqxx/pqxx>

#include "orpiment/base/error.hpp"

namespace orp::backend::postgres {

namespace {

/// A name with a blank, a quote or = in it would be read as further options.
void check_name(std::string_view name) {
  const bool is_name = !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  });
  if (is_name) return;
  throw UsageError({.code = "ORP-1402",
                    .message = "the name of a database option has other characters than small "
                               "letters, digits and _",
                    .hint = "the options behind the ? are those of libpq, such as host, "
                            "connect_timeout or application_name"});
}

void append_option(std::string& out, std::string_view key, std::string_view value) {
  check_name(key);
  if (!out.empty()) out += ' ';
  out += key;
  out += "='";
  for (const char c : value) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  out += '\'';
}

/// The address in libpq's own form. Later options win over earlier ones.
std::string connection_string(const Address& address) {
  std::string text;
  append_option(text, "fallback_application_name", "orpiment");
  if (!address.host.empty()) append_option(text, "host", address.host);
  if (address.port != 0) append_option(text, "port", std::to_string(address.port));
  if (!address.user.empty()) append_option(text, "user", address.user);
  if (address.has_password) append_option(text, "password", address.password);
  if (!address.database.empty()) append_option(text, "dbname", address.database);
  for (const auto& [key, value] : address.options) append_option(text, key, value);
  append_option(text, "client_encoding", "UTF8");
  return text;
}

/// Waiting does not mend these. libpq keeps the SQLSTATE of a refused connection to itself, so the
/// words have to do; what they do not tell may be tried again, for nothing was sent: the server
/// starts, or has no place at the moment.
bool is_lasting(std::string_view reason) {
  for (const char* const words : {"authentication failed", "does not exist", "pg_hba.conf",
                                  "permission denied for database", "no password supplied"}) {
    if (reason.find(words) != std::string_view::npos) return true;
  }
  return false;
}

[[noreturn]] void throw_unreachable(const Address& address, std::string reason) {
  while (!reason.empty() && reason.back() == '\n') reason.pop_back();
  throw ConnectionError(
      {.code = "ORP-4001",
       .message = "cannot connect to the database \"" + address.database + "\": " + reason,
       .hint = "check that the server runs and that host, port, user and password are right",
       .may_retry = !is_lasting(reason)});
}

void check_options(const Address& address, const std::string& connection) {
  char* message = nullptr;
  PQconninfoOption* const options = PQconninfoParse(connection.c_str(), &message);
  if (options != nullptr) {
    PQconninfoFree(options);
    return;
  }
  if (message == nullptr) throw_unreachable(address, "out of memory");
  std::string reason = message;
  PQfreemem(message);
  while (!reason.empty() && reason.back() == '\n') reason.pop_back();
  throw UsageError({.code = "ORP-1402",
                    .message = "the options of the database URL cannot be used: " + reason,
                    .hint = "the options behind the ? are those of libpq, such as host, "
                            "connect_timeout or application_name"});
}

void ignore_notice(void*, const PGresult*) {}

}  // namespace

#if PQXX_VERSION_MAJOR < 7

namespace {

/// Remembers the connection that it opens.
class CapturingPolicy final : public pqxx::connect_direct {
 public:
  explicit CapturingPolicy(const std::string& options) : pqxx::connect_direct(options) {}

  handle do_startconnect(handle original) override {
    opened = pqxx::connect_direct::do_startconnect(original);
    return opened;
  }

  handle opened = nullptr;
};

}  // namespace

struct RawConnection::Owner final : pqxx::connection_base {
  explicit Owner(const std::string& options) : connection_base(policy_), policy_(options) {
    init();
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
    inhibit_reactivation(true);  // never another session behind a transaction's back
#pragma GCC diagnostic pop
  }
  ~Owner() { close(); }

  PGconn* raw() const { return policy_.opened; }

 private:
  CapturingPolicy policy_;
};

#elif PQXX_VERSION_MAJOR == 7 && PQXX_VERSION_MINOR < 7
#error "libpqxx 7.0 to 7.6 do not let a program have the connection: use 6.4, or 7.7 and later"
#else

struct RawConnection::Owner {
  explicit Owner(const std::string& options) : Owner(PQconnectdb(options.c_str())) {}
  explicit Owner(PGconn* opened)
      : connection_(pqxx::connection::seize_raw_connection(checked(opened))), raw_(opened) {}

  PGconn* raw() const { return raw_; }

 private:
  static PGconn* checked(PGconn* opened) {
    if (PQstatus(opened) == CONNECTION_OK) return opened;
    const std::string reason = PQerrorMessage(opened);
    PQfinish(opened);
    throw std::runtime_error(reason);
  }

  pqxx::connection connection_;
  PGconn* raw_;
};

#endif

RawConnection::RawConnection(const Address& address) {
  const std::string options = connection_string(address);
  check_options(address, options);
  try {
    owner_ = std::make_unique<Owner>(options);
  } catch (const std::exception& error) {
    throw_unreachable(address, error.what());
  }
  raw_ = owner_->raw();
  if (raw_ == nullptr || PQstatus(raw_) != CONNECTION_OK) {
    throw_unreachable(address, "the connection was closed at once");
  }
  PQsetNoticeReceiver(raw_, ignore_notice, nullptr);
}

RawConnection::~RawConnection() = default;

}  // namespace orp::backend::postgres
