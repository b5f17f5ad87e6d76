// SPDX-License-Identifier: MIT
// One kind of database: how to open a link to it.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace orp {

/// When a transaction takes its locks, for databases that let the client choose.
enum class BeginMode : std::uint8_t { deferred, immediate, exclusive };

}  // namespace orp

namespace orp::backend {

class Link;

/// Where a database is: the parts of a URL, percent-decoded. An empty part was not given.
struct Address {
  std::string scheme;         ///< one of Database::schemes
  std::string user;           ///< whom to connect as
  std::string password;       ///< goes to the database alone: into no error and no log
  bool has_password = false;  ///< tells an empty password from none
  std::string host;           ///< a name, or an IP address without the brackets of a URL
  std::uint16_t port = 0;     ///< 0: not given
  std::string database;       ///< what stands behind the first `/`: a name, or the path of a file
  /// The query in its order; a key may come several times. What a backend does not know itself goes
  /// to the client library, which refuses what it does not know either.
  std::vector<std::pair<std::string, std::string>> options;

  friend bool operator==(const Address&, const Address&) = default;
};

/// What an engine's options say to each of its links.
struct LinkOptions {
  BeginMode begin = BeginMode::deferred;   ///< not heeded where the client cannot choose
  std::size_t statement_cache_size = 256;  ///< prepared statements a link keeps; 0: none
  bool hide_parameters = false;            ///< no value gets into an error
};

/// A constant; safe to share between threads.
class Backend {
 public:
  /// Opens a connection. Throws ConnectionError, or UsageError for an address that makes no sense.
  virtual std::unique_ptr<Link> connect(const Address& address,
                                        const LinkOptions& options) const = 0;
  /// The database lives and dies with its one link, so all users must share that link.
  virtual bool has_single_link(const Address& address) const = 0;

 protected:
  ~Backend() = default;
};

}  // namespace orp::backend
