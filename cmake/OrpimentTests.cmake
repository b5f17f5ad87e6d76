# SPDX-License-Identifier: MIT
# Declares tests: one CTest entry an executable, one a compiler for programs that must not compile.
#
# Labels are the folders below tests/, so `ctest -L unit` and `ctest -L conformance` work. Tests that
# run none of our code, and so gain nothing from a sanitizer, carry the label `static`.
# The server that tests may use comes from the environment of ctest.

find_package(GTest REQUIRED)
find_program(ORPIMENT_GXX NAMES g++)
find_program(ORPIMENT_CLANGXX NAMES clang++)

set(ORPIMENT_TEST_TIMEOUT
    300
    CACHE STRING "Seconds that a test may take")

# The folders between tests/ and the current one, as a list.
function(orpiment_test_labels OUT)
  file(RELATIVE_PATH folder "${Orpiment_SOURCE_DIR}/tests" "${CMAKE_CURRENT_SOURCE_DIR}")
  string(REPLACE "/" ";" labels "${folder}")
  set(${OUT} "${labels}" PARENT_SCOPE)
endfunction()

# A precompiled header serves only targets with the same flags: -fPIC and -fPIE would differ. Tests
# hold local names that other files have, too. What is tested is optimised in a release, not the test.
function(orpiment_configure_test TARGET)
  orpiment_configure(${TARGET})
  set_target_properties(${TARGET} PROPERTIES POSITION_INDEPENDENT_CODE OFF UNITY_BUILD OFF)
  target_compile_options(${TARGET} PRIVATE $<$<CONFIG:Release>:-O0>)
endfunction()

# What nearly every test includes costs two seconds in each file; all share one precompiled copy.
function(orpiment_add_test_header)
  if(TARGET orpiment_test_header)
    return()
  endif()
  set(source "${Orpiment_BINARY_DIR}/tests/test_header.cpp")
  file(CONFIGURE OUTPUT "${source}" CONTENT "// Holds the precompiled header.\n")
  add_library(orpiment_test_header OBJECT "${source}")
  orpiment_configure_test(orpiment_test_header)
  # A precompiled header knows its sources by when they were written. One that ccache has kept is of
  # another checkout, and would let them be read a second time.
  set_target_properties(orpiment_test_header PROPERTIES CXX_COMPILER_LAUNCHER "")
  target_include_directories(orpiment_test_header PRIVATE "${Orpiment_SOURCE_DIR}/include")
  target_link_libraries(orpiment_test_header PRIVATE GTest::gmock)
  target_precompile_headers(orpiment_test_header PRIVATE <gmock/gmock.h> <gtest/gtest.h>
                            <orpiment/orpiment.hpp>)
endfunction()

# orpiment_test(NAME SOURCES file... [LIBRARIES target...])
# A GoogleTest program. It sees the private headers of runtime/, codegen/ and tests/, finds the
# repository in ORPIMENT_SOURCE_DIR, and runs in a build folder of its own.
function(orpiment_test NAME)
  cmake_parse_arguments(ARG "" "" "SOURCES;LIBRARIES" ${ARGN})
  orpiment_add_test_header()
  add_executable(${NAME} ${ARG_SOURCES})
  orpiment_configure_test(${NAME})
  target_precompile_headers(${NAME} REUSE_FROM orpiment_test_header)
  target_include_directories(
    ${NAME} PRIVATE "${Orpiment_SOURCE_DIR}/include" "${Orpiment_SOURCE_DIR}/runtime"
                    "${Orpiment_SOURCE_DIR}/codegen" "${Orpiment_SOURCE_DIR}/tests")
  target_compile_definitions(${NAME} PRIVATE ORPIMENT_SOURCE_DIR="${Orpiment_SOURCE_DIR}")
  target_link_libraries(${NAME} PRIVATE ${ARG_LIBRARIES} GTest::gmock_main)
  set(run_dir "${CMAKE_CURRENT_BINARY_DIR}/${NAME}.run")
  file(MAKE_DIRECTORY "${run_dir}")
  add_test(NAME ${NAME} COMMAND ${NAME} WORKING_DIRECTORY "${run_dir}")
  orpiment_test_labels(labels)
  set_tests_properties(${NAME} PROPERTIES LABELS "${labels}" TIMEOUT ${ORPIMENT_TEST_TIMEOUT})
  if(ORPIMENT_SANITIZE)
    set_tests_properties(${NAME} PROPERTIES ENVIRONMENT "UBSAN_OPTIONS=print_stacktrace=1")
  endif()
