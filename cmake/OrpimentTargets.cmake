# SPDX-License-Identifier: MIT
# Target helpers for this repository: one object library a layer, one executable a test group.

# Language level, warnings and include folders that every target of ours has.
function(orpiment_configure TARGET)
  target_compile_features(${TARGET} PUBLIC cxx_std_20)
  set_target_properties(${TARGET} PROPERTIES CXX_EXTENSIONS OFF POSITION_INDEPENDENT_CODE ON)
  target_compile_options(${TARGET} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow
                                           $<$<BOOL:${ORPIMENT_WERROR}>:-Werror>)
endfunction()

# orpiment_layer(NAME SOURCES ... [LIBRARIES ...])
# One layer of the runtime as object library orpiment_<NAME>; `orpiment` collects them all.
function(orpiment_layer NAME)
  cmake_parse_arguments(ARG "" "" "SOURCES;LIBRARIES" ${ARGN})
  add_library(orpiment_${NAME} OBJECT ${ARG_SOURCES})
  orpiment_configure(orpiment_${NAME})
  target_include_directories(
    orpiment_${NAME}
    PUBLIC $<BUILD_INTERFACE:${Orpiment_SOURCE_DIR}/include> $<INSTALL_INTERFACE:include>
    PRIVATE ${Orpiment_SOURCE_DIR}/runtime)
  target_link_libraries(orpiment_${NAME} PRIVATE ${ARG_LIBRARIES})
  set_property(GLOBAL APPEND PROPERTY ORPIMENT_LAYERS orpiment_${NAME})
  set_property(GLOBAL APPEND PROPERTY ORPIMENT_LAYER_LIBRARIES ${ARG_LIBRARIES})
endfunction()

# Adds a folder that may not be there yet.
function(orpiment_add_folder FOLDER)
  if(EXISTS "${CMAKE_CURRENT_SOURCE_DIR}/${FOLDER}/CMakeLists.txt")
    add_subdirectory(${FOLDER})
  endif()
endfunction()
