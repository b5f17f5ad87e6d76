// SPDX-License-Identifier: MIT
// Runs scripts from standard input in Orpiment: oracle_subject URL FOLDER
//
// A script ends with a line "end", and so does its transcript. FOLDER has rows.sql and reset.sql.
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include <oracle/model.hpp>

#include "interpreter.hpp"

namespace {

std::vector<std::string> lines_of(std::istream& in, const std::string& end) {
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line) && line != end;)
    if (!line.empty() && line[0] != '#' && line.rfind("--", 0) != 0) lines.push_back(line);
  return lines;
}

std::vector<std::string> lines_of_file(const std::string& path) {
  std::ifstream file(path);
  return lines_of(file, "");
}

}  // namespace

int main(int, char** arguments) {
  orp::Engine engine = orp::create_engine(arguments[1]);
  const std::string folder = arguments[2];
  const std::vector<std::string> row_queries = lines_of_file(folder + "/rows.sql");
  const std::vector<std::string> resets = lines_of_file(folder + "/reset.sql");
  oracle::metadata().drop_all(engine);
  oracle::metadata().create_all(engine);
  while (std::cin.peek() != std::istream::traits_type::eof()) {
    const std::vector<std::string> script = lines_of(std::cin, "end");
    engine.begin([&](orp::Connection& connection) {
      for (const std::string& reset : resets) connection.execute(orp::text(reset));
    });
    orp::tests::Interpreter(engine, row_queries, std::cout).run(script);
    std::cout << "end" << std::endl;
  }
  oracle::metadata().drop_all(engine);
}
