// SPDX-License-Identifier: MIT
// Runs scripts from standard input in Orpiment: oracle_subject URL FOLDER
//
// A script ends with a line "end", and so does its transcript. FOLDER has rows.sql and reset.sql.
// On a server the tables stand in a schema of their own, so that other tests may run beside.
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include <oracle/model.hpp>

#include "interpreter.hpp"
#include "orpiment/engine/url_parts.hpp"

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

/// A schema of a server, named after the process and gone with this object.
class Schema {
 public:
  explicit Schema(const orp::Url& url) : url_(url) {
    if (has_one()) run("CREATE SCHEMA " + name_);
  }
  Schema(const Schema&) = delete;
  Schema& operator=(const Schema&) = delete;
  ~Schema() {
    if (has_one()) run("DROP SCHEMA " + name_ + " CASCADE");
  }

  orp::Url url() const {
    if (!has_one()) return url_;
    auto options = url_.options();
    options.emplace_back("options", "-csearch_path=" + name_);
    return url_.set({.options = options});
  }

 private:
  bool has_one() const { return url_.scheme() != "sqlite"; }
  void run(const std::string& sql) const {
    orp::create_engine(url_).transaction(
        [&](orp::Connection& connection) { connection.execute_script(sql); });
  }

  orp::Url url_;
  std::string name_ = "oracle_" + std::to_string(::getpid());
};

}  // namespace

int main(int, char** arguments) {
  const Schema schema(orp::Url::parse(arguments[1]));
  orp::Engine engine = orp::create_engine(schema.url());
  const std::string folder = arguments[2];
  const std::vector<std::string> row_queries = lines_of_file(folder + "/rows.sql");
  const std::vector<std::string> resets = lines_of_file(folder + "/reset.sql");
  oracle::metadata().create_all(engine);
  while (std::cin.peek() != std::istream::traits_type::eof()) {
    const std::vector<std::string> script = lines_of(std::cin, "end");
    engine.transaction([&](orp::Connection& connection) {
      for (const std::string& reset : resets) connection.execute(orp::unsafe_text(reset));
    });
    orp::tests::Interpreter(engine, row_queries, std::cout).run(script);
    std::cout << "end" << std::endl;
  }
}
