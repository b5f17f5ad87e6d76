// SPDX-License-Identifier: MIT
//
//     url    = scheme "://" [user [":" password] "@"] [host [":" port]] ["/" database] ["?" query]
//     host   = name | "[" IPv6 address "]"
//     query  = key "=" value *("&" key "=" value)
//
// Everything but scheme and port may be percent-encoded.
#include "orpiment/engine/url.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>

#include "orpiment/base/detail/hex_digit.hpp"
#include "orpiment/base/detail/text.hpp"
#include "orpiment/base/error.hpp"
#include "orpiment/engine/url_parts.hpp"

namespace orp {

namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
using detail::is_digit;

bool is_scheme(std::string_view text) {
  return !text.empty() && is_letter(text[0]) && std::all_of(text.begin(), text.end(), [](char c) {
    return is_letter(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
  });
}

/// Never with the text of the URL: a password may be in any place of one that cannot be read.
[[noreturn]] void throw_unreadable(std::string why) {
  throw UsageError({.code = "ORP-1401",
                    .message = "the database URL cannot be read: " + std::move(why),
                    .hint = "write scheme://user:password@host:port/database?option=value, with "
                            "%40 for @ and %2F for / in names and passwords"});
}

std::string decode(std::string_view text, const char* part) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    const int high = i + 1 < text.size() ? detail::hex_value(text[i + 1]) : -1;
    const int low = i + 2 < text.size() ? detail::hex_value(text[i + 2]) : -1;
    if (high < 0 || low < 0) {
      throw_unreadable(std::string("a % in the ") + part +
                       " is not followed by two hexadecimal digits");
    }
    if (high == 0 && low == 0) throw_unreadable(std::string("the ") + part + " holds a zero byte");
    decoded += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return decoded;
}

/// Keeps letters, digits, "-._~" and the characters of `also`.
std::string encode(std::string_view text, std::string_view also = {}) {
  constexpr char digits[] = "0123456789ABCDEF";
  std::string encoded;
  for (const char c : text) {
    if (is_letter(c) || is_digit(c) || std::string_view("-._~").find(c) != std::string_view::npos ||
        also.find(c) != std::string_view::npos) {
      encoded += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      encoded += '%';
      encoded += digits[byte >> 4u];
      encoded += digits[byte & 15u];
    }
  }
  return encoded;
}

std::uint16_t read_port(std::string_view text) {
  std::uint16_t port = 0;
  const char* const end = text.data() + text.size();
  const std::from_chars_result read = std::from_chars(text.data(), end, port);
  if (read.ec != std::errc() || read.ptr != end || port == 0) {
    throw_unreadable("the port is not a number from 1 to 65535");
  }
  return port;
}

void read_host(std::string_view text, backend::Address& address) {
  std::string_view port;
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) throw_unreadable("the host begins with [ but has no ]");
    address.host = decode(text.substr(1, end - 1), "host");
    port = text.substr(end + 1);
    if (!port.empty() && port[0] != ':')
      throw_unreadable("only a port may stand behind the host's ]");
  } else {
    const std::size_t colon = text.find(':');
    address.host = decode(text.substr(0, colon), "host");
    if (colon != std::string_view::npos) port = text.substr(colon);
  }
  if (port.size() > 1) address.port = read_port(port.substr(1));
}

void read_user(std::string_view text, backend::Address& address) {
  const std::size_t colon = text.find(':');
  address.user = decode(text.substr(0, colon), "user name");
  if (colon == std::string_view::npos) return;
  address.password = decode(text.substr(colon + 1), "password");
  address.has_password = true;
}

void read_options(std::string_view text, backend::Address& address) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view option = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (option.empty()) continue;
    const std::size_t equals = option.find('=');
    if (equals == std::string_view::npos || equals == 0) {
      throw_unreadable("an option behind the ? is not of the form name=value");
    }
    address.options.emplace_back(decode(option.substr(0, equals), "name of an option"),
                                 decode(option.substr(equals + 1), "value of an option"));
  }
}

