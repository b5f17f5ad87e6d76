// SPDX-License-Identifier: MIT
#include "print/depfile.hpp"

#include <fstream>

#include "print/file_set.hpp"

namespace orp::codegen {
namespace {

std::string escaped(const std::string& path) {
  std::string text;
  for (const char c : path) {
    if (c == ' ' || c == '#' || c == '\\') text += '\\';
    if (c == '$') text += '$';
    text += c;
  }
  return text;
}

}  // namespace

std::string depfile_text(const std::filesystem::path& output,
                         const std::vector<std::string>& inputs) {
  std::string text = escaped(output.string()) + ':';
  for (const std::string& input : inputs) text += " \\\n  " + escaped(input);
  return text + '\n';
}

void write_depfile(const std::filesystem::path& depfile, const std::filesystem::path& output,
                   const std::vector<std::string>& inputs) {
  std::ofstream stream(depfile, std::ios::binary);
  stream << depfile_text(output, inputs);
  stream.close();
  if (!stream) throw FileError("cannot write \"" + depfile.string() + '"');
}

}  // namespace orp::codegen
