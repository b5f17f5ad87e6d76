// SPDX-License-Identifier: MIT
#include "session/flush/references.hpp"

#include <algorithm>
#include <cstdint>

#include "session/load/keyed_rows.hpp"
#include "session/load/load_context.hpp"
#include "session/load/load_rows.hpp"

namespace orp {

namespace {

// Those by one foreign key.
class Question {
 public:
  Question(LoadContext context, const Reference& first)
      : context_(context), key_(first.key), holder_(first.holder) {}

  void add(Reference& reference) { references_.push_back(&reference); }

  void ask() {
    load_referred();
    KeyedRows rows(KeyedQuery(*holder_, key_->columns, {}), info_of(*references_.front()->deleted),
                   key_->referred_columns, references_.size());
    std::vector<const void*> values(key_->columns.size());
    for (std::uint32_t number = 0; number < references_.size(); ++number) {
      read(*references_[number], values);
      references_[number]->exists = false;
      if (std::find(values.begin(), values.end(), nullptr) == values.end())
        rows.add(values.data(), number);
    }
    if (rows.size() == 0) return;
    rows.run(context_.runner);
    while (rows.next()) references_[rows.number()]->exists = true;
  }

 private:
  void load_referred() {
    std::vector<Entity*> objects;
    for (const Reference* reference : references_) objects.push_back(reference->deleted);
    load_unknown(context_, info_of(*objects.front()), objects, key_->referred_columns);
  }

  // nullptr: NULL, or the row is gone.
  void read(const Reference& reference, std::vector<const void*>& values) const {
    Entity& entity = *reference.deleted;
    const EntityInfo& info = info_of(entity);
    for (std::size_t i = 0; i < values.size(); ++i) {
      const std::uint16_t column = key_->referred_columns[i];
      const void* field = context_.objects.changes.database_field(entity, info, column);
      values[i] = field == nullptr ? nullptr : info.column(column).type.ops->value(field);
    }
  }

  LoadContext context_;
  const ForeignKeyInfo* key_;
  const EntityInfo* holder_;
  std::vector<Reference*> references_;
};

}  // namespace

void load_references(LoadContext context, std::vector<Reference>& questions) {
  std::stable_sort(questions.begin(), questions.end(),
                   [](const Reference& a, const Reference& b) { return a.key < b.key; });
  for (std::size_t first = 0, next = 0; first < questions.size(); first = next) {
    Question question(context, questions[first]);
    for (; next < questions.size() && questions[next].key == questions[first].key; ++next)
      question.add(questions[next]);
    question.ask();
  }
}

}  // namespace orp