/// Options whose values hold nothing secret. Any other one may be a password with its name
/// misspelled.
bool is_harmless(std::string_view option) {
  constexpr std::array names{"host",
                             "hostaddr",
                             "port",
                             "user",
                             "sslmode",
                             "connect_timeout",
                             "application_name",
                             "client_encoding",
                             "target_session_attrs",
                             "keepalives",
                             "keepalives_idle",
                             "mode",
                             "cache",
                             "immutable",
                             "vfs",
                             "nolock",
                             "psow",
                             "busy_timeout",
                             "journal_mode",
                             "synchronous",
                             "cache_size",
                             "begin"};
  return std::find(names.begin(), names.end(), option) != names.end();
}

bool holds_zero(std::string_view text) { return text.find('\0') != std::string_view::npos; }

/// A zero byte ends a text for the libraries that connect: they would open something else.
void check_zeros(const backend::Address& address) {
  bool found = false;
  for (const std::string_view part :
       {std::string_view(address.scheme), std::string_view(address.user),
        std::string_view(address.password), std::string_view(address.host),
        std::string_view(address.database)})
    found |= holds_zero(part);
  for (const auto& [key, value] : address.options) found |= holds_zero(key) || holds_zero(value);
  if (found) throw_unreadable("a part of it holds a zero byte");
}

std::string to_text(const backend::Address& address, bool with_password) {
  constexpr const char* hidden = "***";
  std::string text = address.scheme + "://";
  if (!address.user.empty() || address.has_password) {
    text += encode(address.user);
    if (address.has_password) {
      text += ':';
      text += with_password ? encode(address.password) : hidden;
    }
    text += '@';
  }
  if (address.host.find(':') != std::string::npos) {
    text += '[' + encode(address.host, ":") + ']';
  } else {
    text += encode(address.host);
  }
  if (address.port != 0) text += ':' + std::to_string(address.port);
  if (!address.database.empty()) text += '/' + encode(address.database, "/:@+,;=");
  char separator = '?';
  for (const auto& [key, value] : address.options) {
    text += separator + encode(key) + '=';
    text += with_password || is_harmless(key) ? encode(value, "/:@,") : hidden;
    separator = '&';
  }
  return text;
}

}  // namespace

Url Url::parse(std::string_view text) {
  const std::size_t scheme_end = text.find("://");
  if (scheme_end == std::string_view::npos) throw_unreadable("it has no scheme:// in front");
  Url url;
  backend::Address& address = url.address_;
  address.scheme = text.substr(0, scheme_end);
  if (!is_scheme(address.scheme)) throw_unreadable("what stands before :// is not a scheme");
  text.remove_prefix(scheme_end + 3);

  const std::size_t query = text.find('?');
  if (query != std::string_view::npos) read_options(text.substr(query + 1), address);
  text = text.substr(0, query);
  // A user's name and password come before the first slash; an @ behind it belongs to the database.
  const std::size_t slash = text.find('/');
  std::string_view authority = text.substr(0, slash);
  if (slash != std::string_view::npos) {
    address.database = decode(text.substr(slash + 1), "database");
  }
  const std::size_t at = authority.rfind('@');
  if (at != std::string_view::npos) {
    read_user(authority.substr(0, at), address);
    authority.remove_prefix(at + 1);
  }
  read_host(authority, address);
  check_zeros(address);
  return url;
}

Url::Url(const UrlParts& parts) {
  replace(parts);
  if (!is_scheme(address_.scheme)) throw_unreadable("it has no valid scheme");
}

std::optional<std::string> Url::option(std::string_view key) const {
  std::optional<std::string> last;
  for (const auto& [name, value] : address_.options) {
    if (name == key) last = value;
  }
  return last;
}

Url Url::set(const UrlParts& parts) const {
  Url changed = *this;
  changed.replace(parts);
  if (!is_scheme(changed.address_.scheme)) throw_unreadable("it has no valid scheme");
  return changed;
}

void Url::replace(const UrlParts& parts) {
  if (parts.scheme) address_.scheme = *parts.scheme;
  if (parts.user) address_.user = *parts.user;
  if (parts.password) {
    address_.password = *parts.password;
    address_.has_password = true;
  }
  if (parts.host) address_.host = *parts.host;
  if (parts.port) address_.port = *parts.port;
  if (parts.database) address_.database = *parts.database;
  if (parts.options) address_.options = *parts.options;
  check_zeros(address_);
}

std::string Url::to_string() const { return to_text(address_, false); }

std::string Url::to_string_with_password() const { return to_text(address_, true); }

}  // namespace orp
