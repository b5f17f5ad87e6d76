// SPDX-License-Identifier: MIT
#include "print/printer.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>
#include <vector>

namespace orp::codegen {
namespace {

constexpr std::string_view spaces = " \t";

bool is_blank(std::string_view line) { return line.find_first_not_of(spaces) == line.npos; }

std::size_t indentation_of(std::string_view line) {
  return std::min(line.find_first_not_of(spaces), line.size());
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  for (;;) {
    const std::size_t end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end == text.npos) return lines;
    text.remove_prefix(end + 1);
  }
}

// The lines that a template prints, without what belongs to the generator's own layout.
std::vector<std::string_view> lines_of(const Template& source) {
  std::vector<std::string_view> lines = split_lines(source.text);
  if (lines.front().empty()) lines.erase(lines.begin());
  if (!lines.empty() && is_blank(lines.back())) lines.pop_back();

  std::size_t shared = std::string_view::npos;
  for (std::string_view line : lines) {
    if (!is_blank(line)) shared = std::min(shared, indentation_of(line));
  }
  for (std::string_view& line : lines) {
    line = is_blank(line) ? std::string_view() : line.substr(shared);
  }
  return lines;
}

[[noreturn]] void throw_at(const Template& source, std::string_view what, std::string_view name) {
  std::fprintf(stderr, "%s:%d: template: %.*s \"%.*s\"\n", source.file, source.line,
               static_cast<int>(what.size()), what.data(), static_cast<int>(name.size()),
               name.data());
  std::abort();
}

}  // namespace

class Printer::Expansion {
 public:
  Expansion(Printer& printer, const Template& source, std::initializer_list<Argument> arguments)
      : printer_(printer), source_(source), arguments_(arguments), used_(arguments.size()) {}

  void run() {
    const std::vector<std::string_view> lines = lines_of(source_);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const bool separator_follows = i + 1 < lines.size() && lines[i + 1].empty();
      if (lines[i].empty()) {
        printer_.separate();
      } else if (!print(lines[i])) {
        if (separator_follows) {
          ++i;
        } else {
          printer_.separator_pending_ = false;
        }
      }
    }
    for (std::size_t i = 0; i < used_.size(); ++i) {
      if (!used_[i]) throw_at(source_, "argument is not used:", arguments_.begin()[i].name);
    }
  }

 private:
  // False when nothing came of the line.
  bool print(std::string_view line) {
    const std::size_t indentation = indentation_of(line);
    const std::string_view content = line.substr(indentation);
    const std::size_t size_before = printer_.text_.size();
    printer_.indentation_ += indentation;
    if (const Argument* block = block_of(content)) {
      print_block(*block);
    } else {
      printer_.write_lines(substituted(content));
    }
    printer_.indentation_ -= indentation;
    return printer_.text_.size() != size_before;
  }

  void print_block(const Argument& argument) {
    if (const auto* text = std::get_if<std::string>(&argument.value)) {
      if (!text->empty()) printer_.write_lines(*text);
      return;
    }
    const bool outer_start = std::exchange(printer_.at_block_start_, true);
    std::get<Block>(argument.value)();
    if (printer_.at_block_start_) {
      printer_.at_block_start_ = outer_start;  // nothing was printed
    } else {
      printer_.separator_pending_ = false;
    }
  }

  // The argument that makes up the whole line, if one does.
  const Argument* block_of(std::string_view content) {
    const std::size_t end = content.find('$', 1);
    const bool is_block = content.front() == '$' && end == content.size() - 1 && end > 1;
    return is_block ? &argument(content.substr(1, end - 1)) : nullptr;
  }

  std::string substituted(std::string_view content) {
    std::string result;
    for (std::size_t at = content.find('$'); at != content.npos; at = content.find('$')) {
      result += content.substr(0, at);
      const std::size_t end = content.find('$', at + 1);
      if (end == content.npos) throw_at(source_, "a dollar sign has no partner in", content);
      result += end == at + 1 ? "$" : text_of(content.substr(at + 1, end - at - 1));
      content.remove_prefix(end + 1);
    }
    return result.append(content);
  }

  const std::string& text_of(std::string_view name) {
    const auto* text = std::get_if<std::string>(&argument(name).value);
    if (text == nullptr) throw_at(source_, "a block needs a line of its own:", name);
    return *text;
  }

  const Argument& argument(std::string_view name) {
    const auto found = std::find_if(arguments_.begin(), arguments_.end(),
                                    [&](const Argument& a) { return a.name == name; });
    if (found == arguments_.end()) throw_at(source_, "unknown name", name);
    used_[static_cast<std::size_t>(found - arguments_.begin())] = true;
    return *found;
  }

  Printer& printer_;
  const Template& source_;
  std::initializer_list<Argument> arguments_;
  std::vector<bool> used_;
};

void Printer::print(const Template& text, std::initializer_list<Argument> arguments) {
  Expansion(*this, text, arguments).run();
}

void Printer::write_lines(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  for (std::string_view line : split_lines(text)) {
    if (is_blank(line)) {
      separate();
    } else {
      write_line(line);
    }
  }
}

void Printer::write_line(std::string_view line) {
  if (separator_pending_) text_ += '\n';
  separator_pending_ = false;
  at_block_start_ = false;
  text_.append(indentation_, ' ').append(line.substr(0, line.find_last_not_of(spaces) + 1));
  text_ += '\n';
}

}  // namespace orp::codegen
