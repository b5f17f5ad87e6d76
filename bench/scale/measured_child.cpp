// SPDX-License-Identifier: MIT
#include "scale/measured_child.hpp"

#include <malloc.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <exception>
#include <sstream>
#include <stdexcept>

namespace bench::scale {
namespace {

constexpr char failed[] = "failed: ";

/// What the child says: a line a figure, its numbers first, or one line of what failed.
std::string tell(const std::function<Figures()>& measure) {
  std::ostringstream told;
  try {
    const Figures figures = measure();
    for (const Figure& figure : figures.all())
      told << figure.value << ' ' << figure.cpu << ' ' << figure.what << '\n';
  } catch (const std::exception& error) {
    told.str(failed);
    told << failed << error.what();
  }
  return told.str();
}

void write_all(int file, const std::string& text) {
  for (std::size_t written = 0; written < text.size();) {
    const ssize_t count = write(file, text.data() + written, text.size() - written);
    if (count <= 0) return;
    written += static_cast<std::size_t>(count);
  }
}

std::string read_all(int file) {
  std::string text;
  char buffer[4096];
  for (ssize_t count = 0; (count = read(file, buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<std::size_t>(count));
  return text;
}

std::vector<Figure> parse(const std::string& told) {
  std::vector<Figure> figures;
  std::istringstream lines(told);
  Figure figure;
  while (lines >> figure.value >> figure.cpu && std::getline(lines >> std::ws, figure.what))
    figures.push_back(figure);
  return figures;
}

}  // namespace

std::vector<Figure> measure_in_child(const std::function<Figures()>& measure) {
  malloc_trim(0);  // what this process has free the child would reuse, and count as nothing
  std::fflush(stdout);
  int ends[2];
  if (pipe(ends) != 0) throw std::runtime_error("no pipe");
  const pid_t child = fork();
  if (child < 0) throw std::runtime_error("no process");
  if (child == 0) {
    close(ends[0]);
    write_all(ends[1], tell(measure));
    _exit(0);  // the parent's connections are not ours to close
  }
  close(ends[1]);
  const std::string told = read_all(ends[0]);
  close(ends[0]);
  int outcome = 0;
  waitpid(child, &outcome, 0);
  if (!WIFEXITED(outcome)) throw std::runtime_error("the process that measured has died");
  if (told.starts_with(failed)) throw std::runtime_error(told);
  return parse(told);
}

}  // namespace bench::scale
