// SPDX-License-Identifier: MIT
#include "sql/generated_values.hpp"

#include <new>

namespace orp::sql {

void GeneratedValues::Destroy::operator()(void* field) const {
  ops->destroy(field);
  ::operator delete(field);
}

const void* GeneratedValues::make(const GeneratedNode& node) {
  const FieldOps& ops = *node.own_type.ops;
  void* const memory = ::operator new(ops.size);
  try {
    ops.construct(memory);
  } catch (...) {
    ::operator delete(memory);
    throw;
  }
  fields_.emplace_back(memory, Destroy{&ops});
  maker_.make(node.maker, node.own_type, memory);
  return memory;
}

}  // namespace orp::sql
