// SPDX-License-Identifier: MIT
// Designated initialisers as data, for `braces` to set.
#pragma once

#include <string>
#include <vector>

namespace orp::codegen::cpp {

/// `.name = value` in a braced initialiser, or `.name = {...}` when `nested` is given instead.
struct Field {
  std::string name;
  std::string value;
  std::vector<Field> nested{};
};
using Fields = std::vector<Field>;

}  // namespace orp::codegen::cpp
