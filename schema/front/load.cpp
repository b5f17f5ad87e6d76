// SPDX-License-Identifier: MIT
#include "schema/front/load.hpp"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <string>
#include <system_error>
#include <utility>

#include "schema/front/parse.hpp"
#include "schema/json/reader.hpp"
#include "schema/text.hpp"

namespace orp::language {
namespace {

namespace fs = std::filesystem;

/// One name for a file however it is reached.
fs::path identity_of(const fs::path& path) {
  std::error_code error;
  const fs::path canonical = fs::weakly_canonical(path, error);
  return error ? path.lexically_normal() : canonical;
}

struct Text {
  std::optional<std::string> content;
  std::string problem;  // why there is none
};

Text read_file(const fs::path& path) {
  std::error_code error;
  if (fs::is_directory(path, error)) return {std::nullopt, "it is a directory"};
  errno = 0;
  std::ifstream stream(path, std::ios::binary);
  std::string content{std::istreambuf_iterator<char>(stream), {}};
  if (!stream) return {std::nullopt, std::generic_category().message(errno == 0 ? EIO : errno)};
  return {std::move(content), {}};
}

class Loader {
 public:
  explicit Loader(Diagnostics& diagnostics) : diagnostics_(diagnostics) {}

  /// Reads a file that was not read before; `from` is where it is asked for, nullptr for the root.
  void load(const fs::path& path, const Location* from) {
    Text text = read_file(path);
    if (!text.content && from) {
      refuse(*from, "cannot read " + in_quotes(path.generic_string()) + ": " + text.problem);
      return;
    }
    const std::uint32_t file = diagnostics_.add_file(path.generic_string());
    if (!text.content) {
      refuse(Location{file, 0, 0, {}}, "cannot read the schema: " + text.problem);
      return;
    }
    const std::optional<json::Node> root = json::read(*text.content, file, diagnostics_);
    if (!root) {
      is_complete_ = false;
      return;
    }
    Document document = parse(*root, diagnostics_);
    if (root->kind != json::Kind::object) is_complete_ = false;
    open_.push_back(path);
    for (const Name& include : document.includes) follow(include, path.parent_path());
    open_.pop_back();
    documents_.push_back(std::move(document));
  }

  std::optional<std::vector<Document>> result() && {
    if (!is_complete_) return std::nullopt;
    return std::move(documents_);
  }

 private:
  void follow(const Name& include, const fs::path& folder) {
    const fs::path path = (folder / include.value).lexically_normal();
    const fs::path identity = identity_of(path);
    const auto is_same = [&](const fs::path& other) { return identity_of(other) == identity; };
    const auto first = std::find_if(open_.begin(), open_.end(), is_same);
    if (first != open_.end()) {
      report_cycle(include.where, first);
    } else if (std::find(known_.begin(), known_.end(), identity) == known_.end()) {
      known_.push_back(identity);
      load(path, &include.where);
    }
  }

  void report_cycle(const Location& where, std::vector<fs::path>::const_iterator first) {
    std::string cycle;
    for (auto file = first; file != open_.cend(); ++file) cycle += file->generic_string() + " -> ";
    diagnostics_.error(where, "include cycle: " + cycle + first->generic_string(),
                       "leave it out: an included file may use what the including one declares");
  }

  void refuse(const Location& where, std::string message) {
    diagnostics_.error(where, std::move(message));
    is_complete_ = false;
  }

  Diagnostics& diagnostics_;
  std::vector<fs::path> open_;   // the files whose includes are being followed
  std::vector<fs::path> known_;  // what was included, by identity
  std::vector<Document> documents_;
  bool is_complete_ = true;
};

}  // namespace

std::optional<std::vector<Document>> load(const fs::path& path, Diagnostics& diagnostics) {
  Loader loader(diagnostics);
  loader.load(path, nullptr);
  return std::move(loader).result();
}

}  // namespace orp::language
