// SPDX-License-Identifier: MIT
#include "orpiment/base/hstore.hpp"

#include <algorithm>

#include "base/quoted_text.hpp"
#include "base/value_errors.hpp"

namespace orp {

namespace {

/// As the database orders names.
bool comes_before(std::string_view a, std::string_view b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

template <class Entries>
auto place_of(Entries& entries, std::string_view name) {
  return std::lower_bound(entries.begin(), entries.end(), name,
                          [](const Hstore::Entry& entry, std::string_view wanted) {
                            return comes_before(entry.first, wanted);
                          });
}

void append_in_quotes(std::string& out, std::string_view text) {
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  out += '"';
}

void skip_blanks(std::string_view& text) {
  text.remove_prefix(std::min(text.find_first_not_of(" \t\n"), text.size()));
}

bool skip(std::string_view& text, std::string_view word) {
  skip_blanks(text);
  if (text.substr(0, word.size()) != word) return false;
  text.remove_prefix(word.size());
  skip_blanks(text);
  return true;
}

/// A name or a text, in quotes or without.
std::optional<std::string> take_word(std::string_view& text) {
  if (!text.empty() && text.front() == '"') return take_quoted(text);
  const std::size_t end = std::min(text.find_first_of(" \t\n,=\""), text.size());
  if (end == 0) return std::nullopt;
  std::string word(text.substr(0, end));
  text.remove_prefix(end);
  return word;
}

std::optional<Hstore::Entry> take_entry(std::string_view& text) {
  std::optional<std::string> name = take_word(text);
  if (!name || !skip(text, "=>")) return std::nullopt;
  const bool is_quoted = !text.empty() && text.front() == '"';
  std::optional<std::string> value = take_word(text);
  if (!value) return std::nullopt;
  if (!is_quoted && (*value == "NULL" || *value == "null")) value = std::nullopt;
  return Hstore::Entry{*std::move(name), std::move(value)};
}

}  // namespace

Hstore::Hstore(const std::vector<Entry>& entries) {
  for (const auto& [name, text] : entries) set(name, text);
}

bool Hstore::contains(std::string_view name) const {
  const auto place = place_of(entries_, name);
  return place != entries_.end() && place->first == name;
}

std::optional<std::string> Hstore::find(std::string_view name) const {
  const auto place = place_of(entries_, name);
  if (place == entries_.end() || place->first != name) return std::nullopt;
  return place->second;
}

void Hstore::set(std::string name, std::optional<std::string> text) {
  const auto place = place_of(entries_, name);
  if (place != entries_.end() && place->first == name)
    place->second = std::move(text);
  else
    entries_.emplace(place, std::move(name), std::move(text));
}

void Hstore::erase(std::string_view name) {
  const auto place = place_of(entries_, name);
  if (place != entries_.end() && place->first == name) entries_.erase(place);
}

std::optional<Hstore> Hstore::from_string(std::string_view text) {
  Hstore store;
  skip_blanks(text);
  while (!text.empty()) {
    std::optional<Entry> entry = take_entry(text);
    if (!entry) return std::nullopt;
    store.set(std::move(entry->first), std::move(entry->second));
    skip_blanks(text);
    if (text.empty()) break;
    if (!skip(text, ",") || text.empty()) return std::nullopt;
  }
  return store;
}

Hstore Hstore::parse(std::string_view text) {
  std::optional<Hstore> store = from_string(text);
  if (!store)
    throw_malformed("an hstore", text,
                    {.why = R"(one is "a"=>"1", "b"=>NULL)", .position = Malformed::nowhere});
  return *std::move(store);
}

std::string Hstore::to_string() const {
  std::string text;
  for (const auto& [name, value] : entries_) {
    if (!text.empty()) text += ", ";
    append_in_quotes(text, name);
    text += "=>";
    if (value)
      append_in_quotes(text, *value);
    else
      text += "NULL";
  }
  return text;
}

}  // namespace orp
