// SPDX-License-Identifier: MIT
#include "schema/diagnostic.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace orp::language {

std::uint32_t Diagnostics::add_file(std::string name) {
  files_.push_back(std::move(name));
  return static_cast<std::uint32_t>(files_.size() - 1);
}

void Diagnostics::error(const Location& where, std::string message, std::string hint) {
  errors_.push_back({where, std::move(message), std::move(hint)});
}

std::vector<Diagnostic> Diagnostics::sorted() const {
  const auto position = [](const Diagnostic& d) {
    return std::tie(d.where.file, d.where.line, d.where.column);
  };
  std::vector<Diagnostic> result = errors_;
  std::stable_sort(result.begin(), result.end(), [&](const Diagnostic& a, const Diagnostic& b) {
    return position(a) < position(b);
  });
  const auto same = [&](const Diagnostic& a, const Diagnostic& b) {
    return position(a) == position(b) && a.message == b.message;
  };
  result.erase(std::unique(result.begin(), result.end(), same), result.end());
  return result;
}

std::string Diagnostics::to_string() const {
  std::string text;
  for (const Diagnostic& d : sorted()) {
    text += place(d.where) + ": ";
    if (!d.where.path.empty()) text += d.where.path + ": ";
    text += d.message;
    if (!d.hint.empty()) text += "; " + d.hint;
    text += '\n';
  }
  return text;
}

std::string Diagnostics::place(const Location& where) const {
  std::string text = files_[where.file];
  // A file that could not be read has no lines.
  if (where.line != 0) {
    text += ':' + std::to_string(where.line) + ':' + std::to_string(where.column);
  }
  return text;
}

}  // namespace orp::language
