// SPDX-License-Identifier: MIT
#include "cpp/format/text_columns.hpp"

#include <algorithm>
#include <optional>

#include "cpp/format/text_width.hpp"

namespace orp::codegen::cpp {
namespace {

constexpr std::size_t fewest_items = 5;     // shorter lists have one item a line
constexpr std::size_t narrowest_item = 3;   // with its comma and space
constexpr std::size_t greatest_waste = 10;  // spaces in a column

struct Columns {
  std::vector<std::size_t> widths;  // commas included
  std::size_t lines = 0;

  [[nodiscard]] std::size_t total() const {
    std::size_t sum = widths.size() - 1;
    for (const std::size_t w : widths) sum += w;
    return sum;
  }
};

// Nothing when some column but the last would be mostly spaces.
std::optional<Columns> arranged(const std::vector<std::size_t>& lengths, std::size_t count) {
  Columns columns{std::vector<std::size_t>(count), (lengths.size() + count - 1) / count};
  std::vector<std::size_t> shortest(count, static_cast<std::size_t>(-1));
  for (std::size_t i = 0; i < lengths.size(); ++i) {
    const std::size_t at = i % count;
    columns.widths[at] = std::max(columns.widths[at], lengths[i]);
    shortest[at] = std::min(shortest[at], lengths[i]);
  }
  for (std::size_t at = 0; at + 1 < count; ++at) {
    if (columns.widths[at] - shortest[at] > greatest_waste) return std::nullopt;
  }
  return columns;
}

// One column when nothing else is good.
Columns best(const std::vector<std::size_t>& lengths, std::size_t room) {
  Columns chosen = *arranged(lengths, 1);
  if (lengths.size() < fewest_items) return chosen;
  const std::size_t most = std::min(lengths.size(), line_width / narrowest_item);
  for (std::size_t count = 2; count <= most; ++count) {
    const std::optional<Columns> columns = arranged(lengths, count);
    const bool fits = columns && columns->total() <= room;
    if (fits && columns->lines < chosen.lines) chosen = *columns;
  }
  return chosen;
}

}  // namespace

std::string in_columns(const std::vector<std::string>& items, std::size_t indentation,
                       std::size_t room) {
  std::vector<std::size_t> lengths;
  for (const std::string& item : items) lengths.push_back(text_width(item) + 1);
  const Columns columns = best(lengths, room);

  std::string text;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::size_t at = i % columns.widths.size();
    text += (at == 0 ? std::string(indentation, ' ') : " ") + items[i] + ',';
    const bool ends_line = at + 1 == columns.widths.size() || i + 1 == items.size();
    text += ends_line ? "\n" : std::string(columns.widths[at] - lengths[i], ' ');
  }
  return text;
}

}  // namespace orp::codegen::cpp
