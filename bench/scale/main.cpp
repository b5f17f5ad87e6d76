// SPDX-License-Identifier: MIT
// orpiment_scale [--sqlite=FILE] [--postgres=URL] [--shrink=N] [--filter=REGEX]
//
// Prints what objects cost at several sizes, on the databases that are given; of times also, in
// parentheses, how much of it this process worked. bench/run calls it.
#include <cstdio>
#include <exception>
#include <memory>
#include <regex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/database.hpp"
#include "scale/measured_child.hpp"
#include "scale/scenes.hpp"

namespace bench::scale {
namespace {

struct Options {
  std::vector<std::unique_ptr<Database>> databases;
  std::size_t shrink = 1;
  std::regex filter;  // of titles
};

Options parse_options(int argc, char** argv) {
  Options options;
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    const std::size_t equals = argument.find('=');
    const std::string_view name = argument.substr(0, equals);
    const std::string value(equals == argument.npos ? "" : argument.substr(equals + 1));
    if (name == "--sqlite") {
      options.databases.push_back(make_sqlite_database(value));
    } else if (name == "--postgres") {
      options.databases.push_back(make_postgres_database(value));
    } else if (name == "--shrink") {
      options.shrink = std::stoul(value);
    } else if (name == "--filter") {
      options.filter = value;
    } else {
      throw std::runtime_error("unknown option " + std::string(argument));
    }
  }
  return options;
}

void print_heads(const Scene& scene, std::size_t shrink) {
  std::printf("\n%-40s", scene.title.c_str());
  for (const std::size_t size : scene.sizes) std::printf("%18zu", size / shrink);
  std::printf("\n");
}

std::string format(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", value < 10 ? 2 : value < 100 ? 1 : 0, value);
  return text;
}

std::string format(const Figure& figure) {
  if (figure.cpu < 0) return format(figure.value);
  return format(figure.value) + " (" + format(figure.cpu) + ")";
}

/// A line a figure, a column a size.
void print_figures(const std::vector<std::vector<Figure>>& columns) {
  for (std::size_t line = 0; line < columns.front().size(); ++line) {
    std::printf("  %-38s", columns.front()[line].what.c_str());
    for (const auto& column : columns) {
      std::printf("%18s", format(column[line]).c_str());
    }
    std::printf("\n");
  }
  std::fflush(stdout);
}

void run(Database& database, const Scene& scene, std::size_t shrink) {
  print_heads(scene, shrink);
  std::vector<std::vector<Figure>> columns;
  for (const std::size_t full_size : scene.sizes) {
    const std::size_t size = full_size / shrink;
    std::vector<Figure>& column = columns.emplace_back();
    for (const Measure measure : {scene.measure, scene.measure_by_hand}) {
      if (measure == nullptr) continue;
      database.hold(scene.dataset(size));
      for (Figure& figure : measure_in_child([&] { return measure(database, size); }))
        column.push_back(std::move(figure));
      if (scene.writes) database.spoil();
    }
  }
  print_figures(columns);
}

void run(const Options& options) {
  for (const auto& database : options.databases) {
    std::printf("\n%s %s\n", database->name().c_str(), database->version().c_str());
    for (const Scene& scene : scenes()) {
      if (std::regex_search(scene.title, options.filter)) run(*database, scene, options.shrink);
    }
  }
}

}  // namespace
}  // namespace bench::scale

int main(int argc, char** argv) {
  try {
    bench::scale::run(bench::scale::parse_options(argc, argv));
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "orpiment_scale: %s\n", error.what());
    return 1;
  }
}
