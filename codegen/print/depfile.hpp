// SPDX-License-Identifier: MIT
// What a build system has to know of a run: which files it read.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace orp::codegen {

/// Writes which files `output` was made from, as make and ninja read it. Throws FileError.
void write_depfile(const std::filesystem::path& depfile, const std::filesystem::path& output,
                   const std::vector<std::string>& inputs);

/// What write_depfile writes: `output: input input`.
[[nodiscard]] std::string depfile_text(const std::filesystem::path& output,
                                       const std::vector<std::string>& inputs);

}  // namespace orp::codegen
