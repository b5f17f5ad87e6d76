// SPDX-License-Identifier: MIT
#include "orpiment/base/json_text.hpp"

#include <nlohmann/json.hpp>

#include "orpiment/base/error.hpp"

namespace orp {

namespace {

/// Listens to the parser of nlohmann::json, builds nothing, and adds what that library does not
/// check: the depth, and zero characters in strings.
class Validator final : public nlohmann::json_sax<nlohmann::json> {
 public:
  bool null() override { return true; }
  bool boolean(bool) override { return true; }
  bool number_integer(number_integer_t) override { return true; }
  bool number_unsigned(number_unsigned_t) override { return true; }
  bool number_float(number_float_t, const string_t&) override { return true; }
  bool string(string_t& text) override { return is_text(text); }
  bool binary(binary_t&) override { return true; }
  bool key(string_t& text) override { return is_text(text); }
  bool start_object(std::size_t) override { return enter(); }
  bool start_array(std::size_t) override { return enter(); }
  bool end_object() override { return leave(); }
  bool end_array() override { return leave(); }

  bool parse_error(std::size_t, const std::string&,
                   const nlohmann::detail::exception& error) override {
    // "[json.exception.parse_error.101] parse error at line 1, column 5: ..."
    const std::string_view message = error.what();
    return note_mistake(std::string(message.substr(message.find("] ") + 2)));
  }

  /// Empty while nothing is wrong.
  const std::string& mistake() const { return mistake_; }

 private:
  bool is_text(const string_t& text) {
    return text.find('\0') == std::string::npos ||
           note_mistake("a string has a zero character, \\u0000");
  }
  bool enter() {
    return ++depth_ <= Json::max_depth ||
           note_mistake("nested more than " + std::to_string(Json::max_depth) + " deep");
  }
  bool leave() {
    --depth_;
    return true;
  }
  bool note_mistake(std::string mistake) {
    mistake_ = std::move(mistake);
    return false;
  }

  std::string mistake_;
  std::size_t depth_ = 0;
};

/// What is wrong with the text, or nothing.
std::string find_mistake(std::string_view text) {
  // The library skips a byte order mark, which databases refuse.
  if (text.starts_with("\xef\xbb\xbf")) return "it begins with a byte order mark";
  // And it takes a zero byte for the end of the text, whatever follows.
  if (text.find('\0') != std::string_view::npos) return "it has a zero byte";
  Validator validator;
  if (nlohmann::json::sax_parse(text, &validator)) return {};
  return validator.mistake();
}

}  // namespace

Json Json::parse(std::string text) {
  const std::string mistake = find_mistake(text);
  if (!mistake.empty()) {
    throw DataError({.code = "ORP-2005", .message = "the text is not valid JSON: " + mistake});
  }
  return Json(std::move(text));
}

std::optional<Json> Json::from_string(std::string_view text) {
  if (!find_mistake(text).empty()) return std::nullopt;
  return Json(std::string(text));
}

}  // namespace orp
