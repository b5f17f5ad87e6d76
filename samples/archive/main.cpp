// SPDX-License-Identifier: MIT
// The package index of this machine as objects: imported, then asked.
//
//   archive [--url URL] [--index FILE] [--package NAME]
#include <cstring>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <stdexcept>
#include <string>

#include <archive/model.hpp>
#include <orpiment/orpiment.hpp>

#include "importer.hpp"
#include "progress.hpp"
#include "questions.hpp"

namespace {

struct Arguments {
  std::string url = "sqlite:///archive.db";
  std::string index;  // empty: this machine's
  std::string package = "libssl3";
};

// False: the arguments make no sense.
bool read_arguments(int argc, char** argv, Arguments& arguments) {
  for (int i = 1; i + 1 < argc; i += 2) {
    if (std::strcmp(argv[i], "--url") == 0)
      arguments.url = argv[i + 1];
    else if (std::strcmp(argv[i], "--index") == 0)
      arguments.index = argv[i + 1];
    else if (std::strcmp(argv[i], "--package") == 0)
      arguments.package = argv[i + 1];
    else
      return false;
  }
  return argc % 2 == 1;
}

// The excerpt stands in where there is no apt, or it knows no packages.
std::vector<IndexedPackage> read_packages(const Arguments& arguments) {
  if (arguments.index.empty())
    if (std::vector<IndexedPackage> index = read_machine_index(); !index.empty()) return index;
  const std::string path = arguments.index.empty() ? ARCHIVE_EXCERPT : arguments.index;
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  return read_index(file);
}

void run(const Arguments& arguments) {
  orp::Engine engine = orp::create_engine(arguments.url);
  archive::metadata().create_all(engine);

  const Stopwatch reading;
  const std::vector<IndexedPackage> index = read_packages(arguments);
  std::cout << "read " << index.size() << " packages from the index in " << std::fixed
            << std::setprecision(2) << reading.seconds() << " s\n";

  const Stopwatch importing;
  const ImportCounts counts = import_index(engine, index);
  std::cout << "added " << counts.packages << " packages and " << counts.dependencies
            << " dependencies in " << importing.seconds() << " s; " << counts.known
            << " were there already\n";

  orp::Session session(engine);
  print_counts(session);
  print_largest_maintainers(session);
  print_missing_dependencies(session);
  print_reverse_dependencies(session, arguments.package);
  update_thousand_packages(session);
  delete_with_cascades(session);
}

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments;
  if (!read_arguments(argc, argv, arguments)) {
    std::cerr << "usage: archive [--url URL] [--index FILE] [--package NAME]\n";
    return 2;
  }
  try {
    run(arguments);
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
