// SPDX-License-Identifier: MIT
// The #include lines of a generated file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace orp::codegen::cpp {

/// Each group is sorted and free of repetitions; names stand with their brackets or quotes.
class Includes {
 public:
  /// A standard header, one of the library's, or one of the model's and its user's; nothing for "".
  void add(std::string_view header);

  [[nodiscard]] bool empty() const {
    return standard_.empty() && library_.empty() && model_.empty();
  }
  [[nodiscard]] const std::vector<std::string>& standard() const { return standard_; }
  [[nodiscard]] const std::vector<std::string>& library() const { return library_; }
  [[nodiscard]] const std::vector<std::string>& model() const { return model_; }

 private:
  std::vector<std::string> standard_;  ///< <cstdint>
  std::vector<std::string> library_;   ///< <orpiment/...>
  std::vector<std::string> model_;     ///< "shop/..." and the headers of custom types
};

}  // namespace orp::codegen::cpp
