// SPDX-License-Identifier: MIT
// The tables of a page of docs/guide, for tests that hold a table to what it says.
#pragma once
#include <fstream>
#include <regex>
#include <string>
#include <vector>

namespace orp::tests {

/// Everything that `pattern` captures in `text`.
inline std::vector<std::string> captured(const std::string& text, const char* pattern) {
  const std::regex expression(pattern);
  std::vector<std::string> found;
  for (std::sregex_iterator it(text.begin(), text.end(), expression), end; it != end; ++it)
    found.push_back((*it)[1]);
  return found;
}

/// What stands between backquotes.
inline std::vector<std::string> code_in(const std::string& cell) {
  return captured(cell, "`([^`]+)`");
}

/// The cells of each row of the table below `heading` in docs/guide/`page`, without the blanks
/// around them; the head of the table is left out.
inline std::vector<std::vector<std::string>> page_table(const std::string& page,
                                                        const std::string& heading) {
  std::ifstream file(std::string(ORPIMENT_SOURCE_DIR "/docs/guide/") + page);
  std::string line;
  while (std::getline(file, line) && line != "## " + heading) {
  }
  std::vector<std::vector<std::string>> rows;
  int lines = 0;
  while (std::getline(file, line) && line.rfind("## ", 0) != 0)
    if (line.rfind('|', 0) == 0 && ++lines > 2)
      rows.push_back(captured(line, "\\|\\s*((?:\\\\\\||[^|])*?)\\s*(?=\\|)"));
  return rows;
}

}  // namespace orp::tests
