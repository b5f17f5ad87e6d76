// SPDX-License-Identifier: MIT
#include "base/json_value.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "orpiment/base/detail/text.hpp"

namespace orp {

namespace {

using Document = nlohmann::json;

using detail::is_digit;

/// The same text for equal numbers: `-125e-2` for -1.250.
std::string normal_number(std::string_view text) {
  const bool is_negative = text.starts_with('-');
  if (is_negative) text.remove_prefix(1);
  std::string digits;
  std::int64_t exponent = 0;
  bool is_fraction = false;
  std::size_t at = 0;
  for (; at < text.size() && (is_digit(text[at]) || text[at] == '.'); ++at) {
    if (text[at] == '.') {
      is_fraction = true;
      continue;
    }
    digits += text[at];
    if (is_fraction) --exponent;
  }
  if (at < text.size()) {
    const std::size_t sign = text[at + 1] == '+' ? 2 : 1;
    std::int64_t given = 0;
    const std::string_view rest = text.substr(at + sign);
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), given);
    constexpr std::int64_t most = 1'000'000'000;  // what is beyond is equal to its own spelling
    if (error != std::errc() || given > most || given < -most)
      return (is_negative ? "-" : "") + std::string(text);
    exponent += given;
  }
  digits.erase(0, digits.find_first_not_of('0'));
  if (digits.empty()) return "0";
  const std::size_t last = digits.find_last_not_of('0');
  exponent += static_cast<std::int64_t>(digits.size() - last - 1);
  digits.resize(last + 1);
  return (is_negative ? "-" : "") + digits + 'e' + std::to_string(exponent);
}

/// Builds a document in which numbers are their normal texts: behind `#`, as texts are behind `"`.
class Reader final : public nlohmann::json_sax<Document> {
 public:
  bool null() override { return add(nullptr); }
  bool boolean(bool value) override { return add(value); }
  bool number_integer(number_integer_t value) override { return number(std::to_string(value)); }
  bool number_unsigned(number_unsigned_t value) override { return number(std::to_string(value)); }
  bool number_float(number_float_t, const string_t& text) override { return number(text); }
  bool string(string_t& text) override { return add('"' + text); }
  bool binary(binary_t&) override { return false; }
  bool key(string_t& text) override {
    key_ = text;
    return true;
  }
  bool start_object(std::size_t) override { return enter(Document::object()); }
  bool start_array(std::size_t) override { return enter(Document::array()); }
  bool end_object() override { return leave(); }
  bool end_array() override { return leave(); }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override {
    return false;
  }

  const Document& document() const { return document_; }

 private:
  bool number(const std::string& text) { return add('#' + normal_number(text)); }
  bool add(Document value) {
    place(std::move(value));
    return true;
  }
  bool enter(Document value) {
    open_.push_back(place(std::move(value)));
    return true;
  }
  bool leave() {
    open_.pop_back();
    return true;
  }
  Document* place(Document value) {
    if (open_.empty()) return &(document_ = std::move(value));
    Document& parent = *open_.back();
    if (parent.is_object()) return &(parent[key_] = std::move(value));
    parent.push_back(std::move(value));
    return &parent.back();
  }

  Document document_;
  std::vector<Document*> open_;
  std::string key_;
};

bool holds(const Document& outer, const Document& inner);

bool holds_element(const Document& outer, const Document& inner) {
  return std::any_of(outer.begin(), outer.end(),
                     [&inner](const Document& element) { return holds(element, inner); });
}

bool holds(const Document& outer, const Document& inner) {
  if (outer.is_object() && inner.is_object())
    return std::all_of(inner.items().begin(), inner.items().end(), [&outer](const auto& member) {
      const auto found = outer.find(member.key());
      return found != outer.end() && holds(*found, member.value());
    });
  if (outer.is_array() && inner.is_array())
    return std::all_of(inner.begin(), inner.end(),
                       [&outer](const Document& element) { return holds_element(outer, element); });
  return outer == inner;
}

bool read(const Json& json, Reader& reader) { return Document::sax_parse(json.text(), &reader); }

}  // namespace

bool are_same_value(const Json& left, const Json& right) {
  if (left == right) return true;
  Reader read_left;
  Reader read_right;
  return read(left, read_left) && read(right, read_right) &&
         read_left.document() == read_right.document();
}

bool holds_value(const Json& outer, const Json& inner) {
  Reader read_outer;
  Reader read_inner;
  if (!read(outer, read_outer) || !read(inner, read_inner)) return false;
  const Document& whole = read_outer.document();
  const Document& part = read_inner.document();
  const bool is_element = whole.is_array() && !part.is_structured();
  return is_element ? holds_element(whole, part) : holds(whole, part);
}

}  // namespace orp
