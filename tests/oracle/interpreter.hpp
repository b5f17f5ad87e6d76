// SPDX-License-Identifier: MIT
// Runs one script in one session and prints what README.md calls its transcript.
#pragma once
#include <memory>
#include <ostream>
#include <string>
#include <vector>

#include "names.hpp"
#include "orpiment/testing/recorder.hpp"

namespace orp::tests {

class Interpreter {
 public:
  Interpreter(Engine& engine, const std::vector<std::string>& row_queries, std::ostream& out);
  ~Interpreter();

  void run(const std::vector<std::string>& script);

 private:
  using Words = std::vector<std::string>;
  /// One line: what comes of it, what it writes, and after a commit what there is.
  bool step(const std::string& line);
  std::string act(const Words& words);
  std::string act_on_session(const Words& words);
  std::string act_on_object(const Words& words);
  std::string act_on_collection(const Words& words);
  std::string select(const Words& words);
  std::string look(const std::string& place);
  void set(const std::string& place, const std::string& value);
  template <class Act>
  void each_attribute(const Words& words, Act act);

  void print_statements();
  void print_states();
  void print_objects();
  void print_rows();
  template <class Read>
  std::string reading(Read read);

  Engine& engine_;
  const std::vector<std::string>& row_queries_;
  std::ostream& out_;
  testing::Recorder recorder_;
  Session session_;
  Names names_;
  std::vector<SessionTransaction> savepoints_;
  std::unique_ptr<NoAutoflush> quiet_;
  bool counts_reads_ = false;
};

}  // namespace orp::tests
