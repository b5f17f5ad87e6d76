// SPDX-License-Identifier: MIT
#include "forked.hpp"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <exception>
#include <system_error>

namespace orp::tests {

namespace {

constexpr rlim_t cpu_seconds = 20;  // what loops for ever is ended by SIGXCPU

// The parent reads until the end, so a short write is the end of it.
void write_all(int file, const std::string& text) {
  for (std::size_t done = 0; done < text.size();) {
    const ssize_t written = ::write(file, text.data() + done, text.size() - done);
    if (written < 0 && errno != EINTR) ::_exit(1);
    if (written > 0) done += static_cast<std::size_t>(written);
  }
}

std::string read_all(int file) {
  std::string text;
  char buffer[4096];
  for (;;) {
    const ssize_t length = ::read(file, buffer, sizeof buffer);
    if (length > 0)
      text.append(buffer, static_cast<std::size_t>(length));
    else if (length == 0 || errno != EINTR)
      return text;
  }
}

// Leaves without destructors: what they would end belongs to the parent.
[[noreturn]] void be_child(int file, const std::function<void(const Say& say)>& work) {
  const rlimit cpu{cpu_seconds, cpu_seconds};
  ::setrlimit(RLIMIT_CPU, &cpu);
  const rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
  try {
    work([&](const std::string& text) { write_all(file, text); });
  } catch (const std::exception& error) {
    write_all(file, std::string("// ") + error.what() + '\n');
    ::_exit(1);
  }
  ::_exit(0);
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0)
    if (errno != EINTR) throw std::system_error(errno, std::generic_category(), "waitpid");
  return status;
}

}  // namespace

Outcome run_forked(const std::function<void(const Say& say)>& work) {
  int ends[2];
  if (::pipe(ends) != 0) throw std::system_error(errno, std::generic_category(), "pipe");
  const pid_t child = ::fork();
  if (child < 0) throw std::system_error(errno, std::generic_category(), "fork");
  if (child == 0) {
    ::close(ends[0]);
    be_child(ends[1], work);
  }
  ::close(ends[1]);
  Outcome outcome;
  outcome.said = read_all(ends[0]);
  ::close(ends[0]);
  const int status = wait_for(child);
  outcome.ended_well = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  if (WIFSIGNALED(status))
    outcome.said += std::string("// ended by a signal: ") + ::strsignal(WTERMSIG(status)) + '\n';
  return outcome;
}

}  // namespace orp::tests
