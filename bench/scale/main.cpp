// SPDX-License-Identifier: MIT
// orpiment_scale [--sqlite=FILE] [--postgres=URL] [--shrink=N] [--filter=REGEX]
//
// Prints what objects cost at several sizes, on the databases that are given; of times also, in
// parentheses, how much of it this process worked. bench/run calls it.
#include <cstdio>
#include <exception>
#include <regex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/arguments.hpp"
#include "harness/database.hpp"
#include "scale/measured_child.hpp"
#include "scale/scenes.hpp"

namespace bench::scale {
namespace {

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

void run(int argc, char** argv) {
  std::regex filter;  // of titles
  const Arguments arguments =
      parse_arguments(argc, argv, [&](std::string_view name, const std::string& value) {
        if (name != "--filter") return false;
        filter = value;
        return true;
      });
  for (const auto& database : arguments.databases) {
    std::printf("\n%s %s\n", database->name().c_str(), database->version().c_str());
    for (const Scene& scene : scenes()) {
      if (std::regex_search(scene.title, filter)) run(*database, scene, arguments.shrink);
    }
  }
}

}  // namespace
}  // namespace bench::scale

int main(int argc, char** argv) {
  try {
    bench::scale::run(argc, argv);
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "orpiment_scale: %s\n", error.what());
    return 1;
  }
}
