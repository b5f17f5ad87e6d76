// SPDX-License-Identifier: MIT
// What an entity of a view cannot have, because nobody writes its rows.
#include <string>

#include "schema/front/check_rules.hpp"
#include "schema/text.hpp"

namespace orp::language {
namespace {

class ViewCheck {
 public:
  ViewCheck(const Entity& entity, Diagnostics& diagnostics)
      : entity_(entity), diagnostics_(diagnostics) {}

  void run() const {
    const Table& table = entity_.table;
    if (!table.query.empty() && table.query.find_first_not_of(' ') == std::string::npos)
      refuse(table.where, "no query", "say \"view\": true of one that is there");
    for (const Index& index : table.indexes) refuse(index.where, "no index", leave_out);
    for (const Check& check : table.checks) refuse(check.where, "no check", leave_out);
    for (const Column& column : table.columns) check_column(column);
    for (const ForeignKey& key : table.foreign_keys)
      if (key.on_delete != ReferentialAction::no_action ||
          key.on_update != ReferentialAction::no_action)
        refuse(key.where, "no \"on_delete\" and no \"on_update\"", leave_out);
  }

 private:
  static constexpr const char* leave_out = "leave it out";

  void check_column(const Column& column) const {
    const bool is_filled_in = column.identity || column.client_default != ClientDefault::none ||
                              column.on_update != ClientDefault::none ||
                              column.server_default.kind != ServerDefaultKind::none;
    if (is_filled_in) refuse(column.where, "nothing that fills a column in", leave_out);
  }

  void refuse(const Location& where, const std::string& what, const char* hint) const {
    diagnostics_.error(
        where, "a view, as " + in_quotes(entity_.name) + ", is only read and has " + what, hint);
  }

  const Entity& entity_;
  Diagnostics& diagnostics_;
};

}  // namespace

void check_views(const Model& model, Diagnostics& diagnostics) {
  for (const Entity& entity : model.entities)
    if (entity.table.is_view) ViewCheck(entity, diagnostics).run();
}

}  // namespace orp::language
