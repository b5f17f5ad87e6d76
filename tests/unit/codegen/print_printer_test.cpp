// SPDX-License-Identifier: MIT
#include "print/printer.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>

namespace orp::codegen {
namespace {

std::string printed(const Template& text, std::initializer_list<Printer::Argument> arguments = {}) {
  Printer printer;
  printer.print(text, arguments);
  return std::move(printer).take();
}

// printer.hpp, rule 1.
TEST(Printer, leaves_out_the_layout_of_the_generator) {
  EXPECT_EQ(printed(R"(
      class User {
        int id;
      };
  )"),
            "class User {\n  int id;\n};\n");
}

// printer.hpp, rule 2.
TEST(Printer, puts_arguments_in_place_of_their_names) {
  EXPECT_EQ(printed("$type$ $name$ = $type$();", {{"type", "int"}, {"name", "id"}}),
            "int id = int();\n");
  EXPECT_EQ(printed("EntityBase<$columns$>", {{"columns", 7}}), "EntityBase<7>\n");
}

TEST(Printer, prints_two_dollars_as_one) { EXPECT_EQ(printed("cost $$ 5"), "cost $ 5\n"); }

TEST(Printer, does_not_look_for_names_in_arguments) {
  EXPECT_EQ(printed("$text$ and $text$", {{"text", "$name$"}}), "$name$ and $name$\n");
}

// printer.hpp, rule 2.
TEST(Printer, indents_every_line_of_an_argument) {
  EXPECT_EQ(printed(R"(
      f(
        $arguments$
      );
      g($arguments$);
  )",
                    {{"arguments", "a,\nb"}}),
            "f(\n  a,\n  b\n);\ng(a,\nb);\n");
}

// printer.hpp, rule 4.
TEST(Printer, runs_a_block_with_the_indentation_of_its_line) {
  Printer printer;
  std::size_t indentation = 0;
  printer.print(R"(
      struct Row {
        $members$
      };
  )",
                {{"members", [&] {
                    indentation = printer.indentation();
                    printer.print("int $name$;", {{"name", "a"}});
                    printer.print("int $name$;", {{"name", "b"}});
                  }}});
  EXPECT_EQ(printer.text(), "struct Row {\n  int a;\n  int b;\n};\n");
  EXPECT_EQ(indentation, 2U);
  EXPECT_EQ(printer.indentation(), 0U);
}

// printer.hpp, rule 4.
TEST(Printer, leaves_out_the_line_of_an_empty_block_and_one_blank_line_beside_it) {
  const auto text = [](std::string first, std::string second) {
    return printed(R"(
        {
          $first$

          $second$

          end
        }
    )",
                   {{"first", std::move(first)}, {"second", std::move(second)}});
  };
  EXPECT_EQ(text("a", "b"), "{\n  a\n\n  b\n\n  end\n}\n");
  EXPECT_EQ(text("", "b"), "{\n  b\n\n  end\n}\n");
  EXPECT_EQ(text("a", ""), "{\n  a\n\n  end\n}\n");
  EXPECT_EQ(text("", ""), "{\n  end\n}\n");
}

TEST(Printer, leaves_out_the_blank_line_before_a_last_empty_block) {
  EXPECT_EQ(printed(R"(
      a

      $block$
      }
  )",
                    {{"block", [] {}}}),
            "a\n}\n");
}

// printer.hpp, rule 5.
TEST(Printer, never_prints_two_blank_lines_in_succession) {
  Printer printer;
  printer.print("a\n\n\n\nb\n\n");
  printer.print("\n\nc");
  EXPECT_EQ(printer.text(), "a\n\nb\n\nc\n");
}

// printer.hpp, rule 5.
TEST(Printer, prints_no_blank_line_at_the_beginning_or_end_of_a_block) {
  Printer printer;
  printer.print(R"(
      {
        $items$
      }
  )",
                {{"items", [&] {
                    for (const char* item : {"a", "b"})
                      printer.print("\n\n$item$\n\n", {{"item", item}});
                  }}});
  EXPECT_EQ(printer.text(), "{\n  a\n\n  b\n}\n");
}

TEST(Printer, prints_no_spaces_at_the_end_of_a_line) {
  EXPECT_EQ(printed("a $nothing$\nb", {{"nothing", ""}}), "a\nb\n");
}

using PrinterDeath = testing::Test;

// printer.hpp, rule 3.
TEST(PrinterDeath, names_the_template_with_an_unknown_name) {
  EXPECT_DEATH(printed("$nmae$", {{"name", "x"}}),
               "print_printer_test.cpp:[0-9]+: template: unknown name \"nmae\"");
}

// printer.hpp, rule 3.
TEST(PrinterDeath, names_the_argument_that_is_not_used) {
  EXPECT_DEATH(printed("text", {{"name", "x"}}), "template: argument is not used: \"name\"");
}

TEST(PrinterDeath, refuses_a_lonely_dollar_sign) {
  EXPECT_DEATH(printed("cost 5$"), "template: a dollar sign has no partner in \"cost 5\\$\"");
}

TEST(PrinterDeath, refuses_a_block_within_a_line) {
  EXPECT_DEATH(printed("a $block$", {{"block", [] {}}}),
               "template: a block needs a line of its own: \"block\"");
}

}  // namespace
}  // namespace orp::codegen
