// SPDX-License-Identifier: MIT
#include "backend/json_array.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>

#include "backend/scalar_text.hpp"
#include "backend/value_fault.hpp"
#include "base/json_string.hpp"
#include "meta/stored_value.hpp"
#include "orpiment/backend/dialect.hpp"

namespace orp::backend {

namespace {

/// Elements that JSON text holds without quotes.
bool is_bare(TypeTag tag) { return is_arithmetic(tag) || tag == TypeTag::json; }

/// Of JSON, which knows no other.
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Reads the elements of one array, one after the other.
class ArrayReader {
 public:
  ArrayReader(std::string_view text, const SqlType& type) : text_(text), type_(type) {
    skip_space();
    expect('[');
    skip_space();
    if (at_ < text_.size() && text_[at_] == ']') finish();
  }

  bool has_next() const { return !done_; }

  /// The text of the next element: without quotes and escapes when it was a string; nothing where
  /// it is NULL and may be.
  std::optional<std::string_view> next() {
    skip_space();
    if (at_ >= text_.size()) fault();
    const std::optional<std::string_view> element = text_[at_] == '"' ? string() : bare_element();
    skip_space();
    if (at_ < text_.size() && text_[at_] == ',') {
      ++at_;
    } else {
      finish();
    }
    return element;
  }

 private:
  [[noreturn]] void fault() const { fault_wrong_type(type_, "a text that is no JSON array"); }

  void expect(char c) {
    if (at_ >= text_.size() || text_[at_] != c) fault();
    ++at_;
  }

  void skip_space() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  }

  void finish() {
    expect(']');
    skip_space();
    if (at_ != text_.size()) fault();
    done_ = true;
  }

  std::optional<std::string_view> bare_element() {
    const TypeTag tag = stored_type(*type_.array->element).tag;
    const std::string_view element = bare();
    if (tag != TypeTag::json && element == "null") {
      if (!type_.array->element->nullable) fault_null();
      return std::nullopt;
    }
    if (tag != TypeTag::decimal && !is_bare(tag)) fault();
    return element;
  }

  /// A number, a word, an object or an array: all up to the comma or bracket that ends it.
  std::string_view bare() {
    const std::size_t start = at_;
    int depth = 0;
    for (bool in_string = false; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (in_string) {
        if (c == '\\') ++at_;
        if (c == '"') in_string = false;
        continue;
      }
      if (depth == 0 && (c == ',' || c == ']')) break;
      if (c == '"') in_string = true;
      if (c == '[' || c == '{') ++depth;
      if (c == ']' || c == '}') --depth;
    }
    if (at_ > text_.size()) fault();
    std::size_t end = at_;
    while (end > start && is_space(text_[end - 1])) --end;
    if (end == start) fault();
    return text_.substr(start, end - start);
  }

  std::string_view string() {
    if (type_.array->element->tag == TypeTag::json) return quoted();
    ++at_;
    buffer_.clear();
    while (at_ < text_.size() && text_[at_] != '"') {
      if (text_[at_] != '\\') {
        buffer_ += text_[at_++];
      } else {
        ++at_;
        unescape();
      }
    }
    expect('"');
    return buffer_;
  }

  /// A string that stays JSON.
  std::string_view quoted() {
    const std::size_t start = at_++;
    while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
    expect('"');
    return text_.substr(start, at_ - start);
  }

  void unescape() {
    if (at_ >= text_.size()) fault();
    const char c = text_[at_++];
    switch (c) {
      case 'b':
        buffer_ += '\b';
        return;
      case 'f':
        buffer_ += '\f';
        return;
      case 'n':
        buffer_ += '\n';
        return;
      case 'r':
        buffer_ += '\r';
        return;
      case 't':
        buffer_ += '\t';
        return;
      case 'u':
        return append_code_point(code_point());
      case '"':
      case '\\':
      case '/':
        buffer_ += c;
        return;
      default:
        fault();
    }
  }

  std::uint32_t code_point() {
    const std::uint32_t high = code_unit();
    if (high < 0xd800 || high > 0xdfff) return high;
    expect('\\');
    expect('u');
    const std::uint32_t low = code_unit();
    if (high > 0xdbff || low < 0xdc00 || low > 0xdfff) fault();
    return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
  }

  std::uint32_t code_unit() {
    std::uint32_t unit = 0;
    for (int i = 0; i < 4; ++i, ++at_) {
      if (at_ >= text_.size()) fault();
      const char c = text_[at_];
      if (c >= '0' && c <= '9') {
        unit = unit * 16 + static_cast<std::uint32_t>(c - '0');
      } else if ((c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F')) {
        unit = unit * 16 + static_cast<std::uint32_t>((c | 0x20) - 'a' + 10);
      } else {
        fault();
      }
    }
    return unit;
  }

  void append_code_point(std::uint32_t code) {
    const auto tail = [&](int shift) {
      buffer_ += static_cast<char>(0x80 | ((code >> shift) & 0x3f));
    };
    if (code < 0x80) {
      buffer_ += static_cast<char>(code);
    } else if (code < 0x800) {
      buffer_ += static_cast<char>(0xc0 | (code >> 6));
      tail(0);
    } else if (code < 0x10000) {
      buffer_ += static_cast<char>(0xe0 | (code >> 12));
      tail(6);
      tail(0);
    } else {
      buffer_ += static_cast<char>(0xf0 | (code >> 18));
      tail(12);
      tail(6);
      tail(0);
    }
  }

  std::string_view text_;
  const SqlType& type_;
  std::size_t at_ = 0;
  bool done_ = false;
  std::string buffer_;
};

}  // namespace

void append_json_array(std::string& out, const SqlType& type, const void* array) {
  const ColumnType& element = *type.array->element;
  const TypeTag tag = stored_type(element).tag;
  StoredValue value(element);
  std::string text;
  out += '[';
  for (std::size_t i = 0; i < type.array->size(array); ++i) {
    if (i > 0) out += ',';
    type.array->get(array, i, value.field());
    if (value.value() == nullptr) {
      out += "null";
      continue;
    }
    text.clear();
    append_scalar(text, element, value.value());
    if (is_floating(tag) && text.find('n') != std::string::npos) {  // "nan", "inf"
      throw ValueFault{"ORP-2205", "NaN and infinity have no place in an array in this database"};
    }
    if (is_bare(tag)) {
      out += text;
    } else {
      detail::append_json_string(out, text);
    }
  }
  out += ']';
}

void parse_json_array(std::string_view json, const SqlType& type, void* array) {
  const ColumnType& element = *type.array->element;
  StoredValue value(element);
  for (ArrayReader reader(json, type); reader.has_next();) {
    if (const std::optional<std::string_view> text = reader.next())
      parse_scalar(*text, element, element.ops->emplace(value.field()));
    else
      element.ops->set_null(value.field());
    type.array->push(array, value.field());
  }
}

}  // namespace orp::backend
