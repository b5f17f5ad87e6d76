// SPDX-License-Identifier: MIT
// Says of each schema file named on standard input what the parse phase alone thinks of it:
// "accepted", "refused", or "unreadable" when it is no JSON or has duplicate keys.
#include <fstream>
#include <iostream>
#include <iterator>
#include <optional>
#include <string>

#include "diagnostic.hpp"
#include "front/parse.hpp"
#include "json/reader.hpp"

namespace orp::codegen {
namespace {

const char* verdict_on(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  Diagnostics diagnostics;
  const std::uint32_t file = diagnostics.add_file(path);
  const std::optional<json::Node> root = json::read(text, file, diagnostics);
  if (diagnostics.has_errors()) return "unreadable";
  parse(*root, diagnostics);
  return diagnostics.has_errors() ? "refused" : "accepted";
}

}  // namespace
}  // namespace orp::codegen

int main() {
  for (std::string path; std::getline(std::cin, path);) {
    std::cout << orp::codegen::verdict_on(path) << ' ' << path << '\n';
  }
}
