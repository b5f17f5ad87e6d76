// SPDX-License-Identifier: MIT
#pragma once
#include <memory>
#include <vector>

#include "meta/client_value.hpp"
#include "meta/stored_value.hpp"
#include "sql/node.hpp"

namespace orp::sql {

/// Values made for one execution: what `default: now`, `uuid4` and their like stand for.
class GeneratedValues {
 public:
  /// A field of node.own_type, valid as long as this object.
  const void* make(const GeneratedNode& node);

 private:
  ClientValueMaker maker_;
  std::vector<std::unique_ptr<StoredValue>> fields_;
};

}  // namespace orp::sql
