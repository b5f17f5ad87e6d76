// SPDX-License-Identifier: MIT
#include "scale/growth.hpp"

#include <sqlite3.h>

#include <fstream>
#include <stdexcept>
#include <string>

#include "harness/heap.hpp"

namespace bench::scale {
namespace {

/// SQLite's page cache only grows while there is work, so that what it has is what it had at the
/// peak.
double without_sqlite(const std::string& field) {
  std::ifstream file("/proc/self/status");
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with(field + ":"))
      return std::stod(line.substr(field.size() + 1)) * 1024 -
             static_cast<double>(sqlite3_memory_used());
  }
  throw std::runtime_error("/proc/self/status lacks " + field);
}

}  // namespace

Growth::Growth() : heap_(static_cast<double>(heap_in_use())), resident_(without_sqlite("VmRSS")) {
  std::ofstream("/proc/self/clear_refs") << 5;  // the peak counts from now
}

double Growth::bytes() const { return static_cast<double>(heap_in_use()) - heap_; }

double Growth::peak_bytes() const { return without_sqlite("VmHWM") - resident_; }

}  // namespace bench::scale
