// SPDX-License-Identifier: MIT
// Says of each line of standard input what the parse phase alone thinks of that schema, "accepted",
// "refused", or "unreadable" when it is no JSON or has duplicate keys. A line is a schema when it
// begins with a brace, else the path of one.
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>

#include "schema/diagnostic.hpp"
#include "schema/front/parse.hpp"
#include "schema/json/reader.hpp"

namespace orp::language {
namespace {

std::string content_of(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

const char* verdict_on(const std::string& text) {
  Diagnostics diagnostics;
  const std::uint32_t file = diagnostics.add_file("schema.json");
  const std::optional<json::Node> root = json::read(text, file, diagnostics);
  if (diagnostics.has_errors()) return "unreadable";
  parse(*root, diagnostics);
  return diagnostics.has_errors() ? "refused" : "accepted";
}

}  // namespace
}  // namespace orp::language

int main() {
  for (std::string line; std::getline(std::cin, line);) {
    const bool is_schema = line.starts_with('{');
    std::cout << orp::language::verdict_on(is_schema ? line : orp::language::content_of(line))
              << '\n';
  }
}
