// SPDX-License-Identifier: MIT
#pragma once
#include <cstdio>
#include <string>

#include <orpiment/base/error.hpp>
#include <orpiment/base/text_converter.hpp>

namespace app {

/// A type that only one database knows.
struct Point {
  int x = 0;
  int y = 0;

  static Point parse(const std::string& text) {
    Point point;
    if (std::sscanf(text.c_str(), "(%d,%d)", &point.x, &point.y) != 2)
      throw orp::DataError({.code = "ORP-2001", .message = text + " is no point"});
    return point;
  }
  std::string to_string() const { return '(' + std::to_string(x) + ',' + std::to_string(y) + ')'; }

  friend bool operator==(const Point&, const Point&) = default;
};

}  // namespace app
