# SPDX-License-Identifier: MIT
# Target helpers for this repository: what every target of ours has, and one object library a layer.

# Language level, warnings, run-time checks and sanitizers that every target of ours has. Checks and
# sanitizers are part of the usage requirements: a program must agree with the library about them.
function(orpiment_configure TARGET)
  target_compile_features(${TARGET} PUBLIC cxx_std_20)
  set_target_properties(${TARGET} PROPERTIES CXX_EXTENSIONS OFF POSITION_INDEPENDENT_CODE ON)
  target_compile_options(${TARGET} PRIVATE -Wall -Wextra -Wpedantic -Wconversion
                                           $<$<BOOL:${ORPIMENT_WERROR}>:-Werror>)
  # For g++ a name shadows functions, too: of which files a unity build puts together.
  if(NOT CMAKE_UNITY_BUILD OR CMAKE_CXX_COMPILER_ID MATCHES Clang)
    target_compile_options(${TARGET} PRIVATE -Wshadow)
  endif()
  # No program puts functions of its own in the place of ours, so that g++ may inline them in
  # position-independent code, too, as clang++ does.
  target_compile_options(
    ${TARGET}
    PRIVATE
      $<$<AND:$<CXX_COMPILER_ID:GNU>,$<NOT:$<CONFIG:Debug>>>:-fno-semantic-interposition>)
  # g++ 12 sees copies of 2^63 bytes in `"x" + string` (its bug 105651).
  target_compile_options(
    ${TARGET}
    PRIVATE
      $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>)
  target_compile_definitions(${TARGET} PUBLIC $<$<BOOL:${ORPIMENT_CHECKED}>:ORPIMENT_CHECKED>)
  if(ORPIMENT_FUZZ)
    target_compile_options(${TARGET} PRIVATE -fsanitize=fuzzer-no-link)
  endif()
  if(ORPIMENT_SANITIZE)
    set(sanitize -fsanitize=${ORPIMENT_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_compile_options(${TARGET} PUBLIC "$<BUILD_INTERFACE:${sanitize}>")
    target_link_options(${TARGET} PUBLIC "$<BUILD_INTERFACE:${sanitize}>")
  endif()
endfunction()

# Compiles several files of TARGET at once, which takes a third to a half of the time: for what reads
# schemas and writes sources, where every build begins, and for the library where nobody changes it.
function(orpiment_compile_together TARGET)
  set_target_properties(${TARGET} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 12)
  target_compile_options(${TARGET} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-shadow>)
endfunction()

# orpiment_layer(NAME SOURCES file... [BY_ITSELF file...] [LIBRARIES target...])
# One layer of the runtime as object library orpiment_<NAME>; `orpiment` collects them all. BY_ITSELF
# are sources that every row or every query runs through: g++ inlines less the more it compiles at
# once.
function(orpiment_layer NAME)
  cmake_parse_arguments(ARG "" "" "SOURCES;BY_ITSELF;LIBRARIES" ${ARGN})
  add_library(orpiment_${NAME} OBJECT ${ARG_SOURCES} ${ARG_BY_ITSELF})
  set_source_files_properties(${ARG_BY_ITSELF} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
  orpiment_configure(orpiment_${NAME})
  if(NOT CMAKE_BUILD_TYPE STREQUAL "Debug")
    orpiment_compile_together(orpiment_${NAME})
  endif()
  target_include_directories(orpiment_${NAME} PUBLIC "${Orpiment_SOURCE_DIR}/include"
                             PRIVATE "${Orpiment_SOURCE_DIR}/runtime")
  target_link_libraries(orpiment_${NAME} PRIVATE ${ARG_LIBRARIES})
  set_property(GLOBAL APPEND PROPERTY ORPIMENT_LAYERS orpiment_${NAME})
  set_property(GLOBAL APPEND PROPERTY ORPIMENT_LAYER_LIBRARIES ${ARG_LIBRARIES})
endfunction()

# Adds these folders; one that is not there is an error of add_subdirectory.
function(orpiment_add_folders)
  foreach(folder IN LISTS ARGN)
    add_subdirectory(${folder})
  endforeach()
endfunction()
