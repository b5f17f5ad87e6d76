// SPDX-License-Identifier: MIT
#include "handwritten/ddl.hpp"

#include <fstream>
#include <iterator>
#include <stdexcept>

namespace bench {

std::string read_ddl(const std::string& file_name) {
  const std::string path = std::string(BENCH_DDL_FOLDER "/") + file_name;
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace bench
