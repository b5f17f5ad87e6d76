// SPDX-License-Identifier: MIT
#include "session/objects/class_index.hpp"

#include <algorithm>

namespace orp {

namespace {

constexpr std::size_t scan_limit = 16;

}  // namespace

void* ClassIndex::search(const EntityInfo& info) {
  const std::size_t number = number_of(info);
  if (number == classes_.size()) return nullptr;
  last_ = number;
  return classes_[number].place;
}

std::size_t ClassIndex::number_of(const EntityInfo& info) {
  if (classes_.size() <= scan_limit) {
    const auto* const found = std::find_if(classes_.begin(), classes_.end(),
                                           [&](const Class& known) { return known.info == &info; });
    return static_cast<std::size_t>(found - classes_.begin());
  }
  if (numbers_ == nullptr) numbers_ = std::make_unique<Numbers>();
  for (std::size_t i = numbers_->size(); i < classes_.size(); ++i)
    numbers_->emplace(classes_[i].info, i);
  const auto found = numbers_->find(&info);
  return found == numbers_->end() ? classes_.size() : found->second;
}

void ClassIndex::add(const EntityInfo& info, void* place) {
  classes_.push_back({&info, place});
  last_ = classes_.size() - 1;
}

void ClassIndex::clear() {
  classes_.clear();
  numbers_.reset();
  last_ = 0;
}

}  // namespace orp
