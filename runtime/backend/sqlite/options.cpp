// SPDX-License-Identifier: MIT
#include "backend/sqlite/options.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <system_error>
#include <utility>
#include <vector>

#include "orpiment/base/detail/text.hpp"
#include "orpiment/base/error.hpp"

namespace orp::backend::sqlite {

namespace {

enum class Takes : std::uint8_t {
  words,        ///< one of `words`, as they are written
  any_case,     ///< the same in small or capital letters
  yes_or_no,    ///< what the library reads as a truth value
  natural,      ///< a number, not negative
  integer,      ///< may be negative
  file_system,  ///< a name that the library knows
  attachment    ///< name=file
};

struct Option {
  std::string_view name;
  bool is_of_uri;
  Takes takes;
  std::vector<std::string_view> words{};
  std::string_view hint{};  ///< of a number: what it counts
};

const std::vector<Option>& known_options() {
  static const std::vector<Option> options{
      {"mode", true, Takes::words, {"ro", "rw", "rwc", "memory"}},
      {"cache", true, Takes::words, {"shared", "private"}},
      {"immutable", true, Takes::yes_or_no},
      {"vfs", true, Takes::file_system},
      {"nolock", true, Takes::yes_or_no},
      {"psow", true, Takes::yes_or_no},
      {"busy_timeout",
       false,
       Takes::natural,
       {},
       "give a number of milliseconds, as in busy_timeout=5000"},
      {"journal_mode",
       false,
       Takes::any_case,
       {"delete", "truncate", "persist", "memory", "wal", "off"}},
      {"synchronous",
       false,
       Takes::any_case,
       {"off", "normal", "full", "extra", "0", "1", "2", "3"}},
      {"cache_size",
       false,
       Takes::integer,
       {},
       "give a number of pages, or a negative one of kibibytes, as in cache_size=-8000"},
      {"attach",
       false,
       Takes::attachment,
       {},
       "give a name and a file, as in attach=sales=/data/sales.db, once for each"},
      {"begin", false, Takes::words, {"deferred", "immediate", "exclusive"}},
  };
  return options;
}

const Option* find_option(std::string_view name) {
  const std::vector<Option>& all = known_options();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [name](const Option& option) { return option.name == name; });
  return found == all.end() ? nullptr : &*found;
}

[[noreturn]] void throw_option(std::string message, std::string hint) {
  throw UsageError({.code = "ORP-1402", .message = std::move(message), .hint = std::move(hint)});
}

/// "ro, rw, rwc or memory"
std::string list_of(const std::vector<std::string_view>& words,
                    std::string_view before_last = " or ") {
  std::string list;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) list += i + 1 == words.size() ? before_last : ", ";
    list += words[i];
  }
  return list;
}

bool is_among(std::string_view value, const std::vector<std::string_view>& words) {
  return std::find(words.begin(), words.end(), value) != words.end();
}

std::string lowered(std::string_view text) {
  std::string lower(text);
  for (char& c : lower)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return lower;
}

bool is_integer(std::string_view value, int least) {
  int number = 0;
  const char* const end = value.data() + value.size();
  const auto read = std::from_chars(value.data(), end, number);
  return read.ec == std::errc() && read.ptr == end && number >= least;
}

const std::vector<std::string_view>& truth_values() {
  static const std::vector<std::string_view> words{"1",  "0",   "true", "false",
                                                   "on", "off", "yes",  "no"};
  return words;
}

std::vector<std::string_view> file_systems() {
  std::vector<std::string_view> names;
  for (const sqlite3_vfs* each = sqlite3_vfs_find(nullptr); each != nullptr; each = each->pNext)
    names.emplace_back(each->zName);
  return names;
}

bool takes(const Option& option, const std::string& value) {
  switch (option.takes) {
    case Takes::words:
      return is_among(value, option.words);
    case Takes::any_case:
      return is_among(lowered(value), option.words);
    case Takes::yes_or_no:
      return is_among(lowered(value), truth_values());
    case Takes::natural:
      return is_integer(value, 0);
    case Takes::integer:
      return is_integer(value, std::numeric_limits<int>::min());
    case Takes::file_system:
      return sqlite3_vfs_find(value.c_str()) != nullptr;
    case Takes::attachment:
      return value.find('=') != std::string::npos && value.front() != '=' && value.back() != '=';
  }
  return false;
}

std::string what_it_takes(const Option& option) {
  switch (option.takes) {
    case Takes::words:
    case Takes::any_case:
      return "it is " + list_of(option.words);
    case Takes::yes_or_no:
      return "it is " + list_of(truth_values());
    case Takes::natural:
    case Takes::integer:
    case Takes::attachment:
      return std::string(option.hint);
    case Takes::file_system:
      return "it is " + list_of(file_systems());
  }
  return {};
}

[[noreturn]] void throw_unknown_option(const std::string& name) {
  detail::NearestName nearest(name);
  std::vector<std::string_view> names;
  for (const Option& known : known_options()) {
    nearest.offer(known.name);
    names.push_back(known.name);
  }
  throw_option("there is no database option \"" + name + "\"." + nearest.question(),
               "the options of SQLite are " + list_of(names, " and "));
}

}  // namespace

std::optional<std::string> option(const Address& address, std::string_view name) {
  std::optional<std::string> value;
  for (const auto& [key, text] : address.options) {
    if (key == name) value = text;
  }
  return value;
}

std::vector<Attachment> attachments(const Address& address) {
  std::vector<Attachment> all;
  for (const auto& [key, text] : address.options) {
    const std::size_t place = text.find('=');
    if (key == "attach") all.push_back({text.substr(0, place), text.substr(place + 1)});
  }
  return all;
}

bool is_uri_option(std::string_view name) {
  const Option* const found = find_option(name);
  return found != nullptr && found->is_of_uri;
}

void check_options(const Address& address) {
  for (const auto& [key, value] : address.options) {
    const Option* const known = find_option(key);
    if (known == nullptr) throw_unknown_option(key);
    if (!takes(*known, value))
      throw_option("the database option " + key + " is \"" + value + '"', what_it_takes(*known));
  }
  if (!address.host.empty() || !address.user.empty()) {
    throw_option("a database file has no host and no user",
                 "write three slashes before a relative path and four before an absolute one");
  }
}

}  // namespace orp::backend::sqlite