endfunction()

# orpiment_accepting_test(NAME)
# The GoogleTest program NAME compares with golden files (tests/support/golden.hpp), and the target
# accept_goldens lets it write them anew.
function(orpiment_accepting_test NAME)
  if(NOT TARGET accept_goldens)
    add_custom_target(accept_goldens)
  endif()
  add_custom_target(accept_${NAME} COMMAND "${CMAKE_COMMAND}" -E env ORPIMENT_ACCEPT=1
                                           "$<TARGET_FILE:${NAME}>")
  add_dependencies(accept_goldens accept_${NAME})
endfunction()

# orpiment_static_test(NAME COMMAND program [argument...])
# A check of files rather than of running code; not repeated under the sanitizers.
function(orpiment_static_test NAME)
  cmake_parse_arguments(ARG "" "" "COMMAND" ${ARGN})
  add_test(NAME ${NAME} COMMAND ${ARG_COMMAND} WORKING_DIRECTORY "${Orpiment_SOURCE_DIR}")
  orpiment_test_labels(labels)
  set_tests_properties(${NAME} PROPERTIES LABELS "${labels};static" TIMEOUT
                                          ${ORPIMENT_TEST_TIMEOUT})
endfunction()

# orpiment_compile_fail_test(NAME SOURCE file EXPECT sentence... [LIBRARIES target...])
# The file must compile as it stands. Compiled with -DFAIL=k, k counting the sentences from 1, it must
# fail, the k-th sentence standing in the first error, within 15 lines of diagnostics. Checked with
# g++ and with clang++, whichever are there. A sentence holds no semicolon. What stands behind " @ "
# may stand in any of the lines.
function(orpiment_compile_fail_test NAME)
  cmake_parse_arguments(ARG "" "SOURCE" "EXPECT;LIBRARIES" ${ARGN})
  set(target compile_fail_${NAME})
  add_library(${target} OBJECT EXCLUDE_FROM_ALL ${ARG_SOURCE}) # never built: it carries the flags
  target_link_libraries(${target} PRIVATE ${ARG_LIBRARIES})

  set(flags "${CMAKE_CURRENT_BINARY_DIR}/${NAME}.flags")
  set(includes "$<REMOVE_DUPLICATES:$<TARGET_PROPERTY:${target},INCLUDE_DIRECTORIES>>")
  set(definitions "$<TARGET_PROPERTY:${target},COMPILE_DEFINITIONS>")
  file(
    GENERATE
    OUTPUT "${flags}"
    CONTENT "$<$<BOOL:${includes}>:-I\"$<JOIN:${includes},\"\n-I\">\"\n>\
$<$<BOOL:${definitions}>:-D$<JOIN:${definitions},\n-D>\n>")
  set(sentences "${CMAKE_CURRENT_BINARY_DIR}/${NAME}.expect")
  list(JOIN ARG_EXPECT "\n" lines)
  file(CONFIGURE OUTPUT "${sentences}" CONTENT "${lines}\n" @ONLY)

  cmake_path(ABSOLUTE_PATH ARG_SOURCE OUTPUT_VARIABLE source)
  foreach(compiler IN ITEMS "${ORPIMENT_GXX}" "${ORPIMENT_CLANGXX}")
    if(compiler)
      cmake_path(GET compiler FILENAME compiler_name)
      orpiment_static_test(
        ${NAME}.${compiler_name}
        COMMAND "${Orpiment_SOURCE_DIR}/tests/support/check_compile_fail" "${compiler}" "${flags}"
                "${source}" "${sentences}")
    endif()
  endforeach()
endfunction()
