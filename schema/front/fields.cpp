// SPDX-License-Identifier: MIT
#include "schema/front/fields.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace orp::language {
namespace {

bool contains(const std::vector<std::string_view>& keys, std::string_view key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

/// An integer, also when written as 100.0 or 1e2, as JSON Schema sees it.
std::optional<std::int64_t> integer_value(const json::Node& node) {
  if (node.kind == json::Kind::integer) return node.integer;
  if (node.kind != json::Kind::real) return std::nullopt;
  constexpr double limit = 9223372036854775808.0;  // 2^63
  double value = 0;
  std::from_chars(node.text.data(), node.text.data() + node.text.size(), value);
  if (!(value >= -limit && value < limit)) return std::nullopt;
  const auto integer = static_cast<std::int64_t>(value);
  if (static_cast<double>(integer) != value) return std::nullopt;
  return integer;
}

/// How a key that is missing is written.
struct Example {
  std::string_view what;
  std::string_view key;
  std::string_view value;
};

constexpr Example examples[] = {
    {"a column", "type", R"("int64")"},
    {"a foreign key", "columns", R"(["user_id"])"},
    {"a foreign key", "references", R"({ "entity": "User", "columns": ["id"] })"},
    {"a label", "label", R"("open")"},
    {"a unique constraint", "columns", R"(["name"])"},
    {"an entity", "table", R"("users")"},
    {"an enumeration", "labels", R"(["open", "paid"])"},
    {"an index", "columns", R"(["name"])"},
    {R"("cpp")", "converter", R"("app::MoneyConverter")"},
    {R"("cpp")", "include", R"("app/money.hpp")"},
    {R"("cpp")", "type", R"("app::Money")"},
    {R"("references" of a foreign key)", "columns", R"(["id"])"},
    {R"("references" of a foreign key)", "entity", R"("User")"},
    {R"("secondary")", "table", R"("posts_tags")"},
};

std::string example_of(std::string_view what, std::string_view key) {
  for (const Example& example : examples) {
    if (example.what == what && example.key == key)
      return "as in " + in_quotes(key) + ": " + std::string(example.value);
  }
  return {};
}

}  // namespace

void report_shape(const json::Node& node, std::string_view expected, Diagnostics& diagnostics) {
  diagnostics.error(node.where, "expected " + std::string(expected) + ", not " +
                                    std::string(json::in_words(node.kind)));
}

Maybe<std::string> read_text(const json::Node& node, Diagnostics& diagnostics) {
  if (node.kind != json::Kind::string) {
    report_shape(node, "a string", diagnostics);
    return std::nullopt;
  }
  return Name{node.text, node.where};
}

Maybe<bool> read_flag(const json::Node& node, Diagnostics& diagnostics) {
  if (node.kind != json::Kind::boolean) {
    report_shape(node, "true or false", diagnostics);
    return std::nullopt;
  }
  return Written<bool>{node.boolean, node.where};
}

Maybe<std::int64_t> read_integer(const json::Node& node, std::int64_t min, std::int64_t max,
                                 Diagnostics& diagnostics) {
  const std::optional<std::int64_t> value = integer_value(node);
  if (!value) {
    report_shape(node, "an integer", diagnostics);
    return std::nullopt;
  }
  if (*value < min || *value > max) {
    diagnostics.error(node.where, std::to_string(*value) + " is out of range",
                      std::to_string(min) + " to " + std::to_string(max) + " is possible here");
    return std::nullopt;
  }
  return Written<std::int64_t>{*value, node.where};
}

std::vector<Name> read_names(const json::Node& node, Diagnostics& diagnostics) {
  std::vector<Name> names;
  if (node.kind != json::Kind::array) {
    report_shape(node, "a list of strings", diagnostics);
    return names;
  }
  if (node.items.empty()) diagnostics.error(node.where, "an empty list", "leave it out");
  for (const json::Node& item : node.items) {
    if (Maybe<std::string> name = read_text(item, diagnostics)) names.push_back(std::move(*name));
  }
  return names;
}

Fields::Fields(const json::Node& node, std::string what, Diagnostics& diagnostics)
    : node_(node), what_(std::move(what)), diagnostics_(diagnostics) {
  if (!is_object()) {
    diagnostics_.error(
        node_.where, what_ + " must be an object, not " + std::string(json::in_words(node_.kind)));
  }
}

const json::Node* Fields::find(std::string_view key) {
  if (!contains(known_, key)) known_.push_back(key);
  return node_.find(key);
}

const json::Node* Fields::require(std::string_view key) {
  const json::Node* node = find(key);
  if (!node && is_object()) {
    diagnostics_.error(node_.where, what_ + " needs a key " + in_quotes(key),
                       example_of(what_, key));
  }
  return node;
}

bool Fields::has_other(std::string_view key, json::Kind kind) const {
  const json::Node* node = node_.find(key);
  return node && node->kind != kind;
}

Maybe<std::string> Fields::text(std::string_view key) {
  const json::Node* node = find(key);
  return node ? read_text(*node, diagnostics_) : std::nullopt;
}

Name Fields::required_text(std::string_view key) {
  const json::Node* node = require(key);
  Maybe<std::string> text = node ? read_text(*node, diagnostics_) : std::nullopt;
  if (!text) return Name{{}, node_.where};
  if (text->value.empty()) diagnostics_.error(text->where, "an empty text");
  return std::move(*text);
}

Maybe<bool> Fields::flag(std::string_view key) {
  const json::Node* node = find(key);
  return node ? read_flag(*node, diagnostics_) : std::nullopt;
}

Maybe<std::uint32_t> Fields::number(std::string_view key, std::uint32_t min, std::uint32_t max) {
  const json::Node* node = find(key);
  const Maybe<std::int64_t> value =
      node ? read_integer(*node, min, max, diagnostics_) : std::nullopt;
  if (!value) return std::nullopt;
  return Written<std::uint32_t>{static_cast<std::uint32_t>(value->value), value->where};
}

std::vector<Name> Fields::names(std::string_view key) {
  const json::Node* node = find(key);
  return node ? read_names(*node, diagnostics_) : std::vector<Name>();
}

void Fields::refuse(std::string_view key, std::string message, std::string hint) {
  refused_.push_back(key);
  for (const json::Member& member : node_.members) {
    if (member.key != key) continue;
    diagnostics_.error(member.where, std::move(message), std::move(hint));
    return;  // no key stands there twice: the reader told so
  }
}

void Fields::refuse_others() {
  for (const json::Member& member : node_.members) {
    if (contains(known_, member.key) || contains(refused_, member.key)) continue;
    diagnostics_.error(member.where, "unknown key " + in_quotes(member.key) + " in " + what_,
                       suggestion(member.key, known_));
  }
}

}  // namespace orp::language
